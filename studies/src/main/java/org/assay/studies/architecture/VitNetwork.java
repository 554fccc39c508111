package org.assay.studies.architecture;

import java.util.Optional;
import java.util.stream.Stream;
import org.assay.nn.Conv2d;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.LayerNorm;
import org.assay.nn.Linear;
import org.assay.nn.Sequential;
import org.assay.nn.TransformerBlock;
import org.assay.nn.models.PatchEmbedding;
import org.assay.nn.models.ResNet;
import org.assay.nn.models.VisionTransformer;
import org.assay.studies.architecture.Vit.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** Networks from pictures {@code [picture, 3, side, side]} to logits {@code [picture, class]}. */
enum VitNetwork {
    VIT,
    /** A vision transformer on what two convolutions of stride 2 make of a picture, each place of it a patch. */
    HYBRID,
    RESNET;

    private static final int STEM_STRIDE = 4;

    /** What says where a patch was. */
    enum Places {
        LEARNED,
        /** Fixed sines and cosines of row and column. */
        SINES,
        NONE
    }

    /** What the head reads. */
    enum Reading {
        CLASS_TOKEN,
        /** The mean over patches. */
        MEAN
    }

    /** A network at its start. Parts of one shape start alike in all transformers of a generator. */
    static Layer of(Setup s, Rng rng) {
        return switch (s.network()) {
            case VIT -> transformer(s, s.size(), Pictures.COLOURS, s.patch(), rng);
            case HYBRID ->
                Sequential.of(
                        Tensor::channelsLast,
                        strided(Pictures.COLOURS, s.width() / 2, rng.split("first convolution")),
                        Tensor::relu,
                        strided(s.width() / 2, s.width(), rng.split("second convolution")),
                        Tensor::relu,
                        transformer(s, s.size() / STEM_STRIDE, s.width(), 1, rng));
            case RESNET ->
                s.layers() == 18
                        ? ResNet.small18(s.channels(), Pictures.COLOURS, Pictures.CLASSES, rng)
                        : ResNet.cifar(s.layers(), s.channels(), Pictures.COLOURS, Pictures.CLASSES, rng);
        };
    }

    private static Conv2d strided(int in, int out, Rng rng) {
        return Conv2d.of(in, out, 3, Init.kaimingNormal(), rng).stride(2);
    }

    private static VisionTransformer transformer(Setup s, int size, int channels, int patch, Rng rng) {
        int side = size / patch;
        boolean token = s.reading() == Reading.CLASS_TOKEN;
        long positions = (long) side * side + (token ? 1 : 0);
        var init = Init.xavierUniform();
        var blocks = rng.split("blocks");
        var plain = new VisionTransformer(
                PatchEmbedding.of(channels, patch, s.width(), init, rng.split("patches")),
                token ? Optional.of(Init.zeros().parameter(rng, 1, 1, s.width())) : Optional.empty(),
                s.places() == Places.LEARNED
                        ? Optional.of(Init.normal(0.02).parameter(rng.split("positions"), 1, positions, s.width()))
                        : Optional.empty(),
                Optional.empty(),
                Stream.generate(() -> TransformerBlock.of(s.width(), s.heads(), s.hidden() * s.width(), blocks))
                        .limit(s.depth())
                        .map(block -> init.over(block, blocks).dropping(s.dropout()))
                        .toList(),
                LayerNorm.of(s.width()),
                Init.zeros().over(Linear.of(s.width(), Pictures.CLASSES, rng), rng));
        return s.places() == Places.SINES ? plain.fixedPositions(size) : plain;
    }

    /** Multiplications with a sum of a forward pass of one picture, those of normalisation and activations apart. */
    static double multiplyAdds(Setup s) {
        return switch (s.network()) {
            case VIT -> ofTransformer(s, s.size() / s.patch(), Pictures.COLOURS * s.patch() * s.patch());
            case HYBRID -> {
                double half = s.size() / 2.0;
                double quarter = s.size() / 4.0;
                double inner = s.width() / 2.0;
                yield 9 * Pictures.COLOURS * inner * half * half
                        + 9 * inner * s.width() * quarter * quarter
                        + ofTransformer(s, s.size() / STEM_STRIDE, s.width());
            }
            case RESNET ->
                s.layers() == 18
                        ? MultiplyAdds.residual(s.size(), s.channels(), 4, 2)
                        : MultiplyAdds.residual(s.size(), s.channels(), 3, (s.layers() - 2) / 6);
        };
    }

    private static double ofTransformer(Setup s, int side, int inputs) {
        double patches = (double) side * side;
        double t = patches + (s.reading() == Reading.CLASS_TOKEN ? 1 : 0);
        double d = s.width();
        double block = t * (4 + 2.0 * s.hidden()) * d * d + 2 * t * t * d;
        return patches * inputs * d + s.depth() * block + d * Pictures.CLASSES;
    }
}
