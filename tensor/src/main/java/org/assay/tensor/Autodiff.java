package org.assay.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.global.torch;

/**
 * Derivatives of any order of functions of tensors and trees of tensors.
 *
 * <p>Gradients are asked for with respect to the parameters of a tree ({@link Tree#parameters}). Layers make their
 * parameters with {@link Tensor#parameter}; where a leaf does not ask for gradients yet, it does so while the function
 * given here runs.
 */
public final class Autodiff {
    static {
        Native.load();
    }

    private static final ScopedValue<Boolean> HIGHER_ORDER = ScopedValue.newInstance();

    private Autodiff() {}

    /**
     * A value and its gradient.
     *
     * @param value what the function returned
     * @param gradient a tree of the structure asked for, parameters replaced by their gradients
     */
    public record Valued<T>(Tensor value, T gradient) {}

    /** The gradient of a scalar loss with respect to the parameters of a tree, which other tensors of it stand by. */
    public static <T> T grad(Supplier<Tensor> loss, T tree) {
        return valueAndGrad(loss, tree).gradient();
    }

    /** A scalar loss and its gradient with respect to the parameters of a tree. */
    public static <T> Valued<T> valueAndGrad(Supplier<Tensor> loss, T tree) {
        var parameters = Tree.parameters(tree);
        return asking(parameters, () -> {
            var value = loss.get();
            var gradients = grad(value, parameters, false);
            return new Valued<>(value, substituted(tree, parameters, gradients));
        });
    }

    /**
     * The gradients of the sum of an output with respect to inputs it was computed from; zeros for those it does not
     * depend on.
     *
     * @param createGraph whether the gradients can be differentiated again
     */
    public static List<Tensor> grad(Tensor output, List<Tensor> inputs, boolean createGraph) {
        return vjp(List.of(output), inputs, List.of(Tensor.onesLike(output)), createGraph, createGraph);
    }

    /** The vector-Jacobian product: the gradient of {@code <output, cotangent>} with respect to the inputs. */
    public static List<Tensor> vjp(Tensor output, List<Tensor> inputs, Tensor cotangent) {
        return vjp(List.of(output), inputs, List.of(cotangent), true, true);
    }

    static List<Tensor> vjp(
            List<Tensor> outputs, List<Tensor> inputs, List<Tensor> cotangents, boolean retain, boolean createGraph) {
        if (inputs.isEmpty()) {
            return List.of();
        }
        var all = new ArrayList<>(outputs);
        if (outputs.stream().noneMatch(Tensor::requiresGrad)) {
            return inputs.stream().map(Tensor::zerosLike).toList();
        }
        all.addAll(inputs);
        var gradients = CustomGradient.whileNeeded(() -> Call.all(
                "grad",
                () -> Call.listed(torch.grad(
                        Args.vector(outputs),
                        Args.vector(inputs),
                        Args.vector(cotangents),
                        Args.some(retain),
                        createGraph,
                        true)),
                Args.array(all)));
        for (int i = 0; i < inputs.size(); i++) {
            if (!gradients.get(i).raw().defined()) {
                gradients.set(i, Tensor.zerosLike(inputs.get(i)));
            }
        }
        return gradients;
    }

    /** The gradients of {@code <output, cotangent>} as a custom operation computes them, one for each input. */
    public interface Backward {
        List<Tensor> gradients(List<Tensor> inputs, Tensor output, Tensor cotangent);
    }

    /**
     * An operation whose gradient is written in Java. The forward pass is not recorded; the backward pass is where
     * gradients of gradients are asked for, and then must be made of differentiable operations.
     */
    public static Tensor custom(Function<List<Tensor>, Tensor> forward, Backward backward, List<Tensor> inputs) {
        return CustomGradient.of(forward, backward, inputs);
    }

    /**
     * Computes a function of a tree without keeping what its gradient needs, and computes it again when the gradient is
     * asked for (Chen et al. 2016). Gradients reach what is in the tree, and nothing else the function uses. The
     * function must give the same bits twice: a generator it draws from must be split inside it.
     */
    public static <T> Tensor checkpoint(Function<T, Tensor> body, T tree) {
        var inputs = Tree.leaves(tree).stream()
                .filter(leaf -> leaf.dtype().isDifferentiable())
                .toList();
        return custom(
                values -> body.apply(substituted(tree, inputs, values)),
                (values, _, cotangent) -> {
                    boolean again = isRecording();
                    var points = again
                            ? values
                            : values.stream()
                                    .map(value -> value.detach().requiresGrad(value.requiresGrad()))
                                    .toList();
                    var output = withGrad(() -> body.apply(substituted(tree, inputs, points)));
                    return gradients(output, points, cotangent, again);
                },
                inputs);
    }

    /** The gradients with respect to those inputs that ask for one, and zeros for the others. */
    private static List<Tensor> gradients(Tensor output, List<Tensor> inputs, Tensor cotangent, boolean createGraph) {
        var asking = inputs.stream().filter(Tensor::requiresGrad).toList();
        var found = vjp(List.of(output), asking, List.of(cotangent), createGraph, createGraph)
                .iterator();
        return inputs.stream()
                .map(input -> input.requiresGrad() ? found.next() : Tensor.zerosLike(input))
                .toList();
    }

