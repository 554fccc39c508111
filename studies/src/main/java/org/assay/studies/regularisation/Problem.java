package org.assay.studies.regularisation;

import org.assay.data.DataSets;
import org.assay.data.Examples;
import org.assay.data.Standardiser;
import org.assay.data.generate.Moons;
import org.assay.data.generate.Shapes;
import org.assay.lab.Trial;
import org.assay.studies.Needed;
import org.assay.studies.regularisation.Mixup.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * What is learned: examples with labels, some of them wrong.
 *
 * @param train pictures or points in units in which they have mean 0 and deviation 1; labels as the network is given them
 * @param truth the true labels of the training examples
 * @param test in the same units, all labels true
 * @param units from pixels between 0 and 1, or from the plane
 */
record Problem(Examples train, Tensor truth, Examples test, Standardiser units, int classes) {

    private static final int SIDE = 32;
    private static final double SCATTER = 0.25;

    /** Where examples come from. */
    enum Source {
        CIFAR10(10),
        /** Drawn pictures of ten shapes: needs no download. */
        SHAPES(10),
        /** Points of the plane in two classes. */
        MOONS(2);

        final int classes;

        Source(int classes) {
            this.classes = classes;
        }
    }

    static Problem of(Trial<Setup> trial) {
        var s = trial.setting();
        return Scope.call(() -> {
            var parts = parts(s, Rng.of(trial.seed("data")));
            var inputs = parts.train.inputs();
            var units = s.source() == Source.MOONS ? Standardiser.perColumn(inputs) : Standardiser.perChannel(inputs);
            var train =
                    units.apply(parts.train).relabelled(s.wrong(), s.source().classes, Rng.of(trial.seed("labels")));
            return new Problem(train, parts.train.labels(), units.apply(parts.test), units, s.source().classes);
        });
    }

    private record Parts(Examples train, Examples test) {}

    private static Parts parts(Setup s, Rng rng) {
        return switch (s.source()) {
            case CIFAR10 -> {
                var images = Needed.pictures(DataSets::cifar10)
                        .drawn(s.train(), s.test(), rng)
                        .averaged(s.pool());
                yield new Parts(images.train().zeroToOne(), images.test().zeroToOne());
            }
            case SHAPES -> {
                var all = Shapes.draw(s.train() + s.test(), SIDE / s.pool(), rng);
                yield new Parts(all.first(s.train()), all.range(s.train(), all.count()));
            }
            case MOONS ->
                new Parts(
                        Moons.draw(s.train(), SCATTER, rng.split("train")),
                        Moons.draw(s.test(), SCATTER, rng.split("test")));
        };
    }

    /** The training examples whose label is wrong, with the label they were given. */
    Examples wrong() {
        return Scope.call(() -> train.rows(train.labels().ne(truth).nonzero().flatten()));
    }

    /** The same examples with their true labels. */
    Examples righted() {
        return Scope.call(() -> new Examples(train.inputs(), truth)
                .rows(train.labels().ne(truth).nonzero().flatten()));
    }
}
