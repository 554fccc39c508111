package org.assay.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    private static Tensor matrix(int columns, double... values) {
        return Tensor.of(DType.FLOAT64, values, values.length / columns, columns);
    }

    /** Each row would like the first column most, and the second row gains most by it. */
    @Test
    void assignsAsWorkedOutByHand() {
        Scope.run(() -> {
            var costs = matrix(3, 1, 2, 9, 1, 6, 7, 1, 4, 4.5);
            // The six sums: 1+6+4.5, 1+7+4, 2+1+4.5, 2+7+1, 9+1+4, 9+6+1.
            assertThat(Assignment.cheapest(costs).toLongs()).containsExactly(1, 0, 2);
            assertThat(Assignment.dearest(costs).toLongs()).containsExactly(2, 1, 0);
        });
    }

    /** All assignments of up to six rows to up to seven columns, with many ties in half of the cases. */
    @Test
    void noAssignmentIsBetter() {
        var random = new Random(3);
        Scope.run(() -> {
            for (int trial = 0; trial < 400; trial++) {
                int rows = 1 + random.nextInt(6);
                int columns = rows + random.nextInt(2);
                boolean ties = trial % 2 == 0;
                var values = random.doubles((long) rows * columns, -3, 3)
                        .map(x -> ties ? Math.rint(x) : x)
                        .toArray();
                double least = least(values, columns, 0, new boolean[columns], 1);
                double most = -least(values, columns, 0, new boolean[columns], -1);
                var entries = matrix(columns, values);
                assertThat(sum(values, columns, Assignment.cheapest(entries))).isCloseTo(least, within(1e-12));
                assertThat(sum(values, columns, Assignment.dearest(entries))).isCloseTo(most, within(1e-12));
            }
        });
    }

    private static double least(double[] values, int columns, int row, boolean[] taken, int sign) {
        if (row * columns == values.length) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < columns; j++) {
            if (!taken[j]) {
                taken[j] = true;
                least = Math.min(
                        least, sign * values[row * columns + j] + least(values, columns, row + 1, taken, sign));
                taken[j] = false;
            }
        }
        return least;
    }

    private static double sum(double[] values, int columns, Tensor chosen) {
        var column = chosen.toLongs();
        assertThat(Arrays.stream(column).distinct().count()).isEqualTo(column.length);
        double sum = 0;
        for (int i = 0; i < column.length; i++) {
            sum += values[i * columns + (int) column[i]];
        }
        return sum;
    }

    /** Rows and columns may be dear as a whole: the hidden permutation's entries alone are one below the sum of the two. */
    @Test
    void aHiddenPermutationIsFound() {
        Scope.run(() -> {
            int n = 300;
            var hidden = Rng.of(5).permutation(n);
            var prices =
                    Rng.of(6).normal(n, 1).mul(40).add(Rng.of(7).normal(1, n).mul(40));
            var bargains = Tensor.zeros(n, n).scatter(1, hidden.unsqueeze(1), 1);
            var costs = prices.to(DType.FLOAT64).sub(bargains.to(DType.FLOAT64));
            assertThat(Assignment.cheapest(costs).toLongs()).containsExactly(hidden.toLongs());
        });
    }

    @Test
    void whatIsNoAssignmentIsRefused() {
        Scope.run(() -> {
            assertThatThrownBy(() -> Assignment.cheapest(Tensor.zeros(3, 2)))
                    .isInstanceOf(SolveException.class)
                    .hasMessageContaining("[3, 2]");
            assertThatThrownBy(() -> Assignment.cheapest(matrix(2, 0, 1, 2, Double.NaN)))
                    .isInstanceOf(SolveException.class)
                    .hasMessageContaining("Entry 1, 1");
        });
    }
}
