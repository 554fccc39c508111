package org.assay.nn.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assay.nn.BatchNorm;
import org.assay.nn.Conv2d;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Pool;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** A residual network with pre-activation blocks, and its wide form, for small images: {@code [batch, channel, height, width]} to {@code [batch, class]}. */
public record PreActResNet(Conv2d conv1, List<Layer> blocks, BatchNorm norm, Linear fc) implements Layer {

    /**
     * Four stages of two blocks, of {@code width}, twice, four and eight times it (64 as usual). He et al. 2016 (identity
     * mappings), at the depth of ResNet-18.
     */
    public static PreActResNet preact18(int width, int channels, int classes, Rng rng) {
        return preact18(width, 0, channels, classes, rng);
    }

    /**
     * The same with dropout inside its blocks.
     *
     * @param dropout rate, 0 for none
     */
    public static PreActResNet preact18(int width, double dropout, int channels, int classes, Rng rng) {
        return of(width, new int[] {width, 2 * width, 4 * width, 8 * width}, 2, dropout, channels, classes, rng);
    }

    /**
     * WRN-depth-widen: three stages of 16, 32 and 64 times {@code widen} channels. Zagoruyko and Komodakis 2016, table 1.
     *
     * @param depth {@code 6n + 4}: 10, 16, 22, 28, 40, ...
     * @param dropout rate inside blocks, 0 for none
     */
    public static PreActResNet wide(int depth, int widen, double dropout, int channels, int classes, Rng rng) {
        if (depth < 10 || (depth - 4) % 6 != 0) {
            throw new IllegalArgumentException(
                    "The depth of a wide residual network is 6n + 4, as 10, 16, 28 or 40, not " + depth + ".");
        }
        int[] widths = {16 * widen, 32 * widen, 64 * widen};
        return of(16, widths, (depth - 4) / 6, dropout, channels, classes, rng);
    }

    private static PreActResNet of(
            int stem, int[] widths, int each, double dropout, int channels, int classes, Rng rng) {
        var conv1 = Convolutions.plain(channels, stem, 3, rng);
        var blocks = new ArrayList<Layer>();
        int in = stem;
        for (int stage = 0; stage < widths.length; stage++) {
            for (int i = 0; i < each; i++) {
                blocks.add(PreActBlock.of(in, widths[stage], i == 0 && stage > 0 ? 2 : 1, dropout, rng));
                in = widths[stage];
            }
        }
        return new PreActResNet(
                conv1, Collections.unmodifiableList(blocks), BatchNorm.of(in), Linear.of(in, classes, rng));
    }

    @Override
    public Tensor forward(Tensor x) {
        return fc.forward(features(x));
    }

    /** What the last layer reads: {@code [batch, width]}. */
    public Tensor features(Tensor x) {
        var h = conv1.forward(x.channelsLast());
        for (var block : blocks) {
            h = block.forward(h);
        }
        return Pool.globalAverage(norm.forward(h).relu());
    }
}
