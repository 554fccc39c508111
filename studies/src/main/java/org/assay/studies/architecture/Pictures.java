package org.assay.studies.architecture;

import org.assay.data.DataSets;
import org.assay.data.Examples;
import org.assay.data.Images;
import org.assay.data.Standardiser;
import org.assay.data.format.DataException;
import org.assay.data.generate.MaskedShapes;
import org.assay.lab.LabException;
import org.assay.lab.Trial;
import org.assay.studies.architecture.Vit.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;

/**
 * What a seed learns from and is tested with: pictures {@code [picture, 3, side, side]} as they come, bytes or floats from 0 to 1, in ten classes.
 *
 * @param train as many of each class; of a smaller number the first of a larger one
 * @param validation others of the same part of the set, as many of each class, for tuning
 * @param test the same for all seeds where the whole test part is asked for
 * @param units in which the training pictures have mean 0 and deviation 1
 */
record Pictures(Examples train, Examples validation, Examples test, Standardiser units) {
    static final int CLASSES = 10;
    private static final int SIDE = 32;

    /** Where pictures come from. */
    enum Source {
        CIFAR10,
        /** Ten drawn shapes in any position: needs no download. */
        SHAPES
    }

    static Pictures of(Trial<Setup> trial) {
        var s = trial.setting();
        return Scope.call(() -> {
            var rng = Rng.of(trial.seed("pictures"));
            return switch (s.source()) {
                case CIFAR10 -> photographs(s, rng);
                case SHAPES -> {
                    int learned = s.most() + s.validation();
                    var drawn = MaskedShapes.draw(learned + s.test(), s.size(), rng.split("shapes"))
                            .pictures();
                    yield parts(s, rounds(s, drawn.first(learned), rng), drawn.range(learned, drawn.count()));
                }
            };
        });
    }

    private static Pictures photographs(Setup s, Rng rng) {
        try {
            var all = DataSets.cifar10();
            var some = new Images(
                    rounds(s, all.train(), rng), all.test().first(s.test()), all.classes(), all.contentHash());
            var shown = s.size() < SIDE ? some.averaged(SIDE / s.size()) : some;
            return parts(s, shown.train(), shown.test());
        } catch (DataException e) {
            throw new LabException("There are no pictures to learn from: " + e.getMessage() + ".", e);
        }
    }

    private static Examples rounds(Setup s, Examples from, Rng rng) {
        return from.inRounds((s.most() + s.validation()) / CLASSES, rng.split("rounds"));
    }

    private static Pictures parts(Setup s, Examples drawn, Examples test) {
        // Those for validation come behind the largest training set, so that no arm learns from them.
        var train = drawn.first(s.train());
        return new Pictures(train, drawn.range(s.most(), drawn.count()), test, Standardiser.perChannel(train.inputs()));
    }
}
