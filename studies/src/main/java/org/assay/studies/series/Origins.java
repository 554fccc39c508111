package org.assay.studies.series;

import org.assay.data.SeriesWindows;
import org.assay.tensor.Tensor;

/**
 * The steps at which forecasts begin, which are the same for every look-back: {@code [window]} each.
 *
 * @param test at every step, or every few
 */
record Origins(Tensor training, Tensor validation, Tensor test) {
    /** The longest look-back; no training window begins earlier. */
    static final int MARGIN = 336;

    private static final int VALIDATED = 8;

    /** Of three parts of the time that end where they are told; futures lie within a part, pasts may reach back into the one before. */
    static Origins of(int trainEnd, int validationEnd, int end, int horizon, int testEvery) {
        return new Origins(
                SeriesWindows.origins(MARGIN, trainEnd - horizon + 1L, 1),
                SeriesWindows.origins(trainEnd, validationEnd - horizon + 1L, VALIDATED),
                SeriesWindows.origins(validationEnd, end - horizon + 1L, testEvery));
    }

    /** Of the same, but only at steps that are {@code offset} after a multiple of {@code block}. */
    static Origins aligned(int trainEnd, int validationEnd, int end, int horizon, int block, int offset) {
        return new Origins(
                aligned(MARGIN, trainEnd, horizon, block, offset),
                aligned(trainEnd, validationEnd, horizon, block, offset),
                aligned(validationEnd, end, horizon, block, offset));
    }

    private static Tensor aligned(int from, int to, int horizon, int block, int offset) {
        int first = from + Math.floorMod(offset - from, block);
        return SeriesWindows.origins(first, to - horizon + 1L, block);
    }
}
