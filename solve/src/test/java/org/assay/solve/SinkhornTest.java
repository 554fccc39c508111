package org.assay.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SinkhornTest {

    /** Two points and two anchors, cost 0 on the diagonal and 1 beside it: by symmetry shares are exp(0) and exp(-1 / strength), scaled to rows of 1/2. */
    @Test
    void aSymmetricPlanIsAsWorkedOutByHand() {
        Scope.run(() -> {
            var cost = Tensor.of(DType.FLOAT64, new double[] {0, 1, 1, 0}, 2, 2);
            var plan = new Sinkhorn(0.5, 10).plan(cost);
            double stays = 0.5 / (1 + Math.exp(-2));
            assertThat(plan.toDoubles())
                    .containsExactly(new double[] {stays, 0.5 - stays, 0.5 - stays, stays}, within(1e-12));
        });
    }

    @Test
    void thePlanHasItsWeightsAndTheFormOfAnOptimum() {
        Scope.run(() -> {
            var cost = Rng.of(2).uniform(3, 5, 4).to(DType.FLOAT64);
            var plan = new Sinkhorn(0.1, 500).plan(cost);
            assertThat(plan.sum(-1).sub(0.2).abs().max().item()).isLessThan(1e-9);
            assertThat(plan.sum(-2).sub(0.25).abs().max().item()).isLessThan(1e-9);
            // log P + C / strength is a sum of a row's and a column's number: second differences vanish.
            var potential = plan.log().add(cost.div(0.1));
            var rows = potential.narrow(1, 0, 4).sub(potential.narrow(1, 1, 4));
            assertThat(rows.narrow(2, 0, 3)
                            .sub(rows.narrow(2, 1, 3))
                            .abs()
                            .max()
                            .item())
                    .isLessThan(1e-9);
        });
    }

    @Test
    void ranksAndSortedValuesAreExactInTheLimitAndFlatAtTheOther() {
        Scope.run(() -> {
            var x = Tensor.of(DType.FLOAT64, new double[] {3, -1, 4, 1.5, -5}, 5);
            var sharp = new Sinkhorn(2e-3, 500);
            assertThat(sharp.ranks(x).toDoubles()).containsExactly(new double[] {4, 2, 5, 3, 1}, within(5e-2));
            assertThat(sharp.sort(x).toDoubles()).containsExactly(new double[] {-5, -1, 1.5, 3, 4}, within(5e-2));
            assertThat(new Sinkhorn(1e6, 10).ranks(x).sub(3.0).abs().max().item())
                    .isLessThan(1e-4);
            assertThat(new Sinkhorn(1e6, 10).sort(x).sub(0.5).abs().max().item())
                    .isLessThan(1e-4);
        });
    }

    @Test
    void whatCannotBeIteratedIsASentence() {
        assertThatThrownBy(() -> new Sinkhorn(0, 10))
                .hasMessage(
                        "Sinkhorn's iterations want a positive strength and at least one iteration, not 0.0 and 10.");
    }
}
