package org.assay.studies.optimisation;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.assay.data.DataSets;
import org.assay.data.Examples;
import org.assay.lab.Trial;
import org.assay.nn.Checkpoint;
import org.assay.nn.Init;
import org.assay.nn.Mlp;
import org.assay.studies.Needed;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Examples of ten classes: inputs {@code [example, numbers]}, around 0 with mean square 1, labels {@code [example]}.
 *
 * @param train in random order, so that the first n are a sample and nested over n
 * @param validation never noisy
 * @param test never noisy
 */
record Digits(Examples train, Examples validation, Examples test) {
    static final int CLASSES = 10;

    private static final int TEACHER_INPUTS = 64;
    private static final int TEACHER_WIDTH = 20;

    /** Where the examples come from. */
    enum Source {
        MNIST,
        /** Normal inputs, classified by a random network of two layers: needs no download. */
        TEACHER
    }

    /** How many examples of each kind a seed draws. */
    record Sizes(int train, int validation, int test) {}

    /** What the pooled images depend on. */
    private record Pooling(int factor) {}

    /** The examples of a seed; the pooled images are made once for all trials of a run. */
    static Digits of(Trial<?> trial, Source source, int factor, Sizes sizes) throws Exception {
        var rng = Rng.of(trial.seed("split"));
        if (source == Source.TEACHER) {
            return taught(sizes, rng);
        }
        var folder = trial.shared("mnist", new Pooling(factor), 0, made -> savePooled(made, factor));
        return Scope.call(() ->
                split(read(folder.resolve("train.safetensors")), read(folder.resolve("test.safetensors")), sizes, rng));
    }

    private static Examples read(Path file) {
        var tensors = Checkpoint.read(file);
        return new Examples(requireNonNull(tensors.get("inputs")), requireNonNull(tensors.get("labels")));
    }

    private static void savePooled(Path folder, int factor) {
        Scope.run(() -> {
            var mnist = Needed.pictures(DataSets::mnist);
            Checkpoint.save(folder.resolve("train.safetensors"), pooled(mnist.train(), factor));
            Checkpoint.save(folder.resolve("test.safetensors"), pooled(mnist.test(), factor));
        });
    }

    /** Means over squares of {@code factor} x {@code factor} pixels, {@code [image, numbers]}, of as much of the centre as is divisible by eight of them. */
    static Examples pooled(Examples images, int factor) {
        long side = images.inputs().size(2);
        long kept = side - side % (8L * factor);
        long margin = (side - kept) / 2;
        var centre = images.inputs().narrow(2, margin, kept).narrow(3, margin, kept);
        return new Examples(centre.to(DType.FLOAT32).avgPool2d(factor).flatten(1, -1), images.labels());
    }

    /**
     * Draws from the official training and test images. The mean image of those drawn for training is taken off all, and one deviation scales all
     * numbers: by one of its own each, the few images that reach into a corner would be far from all others.
     */
    static Digits split(Examples train, Examples test, Sizes sizes, Rng rng) {
        return Scope.call(() -> {
            var order = rng.split("train").permutation(train.count());
            var others = rng.split("test").permutation(test.count());
            var own = train.rows(order.narrow(0, 0, sizes.train));
            var mean = own.inputs().mean(0);
            double deviation = Math.sqrt(own.inputs().sub(mean).square().mean().item());
            UnaryOperator<Examples> standardised =
                    e -> new Examples(e.inputs().sub(mean).div(deviation), e.labels());
            return new Digits(
                    standardised.apply(own),
                    standardised.apply(train.rows(order.narrow(0, sizes.train, sizes.validation))),
                    standardised.apply(test.rows(others.narrow(0, 0, sizes.test))));
        });
    }

    /** Normal inputs with the classes that a random network of two layers gives them. */
    static Digits taught(Sizes sizes, Rng rng) {
        return Scope.call(() -> {
            var teacher = Mlp.of(Init.kaimingNormal(), rng.split("teacher"), TEACHER_INPUTS, TEACHER_WIDTH, CLASSES);
            var x = rng.split("inputs").normal(sizes.train + sizes.validation + sizes.test, TEACHER_INPUTS);
            var all = new Examples(x, teacher.forward(x).detach().argmax(1));
            int seen = sizes.train + sizes.validation;
            return new Digits(all.first(sizes.train), all.range(sizes.train, seen), all.range(seen, seen + sizes.test));
        });
    }

    /** The same with a share of the training labels replaced by a class drawn evenly, which may be the true one. */
    Digits noisy(double share, Rng rng) {
        return Scope.call(() -> {
            var replaced = rng.split("which").uniform(train.count()).lt(share);
            var drawn = rng.split("class").integers(0, CLASSES, train.count());
            var labels = Tensor.where(replaced, drawn, train.labels());
            return new Digits(new Examples(train.inputs(), labels), validation, test);
        });
    }

    /** One-hot labels less their mean, 1/10, {@code [example, 10]}, FLOAT64. */
    static Tensor targets(Examples examples) {
        return Tensor.eye(DType.FLOAT64, CLASSES).rows(examples.labels()).sub(1.0 / CLASSES);
    }

    /** Squared error of scores {@code [example, 10]}, summed over classes, averaged over examples. */
    static double squaredError(Tensor scores, Examples examples) {
        return scores.sub(targets(examples)).square().sum(1).mean().item();
    }

    /** Share of the examples whose largest score is not that of their class. */
    static double error(Tensor scores, Examples examples) {
        return 1.0 - scores.argmax(1).eq(examples.labels()).countNonzero().item() / (double) examples.count();
    }
}
