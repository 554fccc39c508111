package org.assay.nn.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ClassificationTest {
    private static final double[] ROWS = {
        0.7, 0.2, 0.1,
        0.1, 0.6, 0.3,
        0.2, 0.3, 0.5,
        0.4, 0.35, 0.25
    };
    private final Tensor probabilities = Tensor.of(ROWS, 4, 3);
    private final Tensor targets = Tensor.of(new long[] {0, 2, 2, 1});

    @Test
    void accuracyCountsTheHighestScore() {
        assertThat(Classification.accuracy(probabilities, targets)).isEqualTo(0.5);
        assertThat(Classification.topK(probabilities, targets, 2)).isEqualTo(1);
    }

    @Test
    void equalScoresDoNotAllCount() {
        var flat = Tensor.ones(3, 3);
        assertThat(Classification.accuracy(flat, Tensor.of(new long[] {0, 1, 2})))
                .isEqualTo(1 / 3.0);
    }

    @Test
    void aDivergedNetworkIsNotRight() {
        var nan = Tensor.full(Double.NaN, 2, 3);
        assertThat(Classification.accuracy(nan, Tensor.of(new long[] {0, 1}))).isZero();
    }

    @Test
    void likelihoodAndBrierByHand() {
        assertThat(Classification.nll(probabilities, targets))
                .isCloseTo(-(Math.log(0.7) + Math.log(0.3) + Math.log(0.5) + Math.log(0.35)) / 4, within(1e-7));
        double brier = (0.09 + 0.04 + 0.01) + (0.01 + 0.36 + 0.49) + (0.04 + 0.09 + 0.25) + (0.16 + 0.4225 + 0.0625);
        assertThat(Classification.brier(probabilities, targets)).isCloseTo(brier / 4, within(1e-7));
    }

    /** Of two bins the upper holds confidences 0.7 (right) and 0.6 (wrong), the lower 0.5 (right) and 0.4 (wrong). */
    @Test
    void calibrationErrorByHand() {
        double gap = Math.abs(1 - 0.7 - 0.6) + Math.abs(1 - 0.5 - 0.4);
        assertThat(Classification.ece(probabilities, targets, 2)).isCloseTo(gap / 4, within(1e-7));
    }

    @Test
    void shapesAndClassesAreChecked() {
        assertThatThrownBy(() -> Classification.accuracy(probabilities, Tensor.of(new long[] {0, 1})))
                .hasMessage(
                        "Scores must be [example, class] and targets [example], with at least one example; they are [4, 3] and [2].");
        assertThatThrownBy(() -> Classification.accuracy(probabilities, Tensor.of(new long[] {0, 1, 3, 0})))
                .hasMessage("Target 2 is class 3, but the scores have classes 0 to 2.");
    }

    @Test
    void confusionByHand() {
        var target = new long[] {0, 0, 0, 1, 1, 2, -1};
        var predicted = new long[] {0, 0, 1, 1, 0, 2, 0};
        var confusion = Confusion.of(predicted, target, 4);
        assertThat(confusion.count(0, 1)).isEqualTo(1);
        assertThat(confusion.accuracy()).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(confusion.recall()).containsExactly(2 / 3.0, 0.5, 1, Double.NaN);
        assertThat(confusion.precision()).containsExactly(2 / 3.0, 0.5, 1, Double.NaN);
        assertThat(confusion.iou()).containsExactly(2 / 4.0, 1 / 3.0, 1, Double.NaN);
        assertThat(confusion.meanIou()).isCloseTo((0.5 + 1 / 3.0 + 1) / 3, within(1e-12));
        assertThat(confusion.balancedAccuracy()).isCloseTo((2 / 3.0 + 0.5 + 1) / 3, within(1e-12));
        assertThat(confusion.macroF1()).isCloseTo((4 / 6.0 + 2 / 4.0 + 1) / 3, within(1e-12));
        assertThat(confusion.plus(confusion).count(0, 0)).isEqualTo(4);
        assertThatThrownBy(() -> Confusion.of(new long[] {7}, new long[] {0}, 2))
                .hasMessage("Prediction 0 is class 7, but the classes are 0 to 1.");
    }
}
