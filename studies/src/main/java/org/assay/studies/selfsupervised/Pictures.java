package org.assay.studies.selfsupervised;

import org.assay.data.DataSets;
import org.assay.data.Examples;
import org.assay.data.Standardiser;
import org.assay.data.generate.Shapes;
import org.assay.lab.Trial;
import org.assay.studies.Needed;
import org.assay.studies.selfsupervised.Simclr.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * What a seed learns from and is probed with. Pictures are {@code [picture, 3, height, width]} with values from 0 to 1.
 *
 * @param unlabelled to learn features from
 * @param labelled others, as far as there are enough, to fit probes on
 * @param test for probes and for views that are held out
 * @param units in which the unlabelled pictures have mean 0 and deviation 1
 */
record Pictures(Tensor unlabelled, Examples labelled, Examples test, Standardiser units) {
    static final int CLASSES = 10;

    /** Where pictures come from. */
    enum Source {
        CIFAR10,
        /** Ten drawn shapes: needs no download. */
        SHAPES
    }

    static Pictures of(Trial<Setup> trial) {
        var s = trial.setting();
        return Scope.call(() -> {
            var rng = Rng.of(trial.seed("pictures"));
            return switch (s.source()) {
                case CIFAR10 -> photographs(s, rng);
                case SHAPES -> shapes(s, rng);
            };
        });
    }

    private static Pictures photographs(Setup s, Rng rng) {
        var all = Needed.pictures(DataSets::cifar10);
        long wanted = Math.min(all.train().count(), (long) s.unlabelled() + s.labelled());
        var drawn = all.drawn(wanted, s.test(), rng).averaged(s.pool());
        return parts(s, drawn.train().zeroToOne(), drawn.test().zeroToOne());
    }

    private static Pictures shapes(Setup s, Rng rng) {
        int train = s.unlabelled() + s.labelled();
        var all = Shapes.draw(train + s.test(), 32 / s.pool(), rng);
        return parts(s, all.first(train), all.range(train, all.count()));
    }

    private static Pictures parts(Setup s, Examples train, Examples test) {
        var unlabelled = train.first(s.unlabelled()).inputs();
        var labelled = train.range(train.count() - s.labelled(), train.count());
        return new Pictures(unlabelled, labelled, test, Standardiser.perChannel(unlabelled));
    }
}
