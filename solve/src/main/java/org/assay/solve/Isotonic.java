package org.assay.solve;

import org.assay.tensor.DType;
import org.assay.tensor.Tensor;

/**
 * Isotonic regression by pool adjacent violators: in which blocks the non-increasing sequence nearest to a given one is constant. A block joins the one
 * before it as long as its value is not below that one's, so each element is pushed once and merged at most once: O(n) a row. Best et al. 2000.
 */
final class Isotonic {
    private Isotonic() {}

    /** What a block's elements have in common, computed from sums that add when blocks join. */
    enum Fit {
        /** The mean of {@code s - w}: squared distance. */
        MEAN {
            @Override
            double first(double s, double w) {
                return s - w;
            }

            @Override
            double joined(double a, double b) {
                return a + b;
            }

            @Override
            double value(double first, double second, int size) {
                return first / size;
            }
        },
        /** {@code log sum exp(s) - log sum w}: relative entropy. */
        ENTROPY {
            @Override
            double first(double s, double w) {
                return s;
            }

            @Override
            double joined(double a, double b) {
                return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
            }

            @Override
            double value(double first, double second, int size) {
                return first - Math.log(second);
            }
        };

        abstract double first(double s, double w);

        abstract double joined(double a, double b);

        abstract double value(double first, double second, int size);
    }

    /**
     * The number of each element's block, counted from 0 along the last dimension, INT64.
     *
     * @param s {@code [rows, n]}, each row descending
     * @param w {@code [rows, n]}, each row descending; positive for {@link Fit#ENTROPY}
     */
    static Tensor blocks(Tensor s, Tensor w, Fit fit) {
        int rows = (int) s.size(0);
        int n = (int) s.size(1);
        var block = new long[rows * n];
        var sValues = s.detach().to(DType.FLOAT64).toDoubles();
        var wValues = w.detach().to(DType.FLOAT64).toDoubles();
        var first = new double[n];
        var second = new double[n];
        var size = new int[n];
        for (int row = 0; row < rows; row++) {
            int last = -1;
            for (int i = 0; i < n; i++) {
                last++;
                first[last] = fit.first(sValues[row * n + i], wValues[row * n + i]);
                second[last] = wValues[row * n + i];
                size[last] = 1;
                while (last > 0
                        && fit.value(first[last - 1], second[last - 1], size[last - 1])
                                <= fit.value(first[last], second[last], size[last])) {
                    first[last - 1] = fit.joined(first[last - 1], first[last]);
                    second[last - 1] += second[last];
                    size[last - 1] += size[last];
                    last--;
                }
            }
            int at = row * n;
            for (int b = 0; b <= last; b++) {
                for (int k = 0; k < size[b]; k++) {
                    block[at++] = b;
                }
            }
        }
        return Tensor.of(block, rows, n);
    }
}
