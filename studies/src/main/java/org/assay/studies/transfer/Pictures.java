package org.assay.studies.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.assay.data.DataSets;
import org.assay.data.Examples;
import org.assay.data.Images;
import org.assay.data.generate.Glyphs;
import org.assay.data.generate.Shapes;
import org.assay.lab.Trial;
import org.assay.studies.Needed;
import org.assay.studies.transfer.TransferLearning.Setup;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Pictures {@code [picture, 3, side, side]} as they come, bytes or floats from 0 to 1.
 *
 * @param train to learn from, in rounds that hold each class once, so that of fewer labels the pictures are among those of more
 * @param validation others of the same part of the set, as many of each class; none where nothing is chosen
 */
record Pictures(Examples train, Examples validation, Examples test, int classes) {

    /** Pixels of a side of CIFAR-10's pictures. */
    static final int SIDE = 32;

    private static final int PIECE = 500;

    /** Where pictures come from. */
    enum Set {
        /** The source is aeroplanes, cars, birds, frogs, ships and trucks, the distant one Fashion-MNIST; the target is cats and dogs, deer and horses. */
        CIFAR10,
        /** Six drawn shapes, drawn digits as the distant source, and four other shapes: needs no download. */
        SHAPES;

        private long[] source() {
            return this == CIFAR10 ? new long[] {0, 1, 2, 6, 8, 9} : new long[] {0, 1, 2, 3, 4, 5};
        }

        private long[] target() {
            return this == CIFAR10 ? new long[] {3, 5, 4, 7} : new long[] {6, 7, 8, 9};
        }
    }

    /** What is to be told apart. */
    enum Target {
        /** The first two of the target's classes, cat and dog. */
        PAIR,
        FOUR
    }

    /** The few labelled pictures of the target task, those that choose, and test pictures, which are the same for all seeds where all are asked for. */
    static Pictures target(Trial<Setup> trial) {
        var s = trial.setting();
        var rng = Rng.of(trial.seed("target"));
        int all = s.most() + s.validation();
        int four = s.pictures().target().length;
        var both = read(() -> switch (s.pictures()) {
            case CIFAR10 -> {
                var images = DataSets.cifar10();
                var test = images.test().ofClasses(s.pictures().target());
                yield new Pictures(
                        small(images.train().ofClasses(s.pictures().target()).inRounds(all, rng), s.side()),
                        nothing(test),
                        small(test.inRounds(s.test() / four, Rng.of(trial.seed("test"))), s.side()),
                        four);
            }
            case SHAPES -> {
                int drawn = 10 * all;
                var shapes = rng.split("shapes");
                yield new Pictures(
                        Shapes.draw(drawn, s.side(), shapes)
                                .ofClasses(s.pictures().target())
                                .inRounds(all, rng),
                        Shapes.draw(0, 0, s.side(), shapes),
                        Shapes.draw(drawn, drawn + 10 * s.test() / four, s.side(), shapes)
                                .ofClasses(s.pictures().target()),
                        four);
            }
        });
        return Scope.call(() -> {
            var shown = s.target() == Target.PAIR ? both.of(0, 1) : both;
            int classes = shown.classes;
            return new Pictures(
                    shown.train.first((long) classes * s.labels()),
                    shown.train.range((long) classes * s.most(), shown.train.count()),
                    shown.test,
                    classes);
        });
    }

    /** The many labelled pictures that the near source learns from. */
    static Pictures near(Trial<Setup> trial) {
        var s = trial.setting();
        var rng = Rng.of(trial.seed("source"));
        var kinds = s.pictures().source();
        int each = s.sourceImages() / kinds.length;
        return read(() -> switch (s.pictures()) {
            case CIFAR10 -> {
                var images = DataSets.cifar10();
                var test = images.test().ofClasses(kinds);
                yield new Pictures(
                        small(images.train().ofClasses(kinds).balanced(each, rng), s.side()),
                        nothing(test),
                        small(test, s.side()),
                        kinds.length);
            }
            case SHAPES -> {
                int drawn = 10 * each;
                var test = Shapes.draw(drawn, drawn + 200, s.side(), rng).ofClasses(kinds);
                yield new Pictures(
                        Shapes.draw(drawn, s.side(), rng).ofClasses(kinds), nothing(test), test, kinds.length);
            }
        });
    }

    /** As many of the distant source: grey, the same in all channels, with a frame of black. */
    static Pictures distant(Trial<Setup> trial) {
        var s = trial.setting();
        var rng = Rng.of(trial.seed("distant source"));
        return read(() -> switch (s.pictures()) {
            case CIFAR10 -> {
                var images = DataSets.fashionMnist();
                var drawn = new Images(
                        images.train().balanced(s.sourceImages() / 10, rng),
                        images.test(),
                        images.classes(),
                        images.contentHash());
                yield new Pictures(
                        small(framed(drawn.train(), SIDE), s.side()),
                        nothing(drawn.test()),
                        small(framed(drawn.test(), SIDE), s.side()),
                        10);
            }
            case SHAPES -> {
                var digits = Glyphs.prototypes(s.sourceImages() + 200, rng);
                var all = framed(new Examples(digits.inputs().avgPool2d(2), digits.labels()), s.side());
                var test = all.range(s.sourceImages(), all.count());
                yield new Pictures(all.first(s.sourceImages()), nothing(test), test, 10);
            }
        });
    }

    private static Examples framed(Examples grey, int side) {
        long frame = (side - grey.inputs().size(3)) / 2;
        var wide = grey.inputs().pad(frame, frame, frame, frame);
        return new Examples(Tensor.cat(List.of(wide, wide, wide), 1), grey.labels());
    }

    /** Bilinear, in bytes again. */
    private static Examples small(Examples bytes, int side) {
        if (bytes.inputs().size(3) == side) {
            return bytes;
        }
        return Scope.call(() -> {
            var pieces = new ArrayList<Tensor>();
            for (var piece : bytes.inputs().split(PIECE, 0)) {
                pieces.add(Scope.call(() -> piece.to(DType.FLOAT32)
                        .interpolateLinear(false, side, side)
                        .round()
                        .to(DType.UINT8)));
            }
            return new Examples(Tensor.cat(pieces, 0), bytes.labels());
        });
    }

    private static Examples nothing(Examples like) {
        return like.first(0);
    }

    private Pictures of(long... kinds) {
        return new Pictures(train.ofClasses(kinds), validation.ofClasses(kinds), test.ofClasses(kinds), kinds.length);
    }

    private static Pictures read(Supplier<Pictures> reading) {
        return Needed.data("pictures to learn from", () -> Scope.call(reading));
    }
}
