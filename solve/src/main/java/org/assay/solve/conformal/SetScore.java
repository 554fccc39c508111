package org.assay.solve.conformal;

import org.assay.solve.SolveException;

/**
 * A conformal score of classes. Scores never fall from one rank to the next, so that a set of all classes whose score is at most a threshold holds the most
 * probable ones and its size says which.
 *
 * <p>Randomised scores take a number u, even on (0, 1): drawn for each calibration point and for each new input, one for all classes of an input. With u = 1
 * they are not randomised, and a set leaves out the class whose probability would take the sum beyond the threshold.
 */
@FunctionalInterface
public interface SetScore {

    /** The score of the class at a rank. */
    double of(RankedClasses x, int rank, double u);

    /** How many classes have a score of at most q. */
    default int size(RankedClasses x, double q, double u) {
        int inside = 0;
        int outside = x.count() + 1;
        while (outside - inside > 1) {
            int middle = (inside + outside) >>> 1;
            if (of(x, middle, u) <= q) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }

    /** {@code 1 - p(y)}: the smallest sets on average, by least ambiguous classification. Sadinle, Lei and Wasserman 2019. */
    static SetScore lac() {
        return (x, rank, _) -> 1 - x.probability(rank);
    }

    /** {@code rank - 1 + u}: sets of one size or, for a share of the inputs, of one more. */
    static SetScore topK() {
        return (_, rank, u) -> rank - 1 + u;
    }

    /** The probability of all classes before y and u times that of y: adaptive prediction sets. Romano, Sesia and Candes 2020. */
    static SetScore aps() {
        return raps(0, 0);
    }

    /**
     * That of {@link #aps} and lambda for each rank beyond kReg: regularised adaptive prediction sets. Angelopoulos et al. 2021.
     *
     * @param lambda from 0 on
     */
    static SetScore raps(double lambda, int kReg) {
        if (!(lambda >= 0)) {
            throw new SolveException("RAPS has a penalty of " + lambda + ": it is a number from 0 on.");
        }
        return (x, rank, u) -> x.through(rank - 1) + u * x.probability(rank) + lambda * Math.max(0, rank - kReg);
    }
}
