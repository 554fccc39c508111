package org.assay.studies.semisupervised;

import java.util.function.Supplier;
import org.assay.data.DataSets;
import org.assay.data.Examples;
import org.assay.data.Images;
import org.assay.data.Standardiser;
import org.assay.data.generate.Glyphs;
import org.assay.lab.Trial;
import org.assay.studies.Needed;
import org.assay.studies.semisupervised.Fixmatch.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;

/**
 * Few pictures with labels, and many without. All are {@code [picture, channel, height, width]} with values from 0 to 1.
 *
 * @param labelled as many of each class; they are among the unlabelled ones, too
 * @param unlabelled with the true labels, which are there to be counted and not to be learned
 * @param units in which the unlabelled pictures have mean 0 and deviation 1
 */
record Problem(Examples labelled, Examples unlabelled, Examples test, Standardiser units) {
    static final int CLASSES = 10;

    /** Where pictures come from. */
    enum Source {
        CIFAR10,
        FASHION_MNIST,
        /** Ten drawings of strokes, shifted and turned under noise: needs no download. */
        STROKES
    }

    static Problem of(Trial<Setup> trial) {
        var s = trial.setting();
        return Scope.call(() -> {
            var rng = Rng.of(trial.seed("pictures"));
            var parts = switch (s.source()) {
                case CIFAR10 -> read(s, DataSets::cifar10, rng);
                case FASHION_MNIST -> read(s, DataSets::fashionMnist, rng);
                case STROKES -> drawn(s, rng);
            };
            var fold = parts.train.balanced(s.labels() / CLASSES, Rng.of(trial.seed("labels")));
            return new Problem(fold, parts.train, parts.test, Standardiser.perChannel(parts.train.inputs()));
        });
    }

    private record Parts(Examples train, Examples test) {}

    private static Parts read(Setup s, Supplier<Images> set, Rng rng) {
        var images = Needed.pictures(set).drawn(s.unlabelled(), s.test(), rng).averaged(s.pool());
        return new Parts(images.train().zeroToOne(), images.test().zeroToOne());
    }

    private static Parts drawn(Setup s, Rng rng) {
        var drawn = Glyphs.prototypes(s.unlabelled() + s.test(), rng);
        var all = new Examples(drawn.inputs().avgPool2d(s.pool()), drawn.labels());
        return new Parts(all.first(s.unlabelled()), all.range(s.unlabelled(), all.count()));
    }
}
