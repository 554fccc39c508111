package org.assay.studies.architecture;

import static org.assay.studies.architecture.Pictures.CLASSES;
import static org.assay.studies.architecture.Pictures.COLOURS;

import java.util.Arrays;
import org.assay.nn.BatchNorm;
import org.assay.nn.Conv2d;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.models.BasicBlock;
import org.assay.nn.models.ConvNext;
import org.assay.nn.models.ResNet;
import org.assay.nn.models.SqueezeExcitation;
import org.assay.nn.models.Vgg;
import org.assay.studies.architecture.ModernConvnet.Setup;
import org.assay.tensor.Rng;

/** Networks of convolutions from pictures {@code [picture, 3, side, side]} to logits {@code [picture, class]}. */
enum ConvNetwork {
    /** Five 3x3 convolutions with biases, halved twice by max pooling. */
    VGG,
    /** The same, normalised before each rectifier. */
    NORMALISED_VGG,
    /** A 3x3 convolution and three stages of basic blocks, whose last scales start at 0. */
    RESNET,
    /** The convolutions of {@link #RESNET} one after another, without shortcuts. */
    PLAIN,
    /** {@link #RESNET} with gates of channels in each block. */
    SQUEEZED,
    /** {@link #RESNET} behind a 2x2 convolution of stride 2 instead of a 3x3 one of stride 1. */
    PATCHED,
    /** Two stages of two ConvNeXt blocks behind 2x2 patches. */
    CONVNEXT,
    /** The network of the speed runs, with a training of its own. */
    SPEED;

    private static final int[] PLAN = {1, 1, Vgg.POOL, 2, 2, Vgg.POOL, 4};
    private static final double[] DROPOUT = {0.2, 0.3, 0.4};
    static final int STAGES = 3;
    private static final int REDUCTION = 8;
    private static final int PATCH = 2;
    private static final double SCALE = 0.1;
    private static final int[] DEPTHS = {2, 2};

    /** A network at its start. Parts of one shape start alike in all networks of a generator and a kind. */
    static Layer of(Setup s, Rng rng) {
        return switch (s.network()) {
            case VGG -> vgg(s, false, rng);
            case NORMALISED_VGG -> vgg(s, true, rng);
            case RESNET -> residual(s, rng).blocks(ConvNetwork::zeroed);
            case PLAIN -> residual(s, rng).blocks(block -> ((BasicBlock) block).withoutShortcut());
            case SQUEEZED -> {
                var gates = rng.split("gates");
                yield residual(s, rng).blocks(ConvNetwork::zeroed).blocks(block -> gated((BasicBlock) block, gates));
            }
            case PATCHED ->
                residual(s, rng)
                        .blocks(ConvNetwork::zeroed)
                        .stem(Conv2d.of(COLOURS, s.width(), PATCH, Init.kaimingNormalFanOut(), rng.split("patches"))
                                .stride(PATCH)
                                .padding(0)
                                .unbiased());
            case CONVNEXT ->
                ConvNext.of(COLOURS, PATCH, kernel(s), SCALE, widths(s), DEPTHS, CLASSES, rng.split("convnext"));
            case SPEED ->
                throw new IllegalArgumentException(
                        "The network of the speed runs starts from pictures: see SpeedTraining.");
        };
    }

    private static Vgg vgg(Setup s, boolean normalised, Rng rng) {
        var plain = Vgg.of(
                PLAN,
                COLOURS,
                s.width(),
                CLASSES,
                Init.kaimingNormal(),
                channels -> normalised ? BatchNorm.of(channels) : x -> x,
                rng.split("vgg"));
        return s.dropout() ? plain.dropping(DROPOUT) : plain;
    }

    private static ResNet residual(Setup s, Rng rng) {
        var blocks = new int[STAGES];
        Arrays.fill(blocks, s.blocks());
        return ResNet.small(blocks, s.width(), COLOURS, CLASSES, rng.split("residual"));
    }

    private static Layer zeroed(Layer block) {
        return ((BasicBlock) block).zeroed();
    }

    private static BasicBlock gated(BasicBlock block, Rng rng) {
        int channels = (int) block.conv2().weight().size(0);
        return block.gated(SqueezeExcitation.of(channels, REDUCTION, rng));
    }

    /** Half as wide again as the residual network in its first two stages. */
    private static int[] widths(Setup s) {
        return new int[] {3 * s.width() / 2, 3 * s.width()};
    }

    /** 7 as published where patches make 16 x 16 places or more. */
    private static int kernel(Setup s) {
        return s.size() / PATCH < 16 ? 5 : 7;
    }

    /** Multiplications with a sum of a forward pass of one picture. */
    static double multiplyAdds(Setup s) {
        return switch (s.network()) {
            case VGG, NORMALISED_VGG -> ofVgg(s);
            case RESNET -> MultiplyAdds.residual(s.size(), s.width(), STAGES, s.blocks());
            // Without the projections beside the second and the third stage.
            case PLAIN ->
                MultiplyAdds.residual(s.size(), s.width(), STAGES, s.blocks())
                        - MultiplyAdds.convolution(1, s.width(), 2 * s.width(), s.size() / 2.0)
                        - MultiplyAdds.convolution(1, 2 * s.width(), 4 * s.width(), s.size() / 4.0);
            case SQUEEZED -> MultiplyAdds.residual(s.size(), s.width(), STAGES, s.blocks()) + ofGates(s);
            case PATCHED ->
                MultiplyAdds.convolution(PATCH, COLOURS, s.width(), s.size() / 2.0)
                        + MultiplyAdds.stages(s.size() / 2.0, s.width(), STAGES, s.blocks())
                        + 4.0 * s.width() * CLASSES;
            case CONVNEXT -> ofConvNext(s);
            case SPEED -> SpeedNet.multiplyAdds(s.speed().widths(), s.size());
        };
    }

    private static double ofVgg(Setup s) {
        double sum = 0;
        double side = s.size();
        double in = COLOURS;
        for (int step : PLAN) {
            if (step == Vgg.POOL) {
                side /= 2;
            } else {
                sum += MultiplyAdds.convolution(3, in, step * (double) s.width(), side);
                in = step * (double) s.width();
            }
        }
        return sum + in * CLASSES;
    }

    private static double ofGates(Setup s) {
        double sum = 0;
        for (int stage = 0; stage < STAGES; stage++) {
            double w = s.width() << stage;
            sum += s.blocks() * 2 * w * Math.floor(w / REDUCTION);
        }
        return sum;
    }

    private static double ofConvNext(Setup s) {
        double sum = 0;
        double in = COLOURS;
        double side = s.size();
        for (int stage = 0; stage < DEPTHS.length; stage++) {
            double w = widths(s)[stage];
            side /= 2;
            double block =
                    MultiplyAdds.convolution(kernel(s), 1, w, side) + 2 * MultiplyAdds.convolution(1, w, 4 * w, side);
            sum += MultiplyAdds.convolution(2, in, w, side) + DEPTHS[stage] * block;
            in = w;
        }
        return sum + in * CLASSES;
    }
}
