package org.assay.tensor;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * An n-dimensional array in native memory, and what can be computed with it.
 *
 * <p>Every method returns a new tensor (which may share memory, as a view does), except those whose names end in an
 * underscore: they change this tensor and are refused where a gradient would be lost. Negative dimensions and indices
 * count from the end. Shapes broadcast as in NumPy. A {@code double} operand turns an integer tensor into a
 * floating-point one, a {@code long} operand does not. Operations are grouped by topic in the interfaces named here;
 * all of them are methods of a tensor.
 *
 * <p>Memory belongs to the open {@link Scope}; a freed tensor throws {@link IllegalStateException}, an operation that
 * the shapes or types do not allow {@link TensorException}.
 */
public final class Tensor
        implements Elementwise,
                Functions,
                Activations,
                Comparisons,
                Reductions,
                Ordering,
                Shapes,
                Indexing,
                LinearAlgebra,
                Convolutions,
                Pooling,
                Resampling,
                Networks,
                Recurrences,
                Losses,
                Signals,
                InPlace {

    private org.bytedeco.pytorch.@Nullable Tensor raw;
    private @Nullable Scope owner;

    Tensor(org.bytedeco.pytorch.Tensor raw, Frame frame) {
        this.raw = raw;
        moveTo(frame.scope);
    }

    private Tensor(org.bytedeco.pytorch.Tensor raw) {
        this.raw = raw;
    }

    /** A vector of 32-bit floats. */
    public static Tensor of(double... values) {
        return of(DType.FLOAT32, values, values.length);
    }

    /** Values in row-major order; without a shape a vector. */
    public static Tensor of(float[] values, long... shape) {
        return Memory.of(values, shape);
    }

    /** 32-bit floats in row-major order; without a shape a vector. */
    public static Tensor of(double[] values, long... shape) {
        return of(DType.FLOAT32, values, shape);
    }

    /** Values in row-major order, converted to the type given; without a shape a vector. */
    public static Tensor of(DType type, double[] values, long... shape) {
        return Memory.of(values, type, shape);
    }

    /** 64-bit integers in row-major order; without a shape a vector. */
    public static Tensor of(long[] values, long... shape) {
        return Memory.of(values, shape);
    }

    /** 32-bit integers in row-major order; without a shape a vector. */
    public static Tensor of(int[] values, long... shape) {
        return Memory.of(values, shape);
    }

    /** Unsigned bytes in row-major order; without a shape a vector. */
    public static Tensor of(byte[] values, long... shape) {
        return Memory.of(values, shape);
    }

    /** Truth values in row-major order; without a shape a vector. */
    public static Tensor of(boolean[] values, long... shape) {
        return Memory.of(values, shape);
    }

    public static Tensor scalar(double value) {
        return scalar(DType.FLOAT32, value);
    }

    public static Tensor scalar(DType type, double value) {
        return full(type, value);
    }

    /** A 64-bit integer. */
    public static Tensor scalar(long value) {
        return Call.of("scalar", () -> torch.full(new long[0], Args.scalar(value), Device.options(DType.INT64)));
    }

    public static Tensor zeros(long... shape) {
        return zeros(DType.FLOAT32, shape);
    }

    public static Tensor zeros(DType type, long... shape) {
        return Call.of("zeros", () -> torch.zeros(shape, Device.options(type)));
    }

    public static Tensor ones(long... shape) {
        return ones(DType.FLOAT32, shape);
    }

    public static Tensor ones(DType type, long... shape) {
        return Call.of("ones", () -> torch.ones(shape, Device.options(type)));
    }

    public static Tensor full(double value, long... shape) {
        return full(DType.FLOAT32, value, shape);
    }

    public static Tensor full(DType type, double value, long... shape) {
        return Call.of("full", () -> torch.full(shape, Args.scalar(value), Device.options(type)));
    }

    /** The identity matrix {@code [n, n]}. */
    public static Tensor eye(long n) {
        return eye(DType.FLOAT32, n);
    }

    public static Tensor eye(DType type, long n) {
        return Call.of("eye", () -> torch.eye(n, Device.options(type)));
    }

    /** The 64-bit integers {@code 0 … end - 1}. */
    public static Tensor arange(long end) {
        return Call.of("arange", () -> torch.arange(Args.scalar(end), Device.options(DType.INT64)));
    }

    /** {@code start, start + step, …} below {@code end}, as 32-bit floats. */
    public static Tensor arange(double start, double end, double step) {
        return arange(DType.FLOAT32, start, end, step);
    }

    public static Tensor arange(DType type, double start, double end, double step) {
        return Call.of(
                "arange",
                () -> torch.arange(Args.scalar(start), Args.scalar(end), Args.scalar(step), Device.options(type)));
    }

    /** So many evenly spaced values from start to end, both included. */
    public static Tensor linspace(double start, double end, long steps) {
        return linspace(DType.FLOAT32, start, end, steps);
    }

    public static Tensor linspace(DType type, double start, double end, long steps) {
        return Call.of(
                "linspace", () -> torch.linspace(Args.scalar(start), Args.scalar(end), steps, Device.options(type)));
    }

    public static Tensor zerosLike(Tensor other) {
        return Call.of("zerosLike", () -> torch.zeros_like(other.raw()), other);
    }

    public static Tensor onesLike(Tensor other) {
        return Call.of("onesLike", () -> torch.ones_like(other.raw()), other);
    }

    public static Tensor fullLike(Tensor other, double value) {
        return Call.of("fullLike", () -> torch.full_like(other.raw(), Args.scalar(value)), other);
    }

    /** The Hann window of a Fourier analysis, periodic. */
    public static Tensor hann(long length) {
        return Call.of("hann", () -> torch.hann_window(length, Device.options(DType.FLOAT32)));
    }

    /** Elements in row-major order in this machine's byte order, as they lie in native or mapped memory. */
    public static Tensor read(DType type, MemorySegment source, long... shape) {
        return Memory.read(type, source, shape);
    }

    /**
     * The elements of a whole file in row-major order and this machine's byte order, mapped into memory: what is not read
     * is not loaded, and processes that map the same file share its pages. Writing to the tensor changes neither the file
     * nor what others see. The file must stay as it is for as long as the tensor lives.
     */
    public static Tensor map(DType type, Path file, long... shape) {
        return Memory.map(type, file, shape);
    }

    /** Joins tensors along an existing dimension. */
    public static Tensor cat(List<Tensor> tensors, int dim) {
        return Call.of("cat", () -> torch.cat(Args.vector(tensors), dim), Args.array(tensors));
    }

    /** Joins tensors along their first dimension. */
    public static Tensor cat(Tensor... tensors) {
        return cat(List.of(tensors), 0);
    }

    /** Joins tensors of one shape along a new dimension. */
    public static Tensor stack(List<Tensor> tensors, int dim) {
        return Call.of("stack", () -> torch.stack(Args.vector(tensors), dim), Args.array(tensors));
    }

    /** Joins tensors of one shape along a new first dimension. */
    public static Tensor stack(Tensor... tensors) {
        return stack(List.of(tensors), 0);
    }

    /** Element by element, {@code yes} where the condition holds and {@code no} elsewhere. */
    public static Tensor where(Tensor condition, Tensor yes, Tensor no) {
        return Call.of("where", () -> torch.where(condition.raw(), yes.raw(), no.raw()), condition, yes, no);
    }

    public static Tensor where(Tensor condition, Tensor yes, double no) {
        return Call.of("where", () -> torch.where(condition.raw(), yes.raw(), Args.scalar(no)), condition, yes);
    }

    public static Tensor where(Tensor condition, double yes, Tensor no) {
        return Call.of("where", () -> torch.where(condition.raw(), Args.scalar(yes), no.raw()), condition, no);
    }

    /** Sums of products in Einstein's notation, as {@code einsum("bij,bjk->bik", a, b)}. */
    public static Tensor einsum(String equation, Tensor... operands) {
        return Call.of(
                "einsum \"" + equation + "\"", () -> torch.einsum(equation, Args.vector(List.of(operands))), operands);
    }

    /** Coordinates of the grid that vectors span: one tensor per vector, first index varying along dimension 0. */
    public static List<Tensor> meshgrid(Tensor... axes) {
        return Call.all("meshgrid", () -> Call.listed(torch.meshgrid(Args.vector(List.of(axes)), "ij")), axes);
    }

    /** A copy of the sizes of all dimensions. */
    public long[] shape() {
        var tensor = raw();
        var shape = new long[(int) tensor.dim()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.size(i);
        }
        return shape;
    }

    /** The size of one dimension. */
    public long size(int dim) {
        return Call.value("size(" + dim + ")", () -> raw().size(dim), this);
    }

    /** The number of dimensions. */
    public int rank() {
        return (int) raw().dim();
    }

    /** The number of elements. */
    public long count() {
        return raw().numel();
    }

    public DType dtype() {
        return DType.of(raw().scalar_type());
    }

    public Device device() {
        return Device.of(raw());
    }

    /** The value of a tensor of one element. */
    public double item() {
        return Call.value("item", () -> raw().item_double(), this);
    }

    /** The value of a tensor of one element as an integer, exactly for integer types. */
    public long itemLong() {
        return Call.value("itemLong", () -> raw().item_long(), this);
    }

    /** The elements in row-major order. */
    public float[] toFloats() {
        return Memory.floats(this);
    }

    /** The elements in row-major order. */
    public double[] toDoubles() {
        return Memory.doubles(this);
    }

    /** The elements in row-major order, fractions cut off. */
    public long[] toLongs() {
        return Memory.longs(this);
    }

    /** The elements in row-major order as unsigned bytes. */
    public byte[] toBytes() {
        return Memory.bytes(this);
    }

    /** The elements in row-major order; whatever is not zero is true. */
    public boolean[] toBooleans() {
        return Memory.booleans(this);
    }

    /** Writes the elements in row-major order in this machine's byte order: as many bytes as count and type make. */
    public void write(MemorySegment target) {
        Memory.write(this, target);
    }

    /** The elements in another type; this tensor if it has that type already. */
    public Tensor to(DType type) {
        return Call.of("to " + type, () -> raw().to(type.scalarType), this);
    }

    /** The elements on another device; this tensor if it is there already. */
    public Tensor to(Device device) {
        return Call.of("to " + device, () -> raw().to(device.raw(), raw().scalar_type()), this);
    }

    /** Marks this tensor as one that gradients may be asked for, or not, and returns it. */
    public Tensor requiresGrad(boolean required) {
        if (required && !dtype().isDifferentiable()) {
            throw Call.refuse("requiresGrad", "only tensors of floating-point or complex numbers have gradients", this);
        }
        Call.run("requiresGrad", () -> raw().set_requires_grad(required), this);
        return this;
    }

    /** Whether gradients flow to or through this tensor. */
    public boolean requiresGrad() {
        return raw().requires_grad();
    }

    /** The same elements, cut off from how they were computed: gradients stop here. */
    public Tensor detach() {
        return Call.of("detach", () -> raw().detach(), this);
    }

    /** A parameter with this tensor's elements: detached, and gradients may be asked for it. */
    public Tensor parameter() {
        return detach().requiresGrad(true);
    }

    /** A copy in memory of its own; gradients flow through it. */
    public Tensor copy() {
        return Call.of("copy", () -> raw().clone(), this);
    }

    /** Whether the memory of this tensor has been freed. */
    public boolean isFreed() {
        return raw == null;
    }

    /** Type, shape and the first values. */
    @Override
    public String toString() {
        if (raw == null) {
            return "Tensor[freed]";
        }
        var text = "Tensor" + Arrays.toString(shape()) + " " + dtype();
        int shown = (int) Math.min(count(), 8);
        var head = Scope.call(() -> Memory.head(this, shown));
        var values = Arrays.stream(head).mapToObj(v -> String.format("%.5g", v)).collect(Collectors.joining(", "));
        return text + " [" + values + (shown < count() ? ", …]" : "]");
    }

    org.bytedeco.pytorch.Tensor raw() {
        var tensor = raw;
        if (tensor == null) {
            throw new IllegalStateException("This tensor was freed when the scope that made it ended: return it from"
                    + " the scope, or pass it to Scope.keep, to use it afterwards.");
        }
        return tensor;
    }

    /** Another handle on the same native tensor, which belongs to no scope: whoever asks for it frees it. */
    Tensor another() {
        return new Tensor(Frame.permanent(() -> new org.bytedeco.pytorch.Tensor(raw())));
    }

    boolean isOwnedBy(Scope scope) {
        return owner == scope && raw != null;
    }

    void moveTo(@Nullable Scope scope) {
        owner = scope;
        if (scope == null) {
            Unscoped.adopt(this, raw());
        } else {
            scope.add(this);
        }
    }

    void free() {
        var tensor = raw();
        if (owner == null) {
            Unscoped.disown(tensor);
        }
        raw = null;
        tensor.deallocate();
    }
}
