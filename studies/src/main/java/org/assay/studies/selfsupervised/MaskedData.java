package org.assay.studies.selfsupervised;

import java.util.function.Supplier;
import org.assay.data.DataSets;
import org.assay.data.Examples;
import org.assay.data.Images;
import org.assay.data.Standardiser;
import org.assay.data.generate.Glyphs;
import org.assay.lab.Trial;
import org.assay.studies.Needed;
import org.assay.studies.selfsupervised.MaskedAutoencoder.Setup;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * What a seed learns from and is tested with. Pictures are {@code [picture, channel, height, width]} with values from 0 to 1.
 *
 * @param unlabelled to learn without labels from
 * @param labelled some of them with their labels, as many of each class
 * @param probed the first of them with their labels, for probes
 * @param validation others of the same part of the set, for tuning
 * @param units in which the unlabelled pictures have mean 0 and deviation 1
 */
record MaskedData(
        Tensor unlabelled, Examples labelled, Examples probed, Examples validation, Examples test, Standardiser units) {
    static final int CLASSES = 10;

    /** Where pictures come from. */
    enum Source {
        CIFAR10,
        FASHION_MNIST,
        /** Ten drawings, shifted and turned under noise: needs no download. */
        DRAWINGS
    }

    static MaskedData of(Trial<Setup> trial) {
        var s = trial.setting();
        return Scope.call(() -> {
            var rng = Rng.of(trial.seed("pictures"));
            var labels = Rng.of(trial.seed("labels"));
            return switch (s.source()) {
                case CIFAR10 -> read(s, DataSets::cifar10, rng, labels);
                case FASHION_MNIST -> read(s, DataSets::fashionMnist, rng, labels);
                case DRAWINGS -> {
                    int train = s.unlabelled() + s.validation();
                    var all = Glyphs.prototypes(train + s.test(), rng);
                    yield parts(s, all.first(train), all.range(train, all.count()), labels);
                }
            };
        });
    }

    private static MaskedData read(Setup s, Supplier<Images> set, Rng rng, Rng labels) {
        var drawn = Needed.pictures(set).drawn((long) s.unlabelled() + s.validation(), s.test(), rng);
        return parts(s, values(drawn.train(), s.size()), values(drawn.test(), s.size()), labels);
    }

    private static MaskedData parts(Setup s, Examples train, Examples test, Rng labels) {
        var pool = train.first(s.unlabelled());
        return new MaskedData(
                pool.inputs(),
                pool.balanced(s.labelled() / CLASSES, labels),
                pool.first(s.probed()),
                train.range(s.unlabelled(), train.count()),
                test,
                Standardiser.perChannel(pool.inputs()));
    }

    /** The middle of the pictures, as large as is wanted. */
    private static Examples values(Examples bytes, int size) {
        long edge = (bytes.inputs().size(2) - size) / 2;
        var middle = bytes.inputs().narrow(2, edge, size).narrow(3, edge, size);
        return new Examples(middle.to(DType.FLOAT32).div(255.0).contiguous(), bytes.labels());
    }

    int channels() {
        return (int) unlabelled.size(1);
    }
}
