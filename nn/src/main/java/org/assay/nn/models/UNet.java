package org.assay.nn.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assay.nn.BatchNorm;
import org.assay.nn.Conv2d;
import org.assay.nn.ConvTranspose2d;
import org.assay.nn.Dropout;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.Sequential;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A U-Net for segmentation: {@code [batch, channel, height, width]} to {@code [batch, class, height, width]}, both sides
 * multiples of {@code 2^depth}. Ronneberger et al. 2015, with padding, and batch normalisation as usual today.
 *
 * @param down pairs of convolutions on the way down, the lowest last
 * @param up transposed convolutions that double the sides, from the lowest
 * @param merge pairs of convolutions over what was kept on the way down joined with what comes up
 * @param head a 1x1 convolution
 * @param dropout at the end of the way down
 * @param skips whether what was kept on the way down is handed over; else there are zeros in its place
 */
public record UNet(
        List<Sequential> down,
        List<ConvTranspose2d> up,
        List<Sequential> merge,
        Conv2d head,
        Dropout dropout,
        boolean skips)
        implements Layer {

    /**
     * A network of so many halvings, without dropout.
     *
     * @param width channels at full size (64 as published); doubled with every halving
     * @param depth 4 as published
     */
    public static UNet of(int channels, int width, int depth, int classes, Rng rng) {
        return of(channels, width, depth, classes, true, rng);
    }

    /** As {@link #of}, without batch normalisation, as published; convolutions then have biases. */
    public static UNet plain(int channels, int width, int depth, int classes, Rng rng) {
        return of(channels, width, depth, classes, false, rng);
    }

    private static UNet of(int channels, int width, int depth, int classes, boolean normalised, Rng rng) {
        var down = new ArrayList<Sequential>();
        int in = channels;
        for (int level = 0; level <= depth; level++) {
            down.add(pair(in, width << level, normalised, rng));
            in = width << level;
        }
        var up = new ArrayList<ConvTranspose2d>();
        var merge = new ArrayList<Sequential>();
        for (int level = depth - 1; level >= 0; level--) {
            int out = width << level;
            up.add(ConvTranspose2d.of(2 * out, out, 2, 2, rng));
            merge.add(pair(2 * out, out, normalised, rng));
        }
        return new UNet(
                Collections.unmodifiableList(down),
                Collections.unmodifiableList(up),
                Collections.unmodifiableList(merge),
                Conv2d.of(width, classes, 1, rng),
                new Dropout(0),
                true);
    }

    /** Started for the scale of activations, as the paper asks for after its equation 2. */
    private static Sequential pair(int in, int out, boolean normalised, Rng rng) {
        var first = Conv2d.of(in, out, 3, Init.kaimingNormal(), rng);
        var second = Conv2d.of(out, out, 3, Init.kaimingNormal(), rng);
        return normalised
                ? Sequential.of(
                        first.unbiased(),
                        BatchNorm.of(out),
                        Tensor::relu,
                        second.unbiased(),
                        BatchNorm.of(out),
                        Tensor::relu)
                : Sequential.of(first, Tensor::relu, second, Tensor::relu);
    }

    /** This network with dropout at the end of the way down. */
    public UNet dropout(double rate) {
        return new UNet(down, up, merge, head, new Dropout(rate), skips);
    }

    /** This network with zeros for what the way up is handed from the way down: as many weights, of which some never move. */
    public UNet withoutSkips() {
        return new UNet(down, up, merge, head, dropout, false);
    }

    @Override
    public Tensor forward(Tensor x) {
        long unit = 1L << up.size();
        if (x.rank() != 4 || x.size(2) % unit != 0 || x.size(3) % unit != 0) {
            throw new IllegalArgumentException("A U-Net of depth " + up.size()
                    + " needs [batch, channel, height, width] with sides that are multiples of " + unit + ", not "
                    + java.util.Arrays.toString(x.shape()) + ".");
        }
        var kept = new ArrayList<Tensor>();
        var h = down.getFirst().forward(x.channelsLast());
        for (var level : down.subList(1, down.size())) {
            kept.add(skips ? h : Tensor.zerosLike(h));
            h = level.forward(h.maxPool2d(2));
        }
        h = dropout.forward(h);
        for (int i = 0; i < up.size(); i++) {
            h = Tensor.cat(List.of(kept.removeLast(), up.get(i).forward(h)), 1);
            h = merge.get(i).forward(h);
        }
        return head.forward(h);
    }
}
