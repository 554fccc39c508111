package org.assay.studies.compression;

import java.util.ArrayList;
import java.util.List;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Foreach;
import org.assay.tensor.Tree;

/**
 * Where a curve of validation losses, averaged over three neighbours, is lowest, and the weights of that moment.
 *
 * @param <T> the model
 */
final class EarlyStop<T> {

    private final List<Double> losses = new ArrayList<>();
    private final T before;
    private final T best;
    private double lowest = Double.POSITIVE_INFINITY;
    private int place = -1;

    EarlyStop(T model) {
        before = Tree.copy(model);
        best = Tree.copy(model);
    }

    /** Takes the next loss in, and the weights that have it. */
    void look(double loss, T model) {
        losses.add(loss);
        int centre = losses.size() - 2;
        if (centre >= 1) {
            double mean = (losses.get(centre - 1) + losses.get(centre) + loss) / 3;
            if (mean < lowest) {
                lowest = mean;
                place = centre;
                copy(before, best);
            }
        }
        copy(model, before);
    }

    /** Which look it was, counted from 0; the first and the last have one neighbour and are never chosen, and -1 says that there was no other. */
    int place() {
        return place;
    }

    /** Whether the curve still falls at its end: the lowest place is the last that can be chosen. */
    boolean censored() {
        return place < 0 || place == losses.size() - 2;
    }

    /** The model as it was at that moment. */
    T best() {
        return best;
    }

    private static <T> void copy(T from, T to) {
        Autodiff.noGrad(() -> Foreach.copy_(Tree.parameters(to), Tree.parameters(from)));
    }
}
