package org.assay.studies.uncertainty;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.assay.data.DataSets;
import org.assay.data.Examples;
import org.assay.data.Standardiser;
import org.assay.data.generate.Glyphs;
import org.assay.data.generate.Textures;
import org.assay.studies.Needed;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Images of known classes and images of none of them, {@code [image, channel, side, side]}, standardised by the training images.
 *
 * @param train known classes, renumbered from 0
 * @param validation more of the official training images of the known classes
 * @param test of the known classes
 * @param near images of the classes left out
 * @param far images of other kinds, by name
 * @param noise even noise, to tune on: no part of {@code far}
 */
record OpenWorld(
        Examples train, Examples validation, Examples test, Tensor near, Map<String, Tensor> far, Tensor noise) {

    /** Where images of known and left-out classes come from. */
    enum Source {
        FASHION(28, 1),
        CIFAR(32, 3),
        /** Drawn digits, for which no file is needed. */
        GLYPHS(28, 1);

        final int side;
        final int channels;

        Source(int side, int channels) {
            this.side = side;
            this.channels = channels;
        }

        /** How many are known. */
        int classes() {
            return known().length;
        }

        /** Pullovers and shirts; frogs, horses, ships and lorries; two digits. */
        private long[] unknown() {
            return this == CIFAR ? new long[] {6, 7, 8, 9} : new long[] {2, 6};
        }

        private long[] known() {
            return LongStream.range(0, 10)
                    .filter(c -> LongStream.of(unknown()).noneMatch(u -> u == c))
                    .toArray();
        }
    }

    /**
     * How many images a seed draws.
     *
     * @param outliers of each set of outliers, and of validation
     */
    record Sizes(int train, int test, int outliers) {}

    private record Official(Examples train, Examples test) {}

    static OpenWorld of(Source source, Sizes sizes, Rng rng) {
        return Scope.call(() -> {
            var official = official(source, sizes, rng.split("images"));
            var learnt = shuffled(official.train.ofClasses(source.known()), rng.split("train"));
            var train = learnt.first(sizes.train).zeroToOne();
            var units = Standardiser.perChannel(train.inputs());
            var far = new LinkedHashMap<String, Tensor>();
            far(source, sizes.outliers, rng).forEach((name, images) -> far.put(name, units.apply(images)));
            return new OpenWorld(
                    units.apply(train),
                    units.apply(learnt.range(sizes.train, sizes.train + sizes.outliers)
                            .zeroToOne()),
                    units.apply(shuffled(official.test.ofClasses(source.known()), rng.split("test"))
                            .first(sizes.test)
                            .zeroToOne()),
                    units.apply(shuffled(official.test.ofClasses(source.unknown()), rng.split("near"))
                                    .first(sizes.outliers)
                                    .zeroToOne())
                            .inputs(),
                    far,
                    units.apply(Textures.noise(sizes.outliers, source.channels, source.side, rng.split("noise"))));
        });
    }

    private static Official official(Source source, Sizes sizes, Rng rng) {
        return switch (source) {
            case FASHION -> {
                var images = Needed.pictures(DataSets::fashionMnist);
                yield new Official(images.train(), images.test());
            }
            case CIFAR -> {
                var images = Needed.pictures(DataSets::cifar10);
                yield new Official(images.train(), images.test());
            }
            case GLYPHS ->
                // Four in five drawn digits are known and one is not: so many hold enough of both.
                new Official(
                        Glyphs.digits(2 * (sizes.train + sizes.outliers), rng.split("train")),
                        Glyphs.digits(2 * sizes.test + 6 * sizes.outliers, rng.split("test")));
        };
    }

    private static Map<String, Tensor> far(Source source, int count, Rng rng) {
        var far = new LinkedHashMap<String, Tensor>();
        if (source != Source.GLYPHS) {
            far.put("MNIST", fitted(Needed.pictures(DataSets::mnist).test(), source, count, rng.split("mnist")));
        }
        if (source == Source.CIFAR) {
            far.put(
                    "Fashion-MNIST",
                    fitted(Needed.pictures(DataSets::fashionMnist).test(), source, count, rng.split("fashion")));
        }
        far.put("waves", Textures.waves(count, source.channels, source.side, rng.split("waves")));
        far.put("checkers", Textures.checkers(count, source.channels, source.side, rng.split("checkers")));
        return far;
    }

    /** Grey images with black around them and the same in every channel. */
    private static Tensor fitted(Examples grey, Source source, int count, Rng rng) {
        var images = shuffled(grey, rng).first(count).zeroToOne().inputs();
        long margin = (source.side - images.size(3)) / 2;
        return images.pad(margin, margin, margin, margin).repeat(1, source.channels, 1, 1);
    }

    private static Examples shuffled(Examples examples, Rng rng) {
        return examples.rows(rng.permutation(examples.count()));
    }
}
