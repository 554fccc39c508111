package org.assay.studies.generative;

import org.assay.data.DataSets;
import org.assay.data.Examples;
import org.assay.data.Images;
import org.assay.data.generate.GaussianMixture;
import org.assay.data.generate.Glyphs;
import org.assay.studies.Needed;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * What a model learns to make.
 *
 * @param train pictures {@code [image, 1, 14, 14]} of whole numbers from 0 to 255, or points {@code [point, 2]}
 * @param labels of the training examples {@code [example]}
 * @param held kept from training, in an order that the seed draws
 * @param heldLabels {@code [example]}
 * @param low where black lies on the model's scale
 * @param high where white lies
 */
record Problem(Source source, Tensor train, Tensor labels, Tensor held, Tensor heldLabels, double low, double high) {
    private static final double RADIUS = 4;
    static final GaussianMixture RING = Scope.detached(() -> GaussianMixture.ring(8, RADIUS, 0.3));
    private static final int LEVELS = 256;
    private static final int POINTS = 20_000;
    private static final int STROKES = 1_000;
    private static final int SIDE = 14;

    /** Where the examples come from. */
    enum Source {
        FASHION_MNIST,
        MNIST,
        /** Two or three strokes between points of a grid: needs no download. */
        STROKES,
        /** Eight normal clusters on a circle, of which density and score are known: needs no download. */
        RING;

        boolean hasPictures() {
            return this != RING;
        }
    }

    static Problem of(Source source, double low, double high, Rng rng) {
        return Scope.call(() -> switch (source) {
            case RING -> {
                var train = RING.draw(POINTS, rng.split("train"));
                var held = RING.draw(POINTS / 4, rng.split("held"));
                yield new Problem(source, train.inputs(), train.labels(), held.inputs(), held.labels(), low, high);
            }
            case STROKES -> {
                var train = strokes(STROKES, 0);
                var held = strokes(STROKES, 1);
                yield new Problem(source, train.inputs(), train.labels(), held.inputs(), held.labels(), low, high);
            }
            case FASHION_MNIST, MNIST -> {
                var images = load(source);
                var train = images.train();
                var order = rng.permutation(images.test().count());
                var held = images.test().rows(order);
                yield new Problem(source, floats(train), train.labels(), floats(held), held.labels(), low, high);
            }
        });
    }

    /** Of the same strokes in every seed, since all share one classifier. */
    private static Examples strokes(int n, long seed) {
        var drawn = Glyphs.strokes(n, SIDE, Rng.of(seed));
        return new Examples(drawn.inputs().mul(LEVELS - 1.0).round(), drawn.labels());
    }

    private static Images load(Source source) {
        return Needed.pictures(source == Source.MNIST ? DataSets::mnist : DataSets::fashionMnist)
                .averaged(2);
    }

    private static Tensor floats(Examples pictures) {
        return pictures.inputs().to(DType.FLOAT32);
    }

    /** Shape of one example after its number: {@code [count, …]}. */
    long[] shape(long count) {
        var shape = train.shape();
        shape[0] = count;
        return shape;
    }

    /** Numbers in one example. */
    long dimensions() {
        return train.count() / train.size(0);
    }

    /** About the root mean square of the numbers of examples on the model's scale. */
    double spread() {
        return source.hasPictures() ? (high - low) / 2 : RADIUS / Math.sqrt(2);
    }

    /** Examples as a model sees them: pictures with noise of one level, so that they have a density, on the model's scale; points as they are. */
    Tensor dequantised(Tensor examples, Rng rng) {
        return source.hasPictures()
                ? examples.add(rng.uniformLike(examples))
                        .mul((high - low) / LEVELS)
                        .add(low)
                : examples;
    }

    /** Examples on the model's scale and nothing added. */
    Tensor scaled(Tensor examples) {
        return source.hasPictures() ? examples.mul((high - low) / (LEVELS - 1)).add(low) : examples;
    }

    /** Pictures of the model's scale between 0 and 1; points as they are. */
    Tensor shown(Tensor samples) {
        return source.hasPictures() ? samples.sub(low).div(high - low).clamp(0, 1) : samples;
    }

    /** The first of the held-out examples, as {@link #shown} gives samples. */
    Tensor heldShown(long from, long count) {
        var part = held.narrow(0, from, count);
        return source.hasPictures() ? part.div(LEVELS - 1.0) : part;
    }

    /** Bits a dimension of a log density in nats on the model's scale; for pictures of their whole numbers. */
    double bitsPerDimension(double logDensity) {
        double bits = -logDensity / (dimensions() * Math.log(2));
        return source.hasPictures() ? bits + Math.log(LEVELS / (high - low)) / Math.log(2) : bits;
    }
}
