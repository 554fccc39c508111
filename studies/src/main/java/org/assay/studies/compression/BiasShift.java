package org.assay.studies.compression;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.tensor.DType;
import org.assay.tensor.Tensor;

/**
 * One number added to the output biases of some classes, for a student that has seen too little or nothing else of them.
 *
 * @param classes that get it
 */
record BiasShift(double amount, List<Long> classes) {

    /** The logits with it. */
    Tensor of(Tensor z) {
        return z.add(among(classes).to(z.dtype()).mul(amount));
    }

    /** That with which a share of the pictures, to the nearest whole one but one at least, is taken for one of the classes. Needs no labels. */
    static BiasShift matching(Tensor z, double share, List<Long> classes) {
        var lags = lags(z, classes).toDoubles();
        Arrays.sort(lags);
        return new BiasShift(between(lags, Math.clamp(Math.round(share * lags.length), 1, lags.length - 1)), classes);
    }

    /** That with the fewest errors, of several the smallest. */
    static BiasShift fewestErrors(Tensor z, Tensor y, List<Long> classes) {
        var lags = lags(z, classes).toDoubles();
        var within = among(classes);
        var inside = right(z.maskedFill(within.logicalNot(), Double.NEGATIVE_INFINITY), y);
        var outside = right(z.maskedFill(within, Double.NEGATIVE_INFINITY), y);
        var order = IntStream.range(0, lags.length)
                .boxed()
                .sorted((i, j) -> Double.compare(lags[i], lags[j]))
                .mapToInt(i -> i)
                .toArray();
        double gained = 0;
        double most = 0;
        int best = 0;
        for (int k = 0; k < order.length; k++) {
            gained += inside[order[k]] - outside[order[k]];
            if (gained > most) {
                most = gained;
                best = k + 1;
            }
        }
        return new BiasShift(
                between(Arrays.stream(order).mapToDouble(i -> lags[i]).toArray(), best), classes);
    }

    /** By how much the best of the classes is behind the best of the others, {@code [picture]}: a larger shift takes the picture over. */
    private static Tensor lags(Tensor z, List<Long> classes) {
        var within = among(classes);
        return z.maskedFill(within, Double.NEGATIVE_INFINITY)
                .amax(1)
                .sub(z.maskedFill(within.logicalNot(), Double.NEGATIVE_INFINITY).amax(1));
    }

    /** Between so many of the sorted numbers and the others. */
    private static double between(double[] sorted, int below) {
        if (below == 0) {
            return sorted[0] - 1;
        }
        return below == sorted.length ? sorted[below - 1] + 1 : (sorted[below - 1] + sorted[below]) / 2;
    }

    private static double[] right(Tensor z, Tensor y) {
        return z.argmax(1).eq(y).to(DType.FLOAT64).toDoubles();
    }

    private static Tensor among(List<Long> classes) {
        var among = new boolean[Digits.CLASSES];
        for (long digit : classes) {
            among[(int) digit] = true;
        }
        return Tensor.of(among, among.length);
    }
}
