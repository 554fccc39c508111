package org.assay.studies.selfsupervised;

import java.util.List;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Which patches of each picture are visible: those that a random order names first.
 *
 * @param order of the patches {@code [picture, patch]}, INT64: the visible ones, then the hidden ones
 * @param kept how many are visible, of every picture as many
 */
record PatchShuffle(Tensor order, int kept) {
    private static final int BLOCKS = 24;

    /** How hidden patches are chosen. */
    enum Sampling {
        /** Each alone. */
        RANDOM,
        /** In rectangles of at least 8 % of the picture, one after another until enough are hidden. */
        BLOCKS
    }

    /**
     * @param side patches in a row and in a column
     * @param ratio the share that is hidden
     */
    static PatchShuffle of(Sampling sampling, int pictures, int side, double ratio, Rng rng) {
        int patches = side * side;
        int kept = kept(patches, ratio);
        return Scope.call(() -> new PatchShuffle(
                switch (sampling) {
                    case RANDOM -> rng.uniform(pictures, patches).argsort(1);
                    case BLOCKS ->
                        firstHidden(pictures, side, patches - kept, rng).argsortDescending(1);
                },
                kept));
    }

    /** The whole part of what is left. */
    static int kept(int patches, double ratio) {
        // 49 (1 - 0.9) is a little less than 4.9, and 10 (1 - 0.9) than 1.
        return (int) Math.floor(patches * (1 - ratio) + 1e-9);
    }

    /**
     * The number of the rectangle that hides a patch first, plus a fraction that orders the patches of one rectangle by rows; {@code [picture, patch]}. Areas are even
     * between 8 % of the picture and what is to be hidden, the logarithms of height to width between those of 0.3 and 1/0.3, as in BEiT (Bao et al. 2022, algorithm 1).
     */
    private static Tensor firstHidden(int pictures, int side, int hidden, Rng rng) {
        double least = Math.min(0.08 * side * side, hidden);
        var area = rng.uniformBetween(least, hidden, pictures, BLOCKS, 1);
        var ratio = rng.uniformBetween(Math.log(0.3), -Math.log(0.3), pictures, BLOCKS, 1)
                .exp();
        var rows = stretch(area.mul(ratio).sqrt(), side, rng).unsqueeze(3);
        var columns = stretch(area.div(ratio).sqrt(), side, rng).unsqueeze(2);
        var covered = rows.logicalAnd(columns).flatten(2, 3);
        var number = Tensor.arange(0.0, BLOCKS, 1.0).reshape(1, BLOCKS, 1);
        var first = Tensor.where(covered, number, (double) BLOCKS).amin(1);
        // What no rectangle hides comes last, in any order.
        var alone = rng.uniform(pictures, (long) side * side);
        var byRows = Tensor.arange(0.0, side * side, 1.0).div((double) side * side);
        return first.add(Tensor.where(first.lt((double) BLOCKS), byRows, alone));
    }

    /** Whether each place of a line of so many lies in a stretch of this length somewhere inside, {@code [picture, block, place]}. */
    private static Tensor stretch(Tensor length, int side, Rng rng) {
        var whole = length.round().clamp(1, side);
        var room = whole.neg().add(side + 1.0);
        var start = rng.uniformLike(whole).mul(room).floor();
        var places = Tensor.arange(0.0, side, 1.0);
        return places.ge(start).logicalAnd(places.lt(start.add(whole)));
    }

    /** The visible ones of all tokens {@code [picture, patch, width]}, in the order of the shuffle. */
    Tensor visible(Tensor tokens) {
        return taken(tokens, order.narrow(1, 0, kept));
    }

    /** Tokens in their places again, with the same token wherever one is hidden: {@code [picture, kept, width]} and {@code [1, 1, width]} to {@code [picture, patch, width]}. */
    Tensor restored(Tensor visible, Tensor maskToken) {
        long hidden = order.size(1) - kept;
        var shuffled = Tensor.cat(List.of(visible, maskToken.expand(visible.size(0), hidden, -1)), 1);
        return taken(shuffled, order.argsort(1));
    }

    /** 1 where a patch is hidden, else 0, {@code [picture, patch]}. */
    Tensor mask() {
        return order.argsort(1).ge((long) kept).to(DType.FLOAT32);
    }

    /** Whole rows are copied: those of all pictures one below the other. */
    private static Tensor taken(Tensor tokens, Tensor index) {
        var shape = tokens.shape();
        var first = Tensor.arange(shape[0]).mul(shape[1]).unsqueeze(1);
        return tokens.flatten(0, 1).rows(index.add(first).flatten()).reshape(shape[0], index.size(1), shape[2]);
    }
}
