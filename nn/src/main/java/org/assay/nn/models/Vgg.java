package org.assay.nn.models;

import java.util.ArrayList;
import java.util.function.IntFunction;
import org.assay.nn.BatchNorm;
import org.assay.nn.Conv2d;
import org.assay.nn.Dropout;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Pool;
import org.assay.nn.Sequential;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * VGG for small images: stacks of 3x3 convolutions, each with batch normalisation, halved by max pooling, then the mean
 * over what is left and one linear layer. Simonyan and Zisserman 2015; the features are named as torchvision's
 * {@code vgg11_bn} and its likes.
 */
public record Vgg(Sequential features, Linear classifier) implements Layer {
    /** Stands for a pooling in a plan. */
    public static final int POOL = 0;

    private static final Layer HALVING = Pool.max(2);
    private static final int[] PLAN_11 = {1, POOL, 2, POOL, 4, 4, POOL, 8, 8, POOL, 8, 8, POOL};
    private static final int[] PLAN_16 = {1, 1, POOL, 2, 2, POOL, 4, 4, 4, POOL, 8, 8, 8, POOL, 8, 8, 8, POOL};

    /** Eight convolutions, the first with {@code width} channels (64 as published). Images are halved five times. */
    public static Vgg vgg11(int channels, int width, int classes, Rng rng) {
        return of(PLAN_11, channels, width, classes, rng);
    }

    /** Thirteen convolutions, the first with {@code width} channels (64 as published). Images are halved five times. */
    public static Vgg vgg16(int channels, int width, int classes, Rng rng) {
        return of(PLAN_16, channels, width, classes, rng);
    }

    /** Convolutions by a plan: multiples of the width in turn, and {@link #POOL}. */
    public static Vgg of(int[] plan, int channels, int width, int classes, Rng rng) {
        return of(plan, channels, width, classes, Init.kaimingNormalFanOut(), BatchNorm::of, rng);
    }

    /**
     * As {@link #of(int[], int, int, int, Rng)}, with weights of convolutions as the initialiser draws them.
     *
     * @param normalisation what stands between a convolution of so many channels and its rectifier, {@code channels -> x -> x} for nothing
     */
    public static Vgg of(
            int[] plan,
            int channels,
            int width,
            int classes,
            Init init,
            IntFunction<? extends Layer> normalisation,
            Rng rng) {
        var layers = new ArrayList<Layer>();
        int in = channels;
        for (int step : plan) {
            if (step == POOL) {
                layers.add(HALVING);
                continue;
            }
            layers.add(Conv2d.of(in, step * width, 3, init, rng));
            layers.add(normalisation.apply(step * width));
            layers.add(Tensor::relu);
            in = step * width;
        }
        return new Vgg(new Sequential(layers), Linear.of(in, classes, rng));
    }

    /**
     * This network, sharing its weights, with dropout behind each pooling, and before the mean.
     *
     * @param rates one for each pooling and one for the end
     */
    public Vgg dropping(double... rates) {
        long poolings = features.layers().stream().filter(HALVING::equals).count();
        if (rates.length != poolings + 1) {
            throw new IllegalArgumentException("Dropout behind " + poolings
                    + " poolings and at the end takes as many rates and one more, not " + rates.length + ".");
        }
        var layers = new ArrayList<Layer>();
        int stage = 0;
        for (var layer : features.layers()) {
            layers.add(layer);
            if (layer.equals(HALVING)) {
                layers.add(new Dropout(rates[stage++]));
            }
        }
        layers.add(new Dropout(rates[stage]));
        return new Vgg(new Sequential(layers), classifier);
    }

    @Override
    public Tensor forward(Tensor x) {
        return classifier.forward(Pool.globalAverage(features.forward(x.channelsLast())));
    }
}
