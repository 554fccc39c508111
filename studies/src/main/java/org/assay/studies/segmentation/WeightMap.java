package org.assay.studies.segmentation;

import java.util.Arrays;
import org.assay.data.DistanceTransform;
import org.assay.data.generate.Cells;
import org.assay.tensor.Tensor;

/** What each pixel's error counts, so that the network learns the narrow ground between cells. */
final class WeightMap {
    /** As published. */
    static final double W0 = 10;
    /** Pixels; 5 as published, for pictures of 512 pixels. */
    static final double SIGMA = 2;

    private WeightMap() {}

    /**
     * Equation 2: {@code w = w_c + w_0 exp(-(d_1 + d_2)^2 / (2 sigma^2))}, the second term outside of cells alone, where the nearest
     * two are d_1 and d_2 away. Cells here are without their seams.
     *
     * @return {@code [n, side, side]}, FLOAT32
     */
    static Tensor of(Cells cells) {
        int n = (int) cells.interiors().size(0);
        int side = (int) cells.interiors().size(2);
        int plane = side * side;
        var instances = cells.instances().toLongs();
        var interiors = cells.interiors().toLongs();
        long inside = 0;
        for (long pixel : interiors) {
            inside += pixel;
        }
        // w_c: cells and what is between them count half each.
        double[] balance = {interiors.length / (2.0 * (interiors.length - inside)), interiors.length / (2.0 * inside)};
        var weights = new float[n * plane];
        for (int i = 0; i < n; i++) {
            var own = Problem.picture(interiors, i, plane);
            var narrow = narrow(Problem.picture(instances, i, plane), own, side);
            for (int p = 0; p < plane; p++) {
                weights[i * plane + p] = (float) (balance[(int) own[p]] + narrow[p]);
            }
        }
        return Tensor.of(weights, n, side, side);
    }

    /** The second term of one picture. */
    static double[] narrow(long[] instances, long[] interiors, int side) {
        int plane = side * side;
        int most = 0;
        for (long instance : instances) {
            most = (int) Math.max(most, instance);
        }
        var first = new double[plane];
        var second = new double[plane];
        Arrays.fill(first, Double.POSITIVE_INFINITY);
        Arrays.fill(second, Double.POSITIVE_INFINITY);
        for (int cell = 1; cell <= most; cell++) {
            var marked = new boolean[plane];
            for (int p = 0; p < plane; p++) {
                marked[p] = instances[p] == cell && interiors[p] == 1;
            }
            var squares = DistanceTransform.squared(marked, side, side);
            for (int p = 0; p < plane; p++) {
                double d = Math.sqrt(squares[p]);
                second[p] = Math.min(second[p], Math.max(first[p], d));
                first[p] = Math.min(first[p], d);
            }
        }
        var term = new double[plane];
        for (int p = 0; p < plane; p++) {
            double sum = first[p] + second[p];
            term[p] = interiors[p] == 1 ? 0 : W0 * Math.exp(-sum * sum / (2 * SIGMA * SIGMA));
        }
        return term;
    }
}
