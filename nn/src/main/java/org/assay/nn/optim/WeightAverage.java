package org.assay.nn.optim;

import java.util.List;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Foreach;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/**
 * An average of a model's weights over training. Call {@link #update} after a step (or an epoch), and use {@link #model}
 * as any model; it is not trained itself. Buffers, such as running statistics, are those of the latest update: see
 * {@code BatchNorm.reestimate} for the alternative.
 */
public final class WeightAverage<T> {
    /** The weight of the next update, given how many were made. */
    @FunctionalInterface
    private interface Share {
        double of(long updates);
    }

    private final T model;
    private final List<Tensor> parameters;
    private final List<Tensor> buffers;
    private final List<Tensor> sources;
    private final List<Tensor> sourceBuffers;
    private final Share share;
    private long updates;

    private WeightAverage(T source, Share share) {
        this.model =
                Scope.detached(() -> Tree.map(source, tensor -> tensor.detach().copy()));
        this.parameters = Tree.parameters(model);
        this.buffers = Tree.buffers(model);
        this.sources = Tree.parameters(source);
        this.sourceBuffers = Tree.buffers(source);
        this.share = share;
    }

    /** The exponential moving average from the model's present weights: {@code average = decay average + (1 - decay) weight}. */
    public static <T> WeightAverage<T> exponential(T model, double decay) {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("A decay lies in [0, 1), not at " + decay + ".");
        }
        return new WeightAverage<>(model, _ -> 1 - decay);
    }

    /** The mean of the weights at all updates. Izmailov et al. 2018 (SWA). */
    public static <T> WeightAverage<T> equal(T model) {
        return new WeightAverage<>(model, updates -> 1.0 / (updates + 1));
    }

    /** Takes the model's present weights in. */
    public void update() {
        Scope.run(() -> Autodiff.noGrad(() -> {
            Foreach.lerp_(parameters, sources, share.of(updates));
            for (int i = 0; i < buffers.size(); i++) {
                buffers.get(i).copyFrom(sourceBuffers.get(i));
            }
        }));
        updates++;
    }

    /** The averaged model, whose tensors change with every update. */
    public T model() {
        return model;
    }
}
