package org.assay.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The gradient by each of Q, p, A, b, G and h against central differences, on random programs with a point inside. */
class GradientCheckTest {
    private static final int BATCH = 160;
    private static final int N = 10;
    private static final int K = 3;
    private static final int M = 6;
    private static final double NUDGE = 1e-4;

    @Test
    void directionalDerivativesInAllSixBlocksAreExact() {
        Scope.run(() -> {
            var rng = Rng.of(17);
            var data = programs(rng);
            var weights = normal(rng, BATCH, N);
            var solution = program(data).solution();
            // Where no inequality is tight, the gradients by G and h are zero and have no relative error.
            var strict = solution.lambda().add(solution.slack()).amin(1).gt(1e-2);
            var checked = strict.logicalAnd(solution.lambda().gt(1e-2).any(1));
            assertThat(checked.countNonzero().item()).isGreaterThan(100);

            var asked = data.stream().map(Tensor::parameter).toList();
            var gradients = Autodiff.grad(loss(asked, weights).sum(), asked, false);
            for (int block = 0; block < 6; block++) {
                var gradient = gradients.get(block);
                var random = normal(rng, gradient.shape());
                if (block == 0) {
                    random = random.add(random.transpose(1, 2)).div(2);
                }
                // Half along the gradient, so that no derivative is near zero by chance.
                var direction = unit(unit(random).add(unit(gradient)));
                var derivative = gradient.mul(direction).flatten(1, -1).sum(1);
                var up = loss(moved(data, block, direction, NUDGE), weights);
                var down = loss(moved(data, block, direction, -NUDGE), weights);
                var error = up.sub(down).div(2 * NUDGE).div(derivative).sub(1).abs();
                double largest = error.mul(checked.to(DType.FLOAT64)).amax().item();
                assertThat(largest).as("block %d of Q, p, A, b, G, h", block).isLessThan(1e-5);
            }
        });
    }

    private static List<Tensor> programs(Rng rng) {
        var l = normal(rng, BATCH, N, N);
        var q = l.matmul(l.transpose(1, 2))
                .div(N)
                .add(Tensor.eye(DType.FLOAT64, N).mul(0.1));
        var p = normal(rng, BATCH, N);
        var a = normal(rng, BATCH, K, N);
        var g = normal(rng, BATCH, M, N);
        var inside = normal(rng, BATCH, N, 1);
        var room = rng.uniform(BATCH, M).add(0.1).to(DType.FLOAT64);
        var b = a.matmul(inside).squeeze(2);
        var h = g.matmul(inside).squeeze(2).add(room);
        return List.of(q, p, a, b, g, h);
    }

    private static QuadraticProgram program(List<Tensor> data) {
        return QuadraticProgram.of(data.get(0), data.get(1))
                .equal(data.get(2), data.get(3))
                .below(data.get(4), data.get(5))
                .tolerance(1e-12);
    }

    private static Tensor loss(List<Tensor> data, Tensor weights) {
        return program(data).solve().mul(weights).sum(1);
    }

    private static List<Tensor> moved(List<Tensor> data, int block, Tensor direction, double by) {
        var moved = new ArrayList<>(data);
        moved.set(block, data.get(block).add(direction, by));
        return moved;
    }

    /** Of length 1 in each program. */
    private static Tensor unit(Tensor tensor) {
        var dims = tensor.rank() == 3 ? new int[] {1, 2} : new int[] {1};
        return tensor.div(tensor.square().sum(true, dims).sqrt());
    }

    private static Tensor normal(Rng rng, long... shape) {
        return rng.normal(shape).to(DType.FLOAT64);
    }
}
