package org.assay.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.nn.BatchNorm;
import org.assay.nn.Dropout;
import org.assay.nn.Mode;
import org.assay.nn.Sequential;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class WeightAverageTest {
    @Test
    void exponentialByHand() {
        var w = Tensor.of(1.0).parameter();
        var average = WeightAverage.exponential(w, 0.9);
        for (double value : new double[] {2, 4}) {
            Autodiff.noGrad(() -> w.fill_(value));
            average.update();
        }
        assertThat(average.model().item()).isCloseTo(0.9 * (0.9 + 0.2) + 0.4, within(1e-6));
        assertThat(average.model().requiresGrad()).isFalse();
    }

    @Test
    void equalIsTheMeanOfTheUpdates() {
        var w = Tensor.of(100.0).parameter();
        var average = WeightAverage.equal(w);
        for (double value : new double[] {2, 4, 9}) {
            Autodiff.noGrad(() -> w.fill_(value));
            average.update();
        }
        assertThat(average.model().item()).isCloseTo(5, within(1e-5));
    }

    @Test
    void buffersAreTheLatest() {
        var norm = BatchNorm.of(1);
        var average = WeightAverage.exponential(norm, 0.99);
        Mode.training(Rng.of(1), () -> norm.forward(Rng.of(2).normal(8, 1).add(5.0)));
        average.update();
        assertThat(average.model().runningMean().item())
                .isEqualTo(norm.runningMean().item());
    }

    /** Two batches with means 3 and 7 and unbiased variances 8 and 2. */
    @Test
    void statisticsComputedAnewAreMeansOverBatches() {
        var norm = BatchNorm.of(1);
        var model = Sequential.of(new Dropout(0.9), norm);
        BatchNorm.reestimate(
                model, List.of(Tensor.of(new double[] {1, 5}, 2, 1), Tensor.of(new double[] {6, 8}, 2, 1)));
        assertThat(norm.runningMean().item()).isCloseTo(5, within(1e-6));
        assertThat(norm.runningVar().item()).isCloseTo(5, within(1e-6));
    }
}
