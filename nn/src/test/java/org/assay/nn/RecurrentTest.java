package org.assay.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

class RecurrentTest {
    private static final int IN = 3;
    private static final int WIDTH = 4;

    private final Rng rng = Rng.of(9);

    private static Tensor input(long... shape) {
        return Rng.of(4).normal(shape).to(DType.FLOAT64);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** What the gates get from the input, and what from the state. */
    private static double[][] gates(Map<String, Tensor> weights, Tensor x, double[] h) {
        var state = Tensor.of(DType.FLOAT64, h);
        return new double[][] {
            x.linear(weights.get("weight_ih_l0"), weights.get("bias_ih_l0")).toDoubles(),
            state.linear(weights.get("weight_hh_l0"), weights.get("bias_hh_l0")).toDoubles()
        };
    }

    private static double sum(double[][] gates, int gate, int unit) {
        return gates[0][gate * WIDTH + unit] + gates[1][gate * WIDTH + unit];
    }

    @Test
    void lstmAgreesWithItsEquations() {
        var layer = GradientCheck.doubles(Lstm.of(IN, WIDTH, 1, rng));
        var x = input(1, 5, IN);
        var h = new double[WIDTH];
        var c = new double[WIDTH];
        var result = layer.run(x);
        for (int t = 0; t < 5; t++) {
            var gates = gates(layer.weights(), x.at(0, t), h);
            for (int u = 0; u < WIDTH; u++) {
                c[u] = sigmoid(sum(gates, 1, u)) * c[u] + sigmoid(sum(gates, 0, u)) * Math.tanh(sum(gates, 2, u));
                h[u] = sigmoid(sum(gates, 3, u)) * Math.tanh(c[u]);
            }
            assertThat(result.output().at(0, t).toDoubles()).containsExactly(h, within(1e-12));
        }
        assertThat(result.state().cell().flatten().toDoubles()).containsExactly(c, within(1e-12));
    }

    @Test
    void gruAgreesWithItsEquations() {
        var layer = GradientCheck.doubles(Gru.of(IN, WIDTH, 1, rng));
        var x = input(1, 5, IN);
        var h = new double[WIDTH];
        for (int t = 0; t < 5; t++) {
            var gates = gates(layer.weights(), x.at(0, t), h);
            for (int u = 0; u < WIDTH; u++) {
                double reset = sigmoid(sum(gates, 0, u));
                double update = sigmoid(sum(gates, 1, u));
                double fresh = Math.tanh(gates[0][2 * WIDTH + u] + reset * gates[1][2 * WIDTH + u]);
                h[u] = (1 - update) * fresh + update * h[u];
            }
        }
        assertThat(layer.run(x).state().flatten().toDoubles()).containsExactly(h, within(1e-12));
    }

    @Test
    void plainRecurrenceAgreesWithItsEquation() {
        var layer = GradientCheck.doubles(Rnn.of(IN, WIDTH, 1, rng));
        var x = input(1, 5, IN);
        var h = new double[WIDTH];
        for (int t = 0; t < 5; t++) {
            var gates = gates(layer.weights(), x.at(0, t), h);
            for (int u = 0; u < WIDTH; u++) {
                h[u] = Math.tanh(sum(gates, 0, u));
            }
        }
        assertThat(layer.run(x).state().flatten().toDoubles()).containsExactly(h, within(1e-12));
    }

    @Test
    void aSequenceCanBeRunInParts() {
        var x = input(2, 6, IN);
        var lstm = GradientCheck.doubles(Lstm.of(IN, WIDTH, 2, rng));
        var whole = lstm.run(x);
        var rest = lstm.run(x.narrow(1, 4, 2), lstm.run(x.narrow(1, 0, 4)).state());
        assertThat(rest.output().allClose(whole.output().narrow(1, 4, 2), 0, 1e-12))
                .isTrue();
        assertThat(rest.state().cell().allClose(whole.state().cell(), 0, 1e-12)).isTrue();
        var gru = GradientCheck.doubles(Gru.of(IN, WIDTH, 2, rng));
        var later = gru.run(x.narrow(1, 4, 2), gru.run(x.narrow(1, 0, 4)).state());
        assertThat(later.state().allClose(gru.run(x).state(), 0, 1e-12)).isTrue();
    }

    @Test
    void bothDirectionsAreOneForwardsAndOneBackwards() {
        var layer = GradientCheck.doubles(Gru.bidirectional(IN, WIDTH, 1, rng));
        var x = input(1, 5, IN);
        var y = layer.forward(x);
        assertThat(y.shape()).containsExactly(1, 5, 2 * WIDTH);
        var backward = new java.util.LinkedHashMap<String, Tensor>();
        layer.weights().forEach((name, weight) -> {
            if (name.endsWith("_reverse")) {
                backward.put(name.replace("_reverse", ""), weight);
            }
        });
        var alone = new Gru(backward, false, 0).forward(x.flip(1)).flip(1);
        assertThat(y.narrow(2, WIDTH, WIDTH).allClose(alone, 0, 1e-12)).isTrue();
    }

    @Test
    void namesAreAsInPyTorch() {
        assertThat(Tree.named(Lstm.bidirectional(IN, WIDTH, 1, rng)).keySet())
                .containsExactly(
                        "weight_ih_l0",
                        "weight_hh_l0",
                        "bias_ih_l0",
                        "bias_hh_l0",
                        "weight_ih_l0_reverse",
                        "weight_hh_l0_reverse",
                        "bias_ih_l0_reverse",
                        "bias_hh_l0_reverse");
        assertThat(Lstm.of(IN, WIDTH, 1, rng).weights().get("weight_ih_l0").shape())
                .containsExactly(16, 3);
    }

    @Test
    void dropoutActsBetweenLayersInTraining() {
        var x = input(2, 5, IN);
        var plain = GradientCheck.doubles(Lstm.of(IN, WIDTH, 2, rng));
        var layer = plain.dropping(0.5);
        assertThat(layer.forward(x).toDoubles())
                .containsExactly(plain.forward(x).toDoubles());
        var first = Mode.training(Rng.of(1), () -> layer.forward(x));
        assertThat(first.allClose(plain.forward(x), 0, 1e-3)).isFalse();
        assertThat(Mode.training(Rng.of(1), () -> layer.forward(x)).toDoubles()).containsExactly(first.toDoubles());
        // With almost nothing dropped, running layer by layer is the fused run.
        var faint = Mode.training(Rng.of(1), () -> plain.dropping(1e-12).run(x));
        assertThat(faint.output().allClose(plain.forward(x), 0, 1e-9)).isTrue();
        assertThat(faint.state().hidden().allClose(plain.run(x).state().hidden(), 0, 1e-9))
                .isTrue();
    }

    @Test
    void gradientsAgreeWithDifferences() {
        GradientCheck.of(Lstm.of(IN, WIDTH, 2, rng), 2, 4, IN);
        GradientCheck.of(Lstm.bidirectional(IN, WIDTH, 1, rng), 2, 4, IN);
        GradientCheck.of(Gru.of(IN, WIDTH, 2, rng), 2, 4, IN);
        GradientCheck.of(Rnn.bidirectional(IN, WIDTH, 2, rng), 2, 4, IN);
    }

    @Test
    void aMatrixIsNoSequence() {
        assertThatThrownBy(() -> Lstm.of(IN, WIDTH, 1, rng).forward(Tensor.zeros(5, 3)))
                .hasMessage("A recurrent layer takes [batch, time, in], not [5, 3].");
    }
}
