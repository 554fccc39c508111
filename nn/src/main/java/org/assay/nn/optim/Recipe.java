package org.assay.nn.optim;

import java.util.ArrayList;
import java.util.function.BinaryOperator;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.assay.nn.Layer;
import org.assay.nn.Mode;
import org.assay.nn.metrics.Classification;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Precision;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Plain supervised training, for studies whose point lies elsewhere: epochs over examples in random order, in batches of
 * one size (what does not fill a last batch waits for the next epoch's order).
 *
 * <pre>{@code
 * var recipe = Recipe.of(15, 128, Sgd.of(0.1).nesterov(0.9).weightDecay(5e-4))
 *         .schedule(Schedule::cosine)
 *         .prepare(images -> images.to(DType.FLOAT32).div(255.0))
 *         .augment((x, rng) -> rng.nextBoolean() ? x.flip(3) : x);
 * recipe.train(model, images, labels, rng);
 * double accuracy = recipe.accuracy(model, testImages, testLabels);
 * }</pre>
 *
 * <p>A recipe is a value: every method gives a new one.
 */
public record Recipe(
        int epochs,
        int batch,
        Rule rule,
        LongFunction<Schedule> scheduling,
        UnaryOperator<Tensor> preparing,
        Augmentation augmenting,
        BinaryOperator<Tensor> losing,
        UnaryOperator<Optimiser> tuning,
        Watcher watching,
        boolean reduced) {

    /** Changes a prepared batch at random, in training only. */
    @FunctionalInterface
    public interface Augmentation {
        Tensor apply(Tensor x, Rng rng);
    }

    /** Hears of every epoch's end. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * An epoch has ended.
         *
         * @param epoch counted from 1
         * @param loss its mean training loss
         */
        void epoch(int epoch, double loss);
    }

    /** With cross-entropy, a constant learning rate, and nothing else. */
    public static Recipe of(int epochs, int batch, Rule rule) {
        return new Recipe(
                epochs,
                batch,
                rule,
                _ -> Schedule.constant(),
                UnaryOperator.identity(),
                (x, _) -> x,
                Tensor::crossEntropy,
                UnaryOperator.identity(),
                (_, _) -> {},
                false);
    }

    /** With a schedule made for the number of all steps, as {@code Schedule::oneCycle}. */
    public Recipe schedule(LongFunction<Schedule> ofSteps) {
        return new Recipe(epochs, batch, rule, ofSteps, preparing, augmenting, losing, tuning, watching, reduced);
    }

    /** With something done to every batch before the model sees it, in training and evaluation: turning bytes into numbers, say. */
    public Recipe prepare(UnaryOperator<Tensor> batches) {
        return new Recipe(epochs, batch, rule, scheduling, batches, augmenting, losing, tuning, watching, reduced);
    }

    /** With prepared batches changed at random in training. */
    public Recipe augment(Augmentation change) {
        return new Recipe(epochs, batch, rule, scheduling, preparing, change, losing, tuning, watching, reduced);
    }

    /** With a loss of the model's output and the targets. */
    public Recipe loss(BinaryOperator<Tensor> ofOutputAndTarget) {
        return new Recipe(
                epochs, batch, rule, scheduling, preparing, augmenting, ofOutputAndTarget, tuning, watching, reduced);
    }

    /** With more said to the optimiser: {@code o -> o.clip(1).sharpnessAware(0.05)}. */
    public Recipe optimiser(UnaryOperator<Optimiser> more) {
        return new Recipe(epochs, batch, rule, scheduling, preparing, augmenting, losing, more, watching, reduced);
    }

    /** With somebody told of every epoch. */
    public Recipe watch(Watcher watcher) {
        return new Recipe(epochs, batch, rule, scheduling, preparing, augmenting, losing, tuning, watcher, reduced);
    }

    /** With products and convolutions of the model in bfloat16; weights and the loss stay in 32 bits. */
    public Recipe bf16() {
        return new Recipe(epochs, batch, rule, scheduling, preparing, augmenting, losing, tuning, watching, true);
    }

    /**
     * Trains a model in place.
     *
     * @param x examples along dimension 0
     * @param y as many targets
     */
    public void train(Layer model, Tensor x, Tensor y, Rng rng) {
        long examples = x.size(0);
        if (examples != y.size(0) || examples == 0) {
            throw new IllegalArgumentException("There are " + examples + " examples and " + y.size(0)
                    + " targets: training needs at least one example and a target for each.");
        }
        long size = Math.min(batch, examples);
        long steps = examples / size;
        var optimiser = tuning.apply(Optimiser.of(model, rule).schedule(scheduling.apply(epochs * steps)));
        var changes = rng.split("augmentation");
        Mode.training(rng.split("layers"), () -> {
            for (int epoch = 1; epoch <= epochs; epoch++) {
                var orderRng = rng.split("order").split(epoch);
                double loss = Scope.call(() -> {
                    var order = orderRng.permutation(examples);
                    double sum = 0;
                    for (long step = 0; step < steps; step++) {
                        var chosen = order.narrow(0, step * size, size);
                        sum += optimiser.minimise(() -> {
                            var input =
                                    Autodiff.noGrad(() -> augmenting.apply(preparing.apply(x.rows(chosen)), changes));
                            return losing.apply(run(model, input), y.rows(chosen));
                        });
                    }
                    return sum / steps;
                });
                watching.epoch(epoch, loss);
            }
        });
    }

    /** The model's outputs for examples, in evaluation, a batch at a time. */
    public Tensor predict(Layer model, Tensor x) {
        return Mode.evaluation(() -> Scope.call(() -> Autodiff.noGrad(() -> {
            var outputs = new ArrayList<Tensor>();
            for (var part : x.split(batch, 0)) {
                outputs.add(Scope.call(() -> run(model, preparing.apply(part))));
            }
            return Tensor.cat(outputs, 0);
        })));
    }

    /** The share of examples whose class index is where the model's output is highest. */
    public double accuracy(Layer model, Tensor x, Tensor y) {
        return Scope.call(() -> Classification.accuracy(predict(model, x), y));
    }

    private Tensor run(Layer model, Tensor x) {
        return reduced ? Precision.bf16(() -> model.forward(x)).to(DType.FLOAT32) : model.forward(x);
    }
}
