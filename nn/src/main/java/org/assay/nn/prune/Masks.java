package org.assay.nn.prune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleFunction;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/**
 * Which weights of a model stay and which are left out, as zeros.
 *
 * <pre>{@code
 * var masks = Masks.all(model).withoutSmallest(trained, name -> 0.2);
 * var sparse = masks.apply(model);
 * var optimiser = Adam.of(sparse, 1e-3).masked(masks);
 * }</pre>
 *
 * Masks know weights by their names in the tree, so that those found in one model serve any other of the same structure. They are a tree themselves.
 *
 * @param kept BOOL tensors of the shapes of the weights, by the weights' names: true where one stays; what has no name here is whole
 */
public record Masks(Map<String, Tensor> kept) {

    public Masks {
        kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
        if (kept.isEmpty()) {
            throw new IllegalArgumentException(
                    "There are no weights to mask: give a model that has some of the kind asked for.");
        }
    }

    /** The matrices and kernels of a model (parameters of two dimensions or more), of which everything stays. */
    public static Masks all(Object model) {
        return all(model, (_, weight) -> weight.rank() >= 2);
    }

    /** The parameters of a model of which the predicate holds, given their name and tensor; of these everything stays. */
    public static Masks all(Object model, BiPredicate<String, Tensor> which) {
        var parameters = Collections.<Tensor>newSetFromMap(new IdentityHashMap<>());
        parameters.addAll(Tree.parameters(model));
        var kept = new LinkedHashMap<String, Tensor>();
        Tree.named(model).forEach((name, tensor) -> {
            if (parameters.contains(tensor) && which.test(name, tensor)) {
                kept.put(
                        name,
                        Scope.call(() -> Tensor.ones(DType.BOOL, tensor.shape()).to(tensor.device())));
            }
        });
        return new Masks(kept);
    }

    /**
     * Leaves out, in each tensor, a share of what has stayed there so far: the weights smallest in absolute value. As in the published code of Frankle and
     * Carbin 2019, of n weights in ascending order all go up to and including the one at place {@code round(share n)}, counted from 0, and its equals: one more than
     * the share says.
     *
     * @param share from 0, which leaves out nothing, to below 1, by the tensor's name
     */
    public Masks withoutSmallest(Object model, ToDoubleFunction<String> share) {
        return each(model, (name, size) -> {
            double part = checked(share.applyAsDouble(name));
            var mask = mask(name);
            return part == 0 ? mask : mask.logicalAnd(size.gt(bar(size.maskedSelect(mask), part)));
        });
    }

    /** As {@link #withoutSmallest(Object, ToDoubleFunction)}, with all weights of the model in one order instead of each tensor's in its own. */
    public Masks withoutSmallestOfAll(Object model, double share) {
        if (checked(share) == 0) {
            return this;
        }
        return Scope.call(() -> {
            checkNames(model);
            var weights = Tree.named(model);
            var stayed = new ArrayList<Tensor>();
            weights.forEach((name, weight) -> Optional.ofNullable(kept.get(name))
                    .ifPresent(mask -> stayed.add(weight.detach().abs().maskedSelect(mask))));
            var bar = bar(Tensor.cat(stayed, 0), share);
            return each(model, (name, size) -> mask(name).logicalAnd(size.gt(bar)));
        });
    }

    /** As many weights of each tensor, at places drawn at random. */
    public Masks shuffled(Rng rng) {
        var moved = new LinkedHashMap<String, Tensor>();
        kept.forEach((name, mask) -> moved.put(
                name,
                Scope.call(() -> mask.flatten()
                        .rows(rng.permutation(mask.count()).to(mask.device()))
                        .view(mask.shape()))));
        return new Masks(moved);
    }

    /** A copy of the model with zeros in the place of what is left out; parameters stay parameters. */
    public <T> T apply(T model) {
        checkNames(model);
        var images = new ArrayList<Tensor>();
        Tree.named(model).forEach((name, tensor) -> {
            var copy = Scope.call(() -> Optional.ofNullable(kept.get(name))
                    .map(mask -> tensor.detach().maskedFill(mask.logicalNot(), 0))
                    .orElseGet(() -> tensor.detach().copy()));
            images.add(tensor.requiresGrad() ? copy.requiresGrad(true) : copy);
        });
        return Tree.replace(model, images);
    }

    /** How many weights stay. */
    public long left() {
        return kept.keySet().stream().mapToLong(this::left).sum();
    }

    /** How many weights of the tensor of this name stay. */
    public long left(String name) {
        return Scope.call(() -> mask(name).countNonzero()).toLongs()[0];
    }

    /** The share of the weights that stays, 0 to 1, of those that masks are for. */
    public double share() {
        return (double) left() / kept.values().stream().mapToLong(Tensor::count).sum();
    }

    /** Masks of what the function makes of each name and of the absolute values of its weights. */
    private Masks each(Object model, BiFunction<String, Tensor, Tensor> image) {
        checkNames(model);
        var weights = Tree.named(model);
        var images = new LinkedHashMap<String, Tensor>();
        for (var name : kept.keySet()) {
            Optional.ofNullable(weights.get(name))
                    .ifPresent(weight -> images.put(
                            name,
                            Scope.call(() -> image.apply(name, weight.detach().abs()))));
        }
        return new Masks(images);
    }

    private Tensor mask(String name) {
        return Optional.ofNullable(kept.get(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no mask for " + name + ": the names are " + kept.keySet() + "."));
    }

    private void checkNames(Object model) {
        var weights = Tree.named(model);
        kept.forEach((name, mask) -> {
            var weight = weights.get(name);
            if (weight == null || !Arrays.equals(weight.shape(), mask.shape())) {
                throw new IllegalArgumentException(
                        "The masks have a " + name + " of shape " + Arrays.toString(mask.shape())
                                + ", and the model has none such: give a model of the structure they were made for.");
            }
        });
    }

    /** The largest absolute value that goes. */
    private static Tensor bar(Tensor sizes, double share) {
        if (sizes.count() == 0) {
            return Tensor.zeros().to(sizes.dtype()).to(sizes.device());
        }
        long place = Math.min((long) Math.rint(share * sizes.count()), sizes.count() - 1);
        return sizes.kthValue(place + 1, 0).values();
    }

    private static double checked(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "A share of " + share + " of the weights cannot be left out: give one from 0 to below 1.");
        }
        return share;
    }
}