    private static <T> T substituted(T tree, List<Tensor> old, List<Tensor> fresh) {
        var images = new IdentityHashMap<Tensor, Tensor>();
        for (int i = 0; i < old.size(); i++) {
            images.put(old.get(i), fresh.get(i));
        }
        return Tree.map(tree, leaf -> images.getOrDefault(leaf, leaf));
    }

    /** The Jacobian-vector product {@code df/dx v} of a function at x. Differentiable again, outside {@link #noGrad}. */
    public static Tensor jvp(UnaryOperator<Tensor> function, Tensor x, Tensor v) {
        boolean again = isRecording();
        return asking(List.of(x), () -> {
            var y = higherOrder(() -> function.apply(x));
            // The vector-Jacobian product is linear in its cotangent u: its derivative by u, applied to v, is J v.
            var u = Tensor.zerosLike(y).requiresGrad(true);
            var product = vjp(List.of(y), List.of(x), List.of(u), true, true);
            return vjp(product, List.of(u), List.of(v), true, again).getFirst();
        });
    }

    /** The product of the Hessian of a scalar loss at the parameters of a tree with a tree of directions. */
    public static <T> T hvp(Supplier<Tensor> loss, T tree, T directions) {
        var parameters = Tree.parameters(tree);
        var paired = new IdentityHashMap<Tensor, Tensor>();
        Tree.map(tree, directions, (parameter, direction) -> {
            paired.put(parameter, direction);
            return parameter;
        });
        boolean again = isRecording();
        return asking(parameters, () -> {
            var first = grad(higherOrder(loss), parameters, true);
            var second =
                    vjp(first, parameters, parameters.stream().map(paired::get).toList(), again, again);
            return substituted(tree, parameters, second);
        });
    }

    /**
     * The Jacobian {@code [shape of f(x)…, shape of x…]} of a function at x, one backward pass per output. Differentiable
     * again, outside {@link #noGrad}.
     */
    public static Tensor jacobian(UnaryOperator<Tensor> function, Tensor x) {
        boolean again = isRecording();
        return asking(List.of(x), () -> {
            var y = higherOrder(() -> function.apply(x));
            return jacobian(y, x, again);
        });
    }

    /** The Hessian {@code [shape of x…, shape of x…]} of a scalar function at x. Differentiable again, outside noGrad. */
    public static Tensor hessian(UnaryOperator<Tensor> function, Tensor x) {
        boolean again = isRecording();
        return asking(List.of(x), () -> {
            var first =
                    grad(higherOrder(() -> function.apply(x)), List.of(x), true).getFirst();
            return jacobian(first, x, again);
        });
    }

    private static Tensor jacobian(Tensor y, Tensor x, boolean again) {
        var outputs = y.flatten().unbind(0);
        var rows = new ArrayList<Tensor>(outputs.size());
        for (var output : outputs) {
            rows.add(vjp(List.of(output), List.of(x), List.of(Tensor.onesLike(output)), true, again)
                    .getFirst());
        }
        var shape = LongStream.concat(Arrays.stream(y.shape()), Arrays.stream(x.shape()))
                .toArray();
        return Tensor.stack(rows, 0).reshape(shape);
    }

    /** Runs the body without recording what gradients would need. */
    public static <T> T noGrad(Supplier<T> body) {
        boolean recording = isRecording();
        GradMode.set_enabled(false);
        try {
            return body.get();
        } finally {
            GradMode.set_enabled(recording);
        }
    }

    /** Runs the body without recording what gradients would need. */
    public static void noGrad(Runnable body) {
        noGrad(() -> {
            body.run();
            return true;
        });
    }

    /** Runs the body recording what gradients need, also inside {@link #noGrad}. */
    public static <T> T withGrad(Supplier<T> body) {
        boolean recording = isRecording();
        GradMode.set_enabled(true);
        try {
            return body.get();
        } finally {
            GradMode.set_enabled(recording);
        }
    }

    /** The same values; gradients stop here. */
    public static Tensor stopGradient(Tensor tensor) {
        return tensor.detach();
    }

    /**
     * Runs the body with operations whose gradients can be differentiated again also where a faster one exists whose
     * gradient cannot: fused attention. {@link #hvp}, {@link #jvp}, {@link #jacobian} and {@link #hessian} do so
     * themselves.
     */
    public static <T> T higherOrder(Supplier<T> body) {
        return ScopedValue.where(HIGHER_ORDER, true).call(body::get);
    }

    static boolean isHigherOrder() {
        return HIGHER_ORDER.isBound();
    }

    static boolean isRecording() {
        return GradMode.is_enabled();
    }

    /** Runs the body with all leaves asking for gradients, and leaves them as they were. */
    private static <T> T asking(List<Tensor> leaves, Supplier<T> body) {
        var changed = leaves.stream().filter(leaf -> !leaf.requiresGrad()).toList();
        changed.forEach(leaf -> leaf.requiresGrad(true));
        try {
            return withGrad(body);
        } finally {
            changed.forEach(leaf -> leaf.requiresGrad(false));
        }
    }
}
