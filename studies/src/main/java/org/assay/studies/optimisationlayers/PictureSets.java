package org.assay.studies.optimisationlayers;

import java.util.List;
import java.util.Locale;
import org.assay.data.DataSets;
import org.assay.data.Examples;
import org.assay.studies.Needed;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Pictures to classify: inputs {@code [picture, pixels]}, with mean 0 and deviation 1 over the training part, labels {@code [picture]}. */
record PictureSets(Examples train, Examples validation, Examples test, int classes) {
    private static final int CLASSES = 10;
    private static final int GENERATED = 64;
    private static final double SPREAD = 2;

    /** Where pictures come from. */
    enum Source {
        FASHION,
        /** CIFAR-10, grey, 16 x 16. */
        CIFAR,
        /** Fashion-MNIST by twos, side by side: 100 classes. */
        PAIRS;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** So many for training, half as many for validation, and for testing from the official test part. */
    static PictureSets draw(Source source, int train, int test, boolean generated, Rng rng) {
        return Scope.call(() -> {
            var sets = generated ? clouds(train, test, rng) : official(source, train, test, rng);
            return source == Source.PAIRS ? sets.paired(rng.split("pairs")) : sets;
        });
    }

    private static PictureSets official(Source source, int train, int test, Rng rng) {
        var images = Needed.pictures(source == Source.CIFAR ? DataSets::cifar10 : DataSets::fashionMnist);
        var order = rng.split("train").permutation(images.train().count());
        var others = rng.split("test").permutation(images.test().count());
        return standardised(
                flat(images.train().rows(order.narrow(0, 0, train)), source),
                flat(images.train().rows(order.narrow(0, train, train / 2)), source),
                flat(images.test().rows(others.narrow(0, 0, test)), source));
    }

    /** Ten points, and normal noise around them. */
    private static PictureSets clouds(int train, int test, Rng rng) {
        int count = train * 3 / 2 + test;
        var labels = rng.split("labels").integers(0, CLASSES, count);
        var centres = rng.split("centres").normal(CLASSES, GENERATED);
        var all = new Examples(centres.rows(labels).add(rng.split("noise").normal(count, GENERATED), SPREAD), labels);
        return standardised(all.first(train), all.range(train, train * 3 / 2), all.range(train * 3 / 2, count));
    }

    private static Examples flat(Examples pictures, Source source) {
        var pixels = pictures.inputs().to(DType.FLOAT32);
        var grey = source == Source.CIFAR ? pixels.mean(true, 1).avgPool2d(2) : pixels;
        return new Examples(grey.flatten(1, -1), pictures.labels());
    }

    private static PictureSets standardised(Examples train, Examples validation, Examples test) {
        var mean = train.inputs().mean(0);
        double deviation = train.inputs().sub(mean).square().mean().sqrt().item();
        return new PictureSets(
                scaled(train, mean, deviation),
                scaled(validation, mean, deviation),
                scaled(test, mean, deviation),
                CLASSES);
    }

    private static Examples scaled(Examples part, Tensor mean, double deviation) {
        return new Examples(part.inputs().sub(mean).div(deviation), part.labels());
    }

    /** As many pairs as there are pictures, each with the picture at its own place on the left. */
    PictureSets paired(Rng rng) {
        return new PictureSets(
                paired(train, rng.split("train")),
                paired(validation, rng.split("validation")),
                paired(test, rng.split("test")),
                classes * classes);
    }

    private Examples paired(Examples left, Rng rng) {
        var right = left.rows(rng.permutation(left.count()));
        return new Examples(
                Tensor.cat(List.of(left.inputs(), right.inputs()), 1),
                left.labels().mul((long) classes).add(right.labels()));
    }
}
