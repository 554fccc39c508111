package org.assay.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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
            var images = new java.util.IdentityHashMap<Tensor, Tensor>();
            for (int i = 0; i < parameters.size(); i++) {
                images.put(parameters.get(i), gradients.get(i));
            }
            return new Valued<>(value, Tree.map(tree, tensor -> images.getOrDefault(tensor, tensor)));
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
        var gradients = Call.all(
                "grad",
                () -> Call.listed(torch.grad(
                        Args.vector(outputs),
                        Args.vector(inputs),
                        Args.vector(cotangents),
                        Args.some(retain),
                        createGraph,
                        true)),
                Args.array(all));
        for (int i = 0; i < inputs.size(); i++) {
            if (!gradients.get(i).raw().defined()) {
                gradients.set(i, Tensor.zerosLike(inputs.get(i)));
            }
        }
        return gradients;
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
