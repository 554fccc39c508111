package org.assay.tensor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * Where a tensor's memory lies: the processor, or the graphics card of some index.
 *
 * @param kind {@code "cpu"} or {@code "cuda"}
 * @param index which card, 0 for the processor
 */
public record Device(String kind, int index) {
    public static final Device CPU = new Device("cpu", 0);

    private static final Device STANDARD = named(System.getProperty("assay.device", "cpu"));
    private static final ScopedValue<Device> CURRENT = ScopedValue.newInstance();
    private static final Map<Device, Natives> NATIVES = new ConcurrentHashMap<>();

    public Device {
        if (!kind.equals("cpu") && !kind.equals("cuda")) {
            throw new IllegalArgumentException("A device is cpu or cuda, not \"" + kind + "\".");
        }
    }

    /** The graphics card of some index, from 0. */
    public static Device cuda(int index) {
        return new Device("cuda", index);
    }

    /** Whether a usable graphics card is present and the build holds its kernels. */
    public static boolean cudaAvailable() {
        return Call.value("cudaAvailable", torch::cuda_is_available);
    }

    /** The device of a name such as {@code cpu}, {@code cuda} (the first card) or {@code cuda:1}. */
    public static Device named(String name) {
        var parts = name.split(":", 2);
        try {
            return new Device(parts[0], parts.length == 1 ? 0 : Integer.parseInt(parts[1]));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("A device is cpu, cuda or cuda:1, not \"" + name + "\".", e);
        }
    }

    /**
     * The device on which new tensors are made: the one of the innermost {@link #use}, else the one that the system property {@code assay.device}
     * names, else the processor.
     */
    public static Device current() {
        return CURRENT.isBound() ? CURRENT.get() : STANDARD;
    }

    /** Runs the body with this as the device on which new tensors are made. */
    public <T> T use(Supplier<T> body) {
        return ScopedValue.where(CURRENT, this).call(body::get);
    }

    public boolean isCpu() {
        return kind.equals("cpu");
    }

    @Override
    public String toString() {
        return isCpu() ? "cpu" : kind + ":" + index;
    }

    static Device of(org.bytedeco.pytorch.Tensor raw) {
        return raw.is_cpu() ? CPU : Call.value("device", () -> cuda(raw.device().index()));
    }

    static TensorOptions options(DType type) {
        return current().tensorOptions(type);
    }

    org.bytedeco.pytorch.Device raw() {
        return natives().device;
    }

    TensorOptions tensorOptions(DType type) {
        return natives().options[type.code()];
    }

    private Natives natives() {
        return NATIVES.computeIfAbsent(this, device -> {
            if (!device.isCpu() && !cudaAvailable()) {
                throw new TensorException("There is no graphics card here that can be used, so nothing can be made on "
                        + device + ": use a machine that has one, with a build made by -Pcuda, or the device cpu.");
            }
            return Frame.permanent(() -> new Natives(device));
        });
    }

    private static final class Natives {
        final org.bytedeco.pytorch.Device device;
        final TensorOptions[] options = new TensorOptions[DType.CODES];

        Natives(Device device) {
            this.device = new org.bytedeco.pytorch.Device(device.toString());
            for (var type : DType.values()) {
                options[type.code()] = new TensorOptions(type.scalarType).device(new DeviceOptional(this.device));
            }
        }
    }
}
