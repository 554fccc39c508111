package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products of small whole numbers have no rounding: whoever computes which part, all digits are those of plain Java. */
class BlasTeamTest {
    private int before;

    @BeforeEach
    void remember() {
        before = Native.settings().threads();
    }

    @AfterEach
    void restore() {
        Native.threads(before);
    }

    @ParameterizedTest
    @CsvSource({"2, 301, 257, 129", "2, 64, 2000, 65", "2, 1, 400, 30000", "3, 500, 31, 500", "5, 222, 333, 111"})
    void productsOnSeveralThreads(int threads, int rows, int inner, int columns) {
        Native.threads(threads);
        assertThat(product(DType.FLOAT64, rows, inner, columns)).isTrue();
        assertThat(product(DType.FLOAT32, rows, inner, columns)).isTrue();
    }

    @Test
    void productsOfSeveralCallersAtOnce() throws Exception {
        Native.threads(5);
        assertThat(product(DType.FLOAT64, 200, 150, 170)).isTrue();
        Native.threads(2);
        var tasks = new ArrayList<FutureTask<Boolean>>();
        for (int i = 0; i < 3; i++) {
            Callable<Boolean> products = () -> {
                Native.threads(2);
                boolean right = true;
                for (int again = 0; again < 20; again++) {
                    right &= product(DType.FLOAT64, 200, 150, 170) && product(DType.FLOAT32, 150, 170, 200);
                }
                return right;
            };
            var task = new FutureTask<>(products);
            Thread.ofPlatform().daemon().start(task);
            tasks.add(task);
        }
        for (var task : tasks) {
            assertThat(task.get()).isTrue();
        }
    }

    @Test
    void productsInsideAnotherOperatorsThreads() {
        // A convolution of doubles over volumes gives each picture to a thread, which asks for a product in turn.
        var pictures = whole(4 * 16 * 10 * 10 * 10, 1);
        var weights = whole(24 * 16 * 27, 2);
        Native.threads(1);
        var alone = convolved(pictures, weights);
        Native.threads(2);
        assertThat(convolved(pictures, weights)).isEqualTo(alone);
        // One number by hand: the corner of the first picture under the first filter.
        double corner = 0;
        for (int channel = 0; channel < 16; channel++) {
            for (int place = 0; place < 27; place++) {
                int z = place / 9;
                int y = place / 3 % 3;
                int x = place % 3;
                corner += pictures[channel * 1000 + z * 100 + y * 10 + x] * weights[channel * 27 + place];
            }
        }
        assertThat(alone[0]).isEqualTo(corner);
    }

    @Test
    void decompositionsOnAThreadWithAnOrdinaryStack() throws Exception {
        Native.threads(2);
        int n = 400;
        var task = new FutureTask<>(() -> {
            var matrix = Tensor.of(whole(n * n, 3))
                    .to(DType.FLOAT64)
                    .reshape(n, n)
                    .add(Tensor.eye(n).mul(100));
            var right = Tensor.of(whole(n, 4)).to(DType.FLOAT64).reshape(n, 1);
            var residuals = Tensor.cat(
                    matrix.matmul(matrix.solve(right)).sub(right),
                    matrix.matmul(matrix.inverse()).sub(Tensor.eye(n)).reshape(-1, 1));
            double logarithm = matrix.slogdet().log().item();
            double difference = logarithm - matrix.logdet().item();
            return residuals.abs().max().item() + Math.abs(difference);
        });
        new Thread(null, task, "small", 1 << 20).start();
        assertThat(task.get()).isLessThan(1e-8);
        // Products share the work again.
        assertThat(product(DType.FLOAT64, 300, 200, 100)).isTrue();
    }

    private static double[] convolved(double[] pictures, double[] weights) {
        return Scope.call(() -> Tensor.of(pictures)
                        .to(DType.FLOAT64)
                        .reshape(4, 16, 10, 10, 10)
                        .conv3d(Tensor.of(weights).to(DType.FLOAT64).reshape(24, 16, 3, 3, 3)))
                .toDoubles();
    }

    private static boolean product(DType type, int rows, int inner, int columns) {
        var left = whole(rows * inner, 5);
        var right = whole(inner * columns, 6);
        var expected = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < inner; k++) {
                double factor = left[i * inner + k];
                for (int j = 0; j < columns; j++) {
                    expected[i * columns + j] += factor * right[k * columns + j];
                }
            }
        }
        var found = Scope.call(() -> Tensor.of(left)
                .reshape(rows, inner)
                .to(type)
                .matmul(Tensor.of(right).reshape(inner, columns).to(type))
                .to(DType.FLOAT64));
        return Arrays.equals(found.toDoubles(), expected);
    }

    /** Whole numbers from -4 to 4. */
    private static double[] whole(int count, long seed) {
        var random = new SplittableRandom(seed);
        return random.ints(count, -4, 5).asDoubleStream().toArray();
    }
}
