package org.assay.tensor;

import java.util.Locale;
import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** How precisely products are computed. */
public final class Precision {
    static {
        Native.load();
    }

    private Precision() {}

    /**
     * Runs the body with products and convolutions of 32-bit floats computed in bfloat16, while sums, normalisation and
     * losses stay in 32 bits (Micikevicius et al. 2018; here without loss scaling, which bfloat16 does not need).
     */
    public static <T> T bf16(Supplier<T> body) {
        boolean before = torch.is_autocast_enabled(DeviceType.CPU);
        torch.set_autocast_dtype(DeviceType.CPU, ScalarType.BFloat16);
        torch.set_autocast_enabled(DeviceType.CPU, true);
        torch.increment_nesting();
        try {
            return body.get();
        } finally {
            if (torch.decrement_nesting() == 0) {
                torch.clear_cache();
            }
            torch.set_autocast_enabled(DeviceType.CPU, before);
        }
    }

    /** Whether {@link #bf16} is in force on this thread. */
    static boolean isReduced() {
        return torch.is_autocast_enabled(DeviceType.CPU);
    }

    /** Runs the body as outside of {@link #bf16}. */
    static <T> T full(Supplier<T> body) {
        boolean before = isReduced();
        torch.set_autocast_enabled(DeviceType.CPU, false);
        try {
            return body.get();
        } finally {
            torch.set_autocast_enabled(DeviceType.CPU, before);
        }
    }

    /**
     * How many bits of 32-bit products count: {@code HIGHEST} all of them, {@code MEDIUM} those of bfloat16 where the
     * processor has instructions for it. Holds for the process.
     */
    public enum Products {
        HIGHEST,
        HIGH,
        MEDIUM
    }

    /** Sets the precision of 32-bit products in the whole process. */
    public static void products(Products precision) {
        Call.run(
                "products",
                () -> torch.globalContext()
                        .setFloat32MatmulPrecision(precision.name().toLowerCase(Locale.ROOT)));
    }

    /** How many bits of 32-bit products count in this process now. */
    public static Products products() {
        return Call.value(
                "products",
                () -> Products.valueOf(
                        torch.globalContext().float32MatmulPrecision().intern().name()));
    }
}
