package org.assay.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Records, lists, maps and optionals as trees with tensors for leaves: a model is one.
 *
 * <p>Everything goes by the identity of tensors: one that occurs twice (tied weights) is one leaf, visited once, and
 * stays tied in what {@link #map} makes. {@code map} computes with its leaves, so gradients flow from the new tree to
 * the old one. Whatever else a tree holds is kept as it is.
 */
public final class Tree {
    private Tree() {}

    /** The same tree with every distinct tensor replaced by its image. */
    public static <T> T map(T tree, UnaryOperator<Tensor> image) {
        var images = new IdentityHashMap<Tensor, Tensor>();
        return Walk.map(tree, tensor -> images.computeIfAbsent(tensor, image));
    }

    /** The tree of the images of corresponding tensors of two trees of one structure. */
    public static <T> T map(T first, T second, BinaryOperator<Tensor> image) {
        var firsts = leaves(first);
        var seconds = aligned(first, second);
        var images = new ArrayList<Tensor>(firsts.size());
        for (int i = 0; i < firsts.size(); i++) {
            images.add(image.apply(firsts.get(i), seconds.get(i)));
        }
        return replace(first, images);
    }

    /** Visits every distinct tensor. */
    public static void forEach(Object tree, Consumer<Tensor> visit) {
        if (tree instanceof Tensor tensor) {
            visit.accept(tensor);
            return;
        }
        var seen = Collections.<Tensor>newSetFromMap(new IdentityHashMap<>());
        Walk.forEach(tree, (tensor, path, buffer) -> {
            if (seen.add(tensor)) {
                visit.accept(tensor);
            }
        });
    }

    /** The distinct tensors in the order of the structure. */
    public static List<Tensor> leaves(Object tree) {
        var leaves = new ArrayList<Tensor>();
        forEach(tree, leaves::add);
        return leaves;
    }

    /**
     * The distinct tensors under their paths, as {@code block.conv1.weight} or {@code layers.0.bias}; a component
     * {@code runningMean} is {@code running_mean} there.
     */
    public static Map<String, Tensor> named(Object tree) {
        var seen = Collections.<Tensor>newSetFromMap(new IdentityHashMap<>());
        var named = new LinkedHashMap<String, Tensor>();
        Walk.forEach(tree, (tensor, path, buffer) -> {
            if (seen.add(tensor)) {
                named.put(path.toString(), tensor);
            }
        });
        return named;
    }

    /** The distinct tensors that training moves: floating-point ones outside of {@link Buffer} components. */
    public static List<Tensor> parameters(Object tree) {
        return select(tree, false);
    }

    /** The distinct tensors that training does not move by gradients. */
    public static List<Tensor> buffers(Object tree) {
        return select(tree, true);
    }

    private static List<Tensor> select(Object tree, boolean buffers) {
        var seen = Collections.<Tensor>newSetFromMap(new IdentityHashMap<>());
        var selected = new ArrayList<Tensor>();
        Walk.forEach(tree, (tensor, path, buffer) -> {
            if (seen.add(tensor) && (buffer || !tensor.dtype().isDifferentiable()) == buffers) {
                selected.add(tensor);
            }
        });
        return selected;
    }

    /** How many numbers the parameters hold. */
    public static long count(Object tree) {
        return parameters(tree).stream().mapToLong(Tensor::count).sum();
    }

    /** All parameters as one vector, through which gradients flow. */
    public static Tensor flatten(Object tree) {
        return Scope.call(
                () -> Tensor.cat(parameters(tree).stream().map(Tensor::flatten).toList(), 0));
    }

    /** The tree with its parameters taken in turn from a vector, through which gradients flow. */
    public static <T> T unflatten(T tree, Tensor vector) {
        var parameters = parameters(tree);
        long count = parameters.stream().mapToLong(Tensor::count).sum();
        if (vector.rank() != 1 || vector.count() != count) {
            throw Call.refuse("unflatten", "the tree holds " + count + " parameters", vector);
        }
        var images = new IdentityHashMap<Tensor, Tensor>();
        long start = 0;
        for (var parameter : parameters) {
            images.put(
                    parameter,
                    vector.narrow(0, start, parameter.count())
                            .reshape(parameter.shape())
                            .to(parameter.dtype()));
            start += parameter.count();
        }
        return map(tree, tensor -> images.getOrDefault(tensor, tensor));
    }

    /** A tree of new tensors with the same values, cut off from how they were computed; parameters stay parameters. */
    public static <T> T copy(T tree) {
        return map(tree, tensor -> {
            var copy = Scope.call(() -> tensor.detach().copy());
            return tensor.requiresGrad() ? copy.requiresGrad(true) : copy;
        });
    }

    /** The tree of the means of corresponding tensors; integer tensors are taken from the first tree. */
    public static <T> T average(List<T> trees) {
        if (trees.isEmpty()) {
            throw new IllegalArgumentException("The average of no trees does not exist.");
        }
        var first = leaves(trees.getFirst());
        var columns =
                trees.stream().map(tree -> aligned(trees.getFirst(), tree)).toList();
        var means = new ArrayList<Tensor>(first.size());
        for (int i = 0; i < first.size(); i++) {
            int leaf = i;
            means.add(
                    first.get(i).dtype().isDifferentiable()
                            ? Scope.call(() -> columns.stream()
                                    .map(column -> column.get(leaf))
                                    .reduce(Tensor::add)
                                    .orElseThrow()
                                    .div(trees.size()))
                            : first.get(i));
        }
        return replace(trees.getFirst(), means);
    }

    /** The tree with its {@link #leaves} replaced in their order. */
    public static <T> T replace(T tree, List<Tensor> leaves) {
        var old = leaves(tree);
        if (old.size() != leaves.size()) {
            throw new IllegalArgumentException(
                    "The tree has " + old.size() + " tensors and cannot take " + leaves.size() + ".");
        }
        var images = new IdentityHashMap<Tensor, Tensor>();
        for (int i = 0; i < old.size(); i++) {
            images.put(old.get(i), leaves.get(i));
        }
        return Walk.map(tree, tensor -> Optional.ofNullable(images.get(tensor)).orElse(tensor));
    }

    /** For each leaf of the first tree, the tensor at the same path in the second. */
    private static List<Tensor> aligned(Object first, Object second) {
        var others = new ArrayList<Tensor>();
        Walk.forEach(second, (tensor, path, buffer) -> others.add(tensor));
        var seen = Collections.<Tensor>newSetFromMap(new IdentityHashMap<>());
        var aligned = new ArrayList<Tensor>();
        int[] place = {0};
        Walk.forEach(first, (tensor, path, buffer) -> {
            if (place[0] >= others.size()) {
                throw new IllegalArgumentException("The second tree ends before " + path + ".");
            }
            var other = others.get(place[0]++);
            if (seen.add(tensor)) {
                aligned.add(other);
            }
        });
        if (place[0] != others.size()) {
            throw new IllegalArgumentException(
                    "The first tree has " + place[0] + " tensors, the second " + others.size() + ".");
        }
        return aligned;
    }
}
