package org.assay.nn.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assay.nn.BatchNorm;
import org.assay.nn.Conv2d;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Pool;
import org.assay.tensor.Inline;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A residual network: {@code [batch, channel, height, width]} to {@code [batch, class]}. He et al. 2016. Parameters are
 * named as torchvision's.
 *
 * @param pooled whether the stem ends in a 3x3 max pooling of stride 2, as for large images
 * @param stages blocks under {@code layer1}, {@code layer2}, ...; each stage but the first halves the image
 */
public record ResNet(
        Conv2d conv1, BatchNorm bn1, boolean pooled, @Inline Map<String, List<Layer>> stages, Linear fc)
        implements Layer {
    private static final int WIDTH = 64;

    /** How a stage's block is made from its channels before and its width. */
    private interface Maker {
        Layer make(int in, int width, int stride);
    }

    /**
     * For small images (section 4.2): three stages of basic blocks of {@code width}, twice and four times it, with
     * projections as shortcuts.
     *
     * @param depth {@code 6n + 2}: 8, 14, 20, 32, 44, 56, ...
     * @param width 16 as published
     */
    public static ResNet cifar(int depth, int width, int channels, int classes, Rng rng) {
        if (depth < 8 || (depth - 2) % 6 != 0) {
            throw new IllegalArgumentException(
                    "The depth of a residual network for small images is 6n + 2, as 8, 14, 20 or 56, not " + depth
                            + ".");
        }
        int n = (depth - 2) / 6;
        return small(new int[] {n, n, n}, width, channels, classes, rng);
    }

    /** ResNet-18 with a 3x3 stem and no pooling, for small images; {@code width} 64 as usual. */
    public static ResNet small18(int width, int channels, int classes, Rng rng) {
        return small(new int[] {2, 2, 2, 2}, width, channels, classes, rng);
    }

    /** ResNet-18 for images of about 224 x 224. */
    public static ResNet resnet18(int channels, int classes, Rng rng) {
        return large(new int[] {2, 2, 2, 2}, 1, channels, classes, rng, (in, w, s) -> BasicBlock.of(in, w, s, rng));
    }

    /** ResNet-34 for images of about 224 x 224. */
    public static ResNet resnet34(int channels, int classes, Rng rng) {
        return large(new int[] {3, 4, 6, 3}, 1, channels, classes, rng, (in, w, s) -> BasicBlock.of(in, w, s, rng));
    }

    /** ResNet-50 for images of about 224 x 224. */
    public static ResNet resnet50(int channels, int classes, Rng rng) {
        return large(
                new int[] {3, 4, 6, 3},
                Bottleneck.EXPANSION,
                channels,
                classes,
                rng,
                (in, w, s) -> Bottleneck.of(in, w, s, rng));
    }

    /** Basic blocks in stages whose widths double, after a 3x3 stem. */
    public static ResNet small(int[] blocks, int width, int channels, int classes, Rng rng) {
        var conv1 = Convolutions.plain(channels, width, 3, rng);
        var stages = stages(blocks, width, 1, (in, w, s) -> BasicBlock.of(in, w, s, rng));
        return new ResNet(
                conv1, BatchNorm.of(width), false, stages, Linear.of(width << (blocks.length - 1), classes, rng));
    }

    private static ResNet large(int[] blocks, int expansion, int channels, int classes, Rng rng, Maker maker) {
        var conv1 = Convolutions.plain(channels, WIDTH, 7, rng).stride(2);
        var stages = stages(blocks, WIDTH, expansion, maker);
        int last = (expansion * WIDTH) << (blocks.length - 1);
        return new ResNet(conv1, BatchNorm.of(WIDTH), true, stages, Linear.of(last, classes, rng));
    }

    private static Map<String, List<Layer>> stages(int[] blocks, int first, int expansion, Maker maker) {
        var stages = new LinkedHashMap<String, List<Layer>>();
        int in = first;
        for (int stage = 0; stage < blocks.length; stage++) {
            int width = first << stage;
            var layers = new ArrayList<Layer>();
            for (int i = 0; i < blocks[stage]; i++) {
                layers.add(maker.make(in, width, i == 0 && stage > 0 ? 2 : 1));
                in = expansion * width;
            }
            stages.put("layer" + (stage + 1), Collections.unmodifiableList(layers));
        }
        return Collections.unmodifiableMap(stages);
    }

    /** This network, sharing what the change keeps, with another stem. Its output has as many channels as that of the stem now there. */
    public ResNet stem(Conv2d conv) {
        return new ResNet(conv, bn1, pooled, stages, fc);
    }

    /** This network, sharing what the change keeps, with each of its blocks changed. */
    public ResNet blocks(UnaryOperator<Layer> change) {
        var changed = new LinkedHashMap<String, List<Layer>>();
        stages.forEach(
                (name, blocks) -> changed.put(name, blocks.stream().map(change).toList()));
        return new ResNet(conv1, bn1, pooled, Collections.unmodifiableMap(changed), fc);
    }

    @Override
    public Tensor forward(Tensor x) {
        return fc.forward(features(x));
    }

    /** What the last layer reads: {@code [batch, width]}. */
    public Tensor features(Tensor x) {
        return Pool.globalAverage(map(x));
    }

    /** What the last stage gives: {@code [batch, width, height, width]}. */
    public Tensor map(Tensor x) {
        var h = bn1.forward(conv1.forward(x.channelsLast())).relu();
        if (pooled) {
            h = h.maxPool2d(3, 2, 1);
        }
        for (var stage : stages.values()) {
            for (var block : stage) {
                h = block.forward(h);
            }
        }
        return h;
    }
}
