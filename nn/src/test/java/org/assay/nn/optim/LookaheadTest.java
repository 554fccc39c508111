package org.assay.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.nn.BatchNorm;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LookaheadTest {
    /** From 1 to 3 a quarter of the way is 1.5, where training goes on; from there to 5.5 half of the way is 3.5. */
    @Test
    void weightsGoBackToTheSlowOnes() {
        var w = Tensor.of(1.0).parameter();
        var slow = Lookahead.of(List.of(w));
        Autodiff.noGrad(() -> w.fill_(3.0));
        slow.pull(0.25);
        assertThat(w.item()).isCloseTo(1.5, within(1e-6));
        assertThat(w.requiresGrad()).isTrue();
        Autodiff.noGrad(() -> w.fill_(5.5));
        slow.pull(0.5);
        assertThat(w.item()).isCloseTo(3.5, within(1e-6));
        Autodiff.noGrad(() -> w.fill_(9.0));
        slow.pull(0);
        assertThat(w.item()).isCloseTo(3.5, within(1e-6));
    }

    @Test
    void runningStatisticsTakePart() {
        var norm = BatchNorm.of(1);
        var slow = Lookahead.of(norm);
        Autodiff.noGrad(() -> norm.runningMean().fill_(8.0));
        slow.pull(0.5);
        assertThat(norm.runningMean().item()).isCloseTo(4, within(1e-6));
    }

    @Test
    void theWayHasAnEnd() {
        var slow = Lookahead.of(List.of(Tensor.of(1.0).parameter()));
        assertThatThrownBy(() -> slow.pull(1.5)).hasMessage("Slow weights go a share of the way from 0 to 1, not 1.5.");
    }
}
