package org.assay.studies.transfer;

import java.util.ArrayList;
import java.util.List;
import org.assay.nn.BatchNorm;
import org.assay.nn.Conv2d;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Pool;
import org.assay.nn.Sequential;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * T5: five blocks of convolutions with 16, 32, 64, 64 and 64 channels, then means over pixels and a linear head; from pictures {@code [picture, 3, side, side]} to logits
 * {@code [picture, class]}.
 *
 * @param blocks from the pixels up
 */
record Network(List<Block> blocks, Linear head) implements Layer {

    static final int DEPTH = 5;
    private static final int[] CHANNELS = {3, 16, 32, 64, 64, 64};
    /** Of the first so many blocks each halves the side. */
    private static final int POOLED = 2;

    private static final int KERNEL = 3;

    Network {
        blocks = List.copyOf(blocks);
    }

    /** A normalised convolution of 3 x 3 pixels and ReLU, maybe the largest of each 2 x 2. */
    record Block(Conv2d conv, BatchNorm norm, boolean pooled) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            var y = norm.forward(conv.forward(x)).relu();
            return pooled ? y.maxPool2d(2) : y;
        }
    }

    /** At its start; the head is zero. */
    static Network of(int classes, Rng rng) {
        var blocks = new ArrayList<Block>();
        for (int i = 0; i < DEPTH; i++) {
            var conv = Conv2d.of(CHANNELS[i], CHANNELS[i + 1], KERNEL, Init.kaimingNormalFanOut(), rng.split(i))
                    .unbiased();
            blocks.add(new Block(conv, BatchNorm.of(CHANNELS[i + 1]), i < POOLED));
        }
        return new Network(blocks, zeroHead(classes));
    }

    private static Linear zeroHead(int classes) {
        return Linear.of(CHANNELS[DEPTH], classes, Init.zeros(), Rng.of(0));
    }

    /** The same blocks below a head of zeros. */
    Network withHead(int classes) {
        return new Network(blocks, zeroHead(classes));
    }

    /** The blocks below the last l: pictures to what block 5 - l gives. */
    Sequential bottom(int l) {
        return new Sequential(List.copyOf(blocks.subList(0, DEPTH - l)));
    }

    /** The last l blocks with the head. */
    Network top(int l) {
        return new Network(blocks.subList(DEPTH - l, DEPTH), head);
    }

    @Override
    public Tensor forward(Tensor x) {
        var h = x;
        for (var block : blocks) {
            h = block.forward(h);
        }
        return head.forward(Pool.globalAverage(h));
    }

    /**
     * Multiplications with a sum in a step on one picture in which the last l blocks are trained: all of it forwards, the gradients of trained weights, and those of what
     * comes into trained blocks but the lowest. Nothing is kept from earlier steps; normalisation and activations are left out.
     *
     * @param side of a picture in pixels
     */
    static double multiplyAdds(int l, int side, int classes) {
        double head = (double) CHANNELS[DEPTH] * classes;
        double sum = l > 0 ? 3 * head : 2 * head;
        int width = side;
        for (int i = 0; i < DEPTH; i++) {
            double forward = (double) KERNEL * KERNEL * CHANNELS[i] * CHANNELS[i + 1] * width * width;
            boolean trained = i >= DEPTH - l;
            boolean passed = i > DEPTH - l;
            sum += forward * (1 + (trained ? 1 : 0) + (passed ? 1 : 0));
            width = i < POOLED ? width / 2 : width;
        }
        return sum;
    }
}
