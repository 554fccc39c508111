package org.assay.studies.optimisation;

import java.util.List;
import org.assay.data.DataSets;
import org.assay.data.Examples;
import org.assay.data.Images;
import org.assay.data.Standardiser;
import org.assay.data.generate.GaussianMixture;
import org.assay.studies.Needed;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Pictures of ten classes drawn from a data set, {@code [picture, channel, height, width]}, each channel at mean 0 and deviation 1 over the training part.
 *
 * @param train in random order, so that the first n are a sample and nested over n
 * @param test from the set's own test part
 */
record DrawnPictures(Examples train, Examples test) {

    private static final int MODES = 30;
    private static final double SPREAD = 0.7;

    /** Where pictures come from. */
    enum Source {
        MNIST,
        FASHION_MNIST,
        CIFAR10,
        /** CIFAR-10 averaged over squares of 2 x 2 pixels. */
        CIFAR10_SMALL,
        /** Three normal clusters a class in 20 dimensions, as pictures of 4 x 5: needs no download. */
        MIXTURE
    }

    /** What two networks are shown of the training part. */
    enum Shown {
        /** All of it, both. */
        ALL,
        /** A half each. */
        HALVES,
        /** Classes 0 to 4 and classes 5 to 9. */
        CLASSES
    }

    static DrawnPictures of(Source source, int train, int test, Rng rng) {
        return Scope.call(() -> {
            if (source == Source.MIXTURE) {
                return mixture(train, test, rng);
            }
            var drawn = Needed.pictures(() -> set(source)).drawn(train, test, rng);
            var shown = source == Source.CIFAR10_SMALL ? drawn.averaged(2) : drawn;
            return standardised(shown.train(), shown.test());
        });
    }

    private static Images set(Source source) {
        return switch (source) {
            case MNIST -> DataSets.mnist();
            case FASHION_MNIST -> DataSets.fashionMnist();
            default -> DataSets.cifar10();
        };
    }

    private static DrawnPictures mixture(int train, int test, Rng rng) {
        var means = rng.split("means").normal(MODES, 20).mul(SPREAD);
        var points = GaussianMixture.of(means, 1).draw((long) train + test, rng.split("points"));
        var pictures =
                new Examples(points.inputs().view(-1, 1, 4, 5), points.labels().remainder(Digits.CLASSES));
        return standardised(pictures.first(train), pictures.range(train, train + test));
    }

    private static DrawnPictures standardised(Examples train, Examples test) {
        var units = Standardiser.perChannel(train.inputs());
        return new DrawnPictures(units.apply(train), units.apply(test));
    }

    /** The same with a share of the training labels replaced by a class drawn evenly, which may be the true one. */
    DrawnPictures noisy(double share, Rng rng) {
        return share == 0
                ? this
                : new DrawnPictures(
                        new Digits(train, test, test).noisy(share, rng).train(), test);
    }

    /** The same as vectors, {@code [picture, number]}. */
    DrawnPictures flat() {
        return new DrawnPictures(flat(train), flat(test));
    }

    private static Examples flat(Examples pictures) {
        return new Examples(pictures.inputs().flatten(1, -1), pictures.labels());
    }

    /** What each of two networks learns from. */
    List<Examples> shares(Shown shown) {
        long half = train.count() / 2;
        return switch (shown) {
            case ALL -> List.of(train, train);
            case HALVES -> List.of(train.range(0, half), train.range(half, train.count()));
            case CLASSES -> {
                var low = train.labels().lt((long) Digits.CLASSES / 2);
                yield List.of(where(low), where(low.logicalNot()));
            }
        };
    }

    private Examples where(Tensor chosen) {
        return train.rows(chosen.nonzero().flatten());
    }
}
