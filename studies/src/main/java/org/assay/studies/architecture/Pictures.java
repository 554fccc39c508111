package org.assay.studies.architecture;

import org.assay.data.DataSets;
import org.assay.data.Examples;
import org.assay.data.Images;
import org.assay.data.Standardiser;
import org.assay.data.generate.MaskedShapes;
import org.assay.studies.Needed;
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
    static final int COLOURS = 3;
    private static final int SIDE = 32;

    /** Where pictures come from. */
    enum Source {
        CIFAR10,
        /** Ten drawn shapes in any position: needs no download. */
        SHAPES
    }

    /**
     * What is asked for.
     *
     * @param size side of a picture in pixels
     * @param train pictures to learn from
     * @param most the largest such number of all arms
     * @param validation pictures for tuning
     */
    record Wanted(Source source, int size, int train, int most, int validation, int test) {}

    static Pictures of(Wanted w, Rng rng) {
        return Scope.call(() -> switch (w.source) {
            case CIFAR10 -> photographs(w, rng);
            case SHAPES -> {
                int learned = w.most + w.validation;
                var drawn = MaskedShapes.draw(learned + w.test, w.size, rng.split("shapes"))
                        .pictures();
                yield parts(w, rounds(w, drawn.first(learned), rng), drawn.range(learned, drawn.count()));
            }
        });
    }

    private static Pictures photographs(Wanted w, Rng rng) {
        var all = Needed.pictures(DataSets::cifar10);
        var some = new Images(rounds(w, all.train(), rng), all.test().first(w.test), all.classes(), all.contentHash());
        var shown = w.size < SIDE ? some.averaged(SIDE / w.size) : some;
        return parts(w, shown.train(), shown.test());
    }

    private static Examples rounds(Wanted w, Examples from, Rng rng) {
        return from.inRounds((w.most + w.validation) / CLASSES, rng.split("rounds"));
    }

    private static Pictures parts(Wanted w, Examples drawn, Examples test) {
        // Those for validation come behind the largest training set, so that no arm learns from them.
        var train = drawn.first(w.train);
        return new Pictures(train, drawn.range(w.most, drawn.count()), test, Standardiser.perChannel(train.inputs()));
    }
}
