package org.assay.studies.segmentation;

import org.assay.data.generate.Cells;
import org.assay.tensor.Tensor;

/**
 * What a network is shown.
 *
 * @param pictures {@code [n, 1, side, side]}, FLOAT32 in [0, 1]
 * @param targets {@code [n, side, side]}, INT64: 1 in cells
 * @param weights {@code [n, side, side]}, FLOAT32
 */
record Lesson(Tensor pictures, Tensor targets, Tensor weights) {

    static Lesson of(Cells cells, boolean weighted) {
        var interiors = cells.interiors();
        return new Lesson(cells.pictures(), interiors, weighted ? WeightMap.of(cells) : Tensor.ones(interiors.shape()));
    }

    /** Equation 1, negated: the cross-entropy of logits {@code [n, 2, side, side]}, the mean by weights. */
    Tensor loss(Tensor logits) {
        return logits.crossEntropyEach(targets, 0).mul(weights).sum().div(weights.sum());
    }
}
