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

    /** The device on which new tensors are made: the one of the innermost {@link #use}, else the processor. */
    public static Device current() {
        return CURRENT.isBound() ? CURRENT.get() : CPU;
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
        return NATIVES.computeIfAbsent(this, device -> Frame.permanent(() -> new Natives(device)));
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
