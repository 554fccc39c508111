package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NetworksTest {
    private static final Offset<Double> CLOSE = within(1e-9);

    private static Tensor random(String name, long... shape) {
        return Rng.of(11).split(name).normal(shape).to(DType.FLOAT64);
    }

    private static void same(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).containsExactly(expected.shape());
        assertThat(actual.sub(expected).abs().max().item()).isCloseTo(0, CLOSE);
    }

    /** Zero mean and unit variance over some dimensions. */
    private static Tensor standard(Tensor x, double epsilon, int... dims) {
        var centred = x.sub(x.mean(true, dims));
        return centred.div(centred.square().mean(true, dims).add(epsilon).sqrt());
    }

    @Test
    void normalisation() {
        Scope.run(() -> {
            var x = random("x", 3, 4, 5);
            var gain = random("g", 4);
            var shift = random("s", 4);
            same(x.layerNorm(2, 1e-3), standard(x, 1e-3, 1, 2));
            var rows = random("r", 3, 4);
            same(
                    rows.layerNorm(gain, shift, 1e-3),
                    standard(rows, 1e-3, 1).mul(gain).add(shift));
            same(
                    rows.rmsNorm(gain, 1e-3),
                    rows.div(rows.square().mean(true, 1).add(1e-3).sqrt()).mul(gain));
            same(x.instanceNorm(1e-3), standard(x, 1e-3, 2));
            same(x.groupNorm(2, 1e-3), standard(x.reshape(3, 2, 10), 1e-3, 2).reshape(3, 4, 5));
            var affine = standard(x, 1e-3, 0, 2).mul(gain.unsqueeze(1)).add(shift.unsqueeze(1));
            same(x.batchNorm(gain, shift, 1e-3), affine);
            same(
                    x.groupNorm(4, gain, shift, 1e-3),
                    standard(x, 1e-3, 2).mul(gain.unsqueeze(1)).add(shift.unsqueeze(1)));
            same(x.instanceNorm(gain, shift, 1e-3), x.groupNorm(4, gain, shift, 1e-3));
        });
    }

    @Test
    void runningStatisticsMoveInTrainingAndAreUsedAfterwards() {
        Scope.run(() -> {
            var x = random("x", 6, 2, 3);
            var one = Tensor.ones(DType.FLOAT64, 2);
            var zero = Tensor.zeros(DType.FLOAT64, 2);
            var mean = Tensor.zeros(DType.FLOAT64, 2);
            var variance = Tensor.ones(DType.FLOAT64, 2);
            x.batchNorm(one, zero, mean, variance, true, 0.25, 1e-5);
            same(mean, x.mean(0, 2).mul(0.25));
            same(variance, x.var(0, 2).mul(0.25).add(0.75));
            var y = x.batchNorm(one, zero, mean, variance, false, 0.25, 1e-5);
            same(y, x.sub(mean.unsqueeze(1)).div(variance.add(1e-5).sqrt().unsqueeze(1)));
        });
    }

    @Test
    void attentionIsItsFormula() {
        Scope.run(() -> {
            var q = random("q", 2, 3, 4, 8);
            var k = random("k", 2, 3, 4, 8);
            var v = random("v", 2, 3, 4, 8);
            var scores = q.matmul(k.t()).div(Math.sqrt(8));
            var below = Tensor.ones(DType.BOOL, 4, 4).tril();
            var causal = scores.maskedFill(below.logicalNot(), Double.NEGATIVE_INFINITY)
                    .softmax(-1)
                    .matmul(v);
            same(q.attention(k, v), scores.softmax(-1).matmul(v));
            same(q.causalAttention(k, v), causal);
            same(q.attention(k, v, below), causal);
            var bias = random("bias", 4, 4);
            same(q.attention(k, v, bias), scores.add(bias).softmax(-1).matmul(v));
            same(q.attention(k, v, below, 0, Rng.of(1)), causal);
            same(Autodiff.higherOrder(() -> q.causalAttention(k, v)), causal);
            same(Autodiff.higherOrder(() -> q.attention(k, v, bias)), q.attention(k, v, bias));
        });
    }

    @Test
    void dropoutKeepsTheMeanAndItsBits() {
        Scope.run(() -> {
            var x = Tensor.ones(100_000);
            var dropped = x.dropout(0.3, Rng.of(2));
            assertThat(dropped.unique().toDoubles()).containsExactly(new double[] {0, 1 / 0.7}, within(1e-6));
            assertThat(dropped.mean().item()).isCloseTo(1, within(0.01));
            assertThat(dropped.equalTo(x.dropout(0.3, Rng.of(2)))).isTrue();
            assertThat(dropped.equalTo(x.dropout(0.3, Rng.of(3)))).isFalse();
            assertThat(x.dropout(0, Rng.of(2))).isSameAs(x);
            var leaf = Tensor.ones(8).parameter();
            var y = leaf.dropout(0.5, Rng.of(4));
            assertThat(Autodiff.grad(y, List.of(leaf), false).getFirst().toDoubles())
                    .containsExactly(y.detach().toDoubles());
            assertThatThrownBy(() -> x.dropout(1.5, Rng.of(1)))
                    .hasMessage("dropout of [100000]: the rate must lie in [0, 1), not 1.5.");
        });
    }

    @Test
    void embeddingsAndSimilarities() {
        Scope.run(() -> {
            var table = Tensor.of(new double[] {0, 1, 2, 3, 4, 5}, 3, 2);
            assertThat(table.embedding(Tensor.of(new long[] {2, 0})).toDoubles())
                    .containsExactly(4, 5, 0, 1);
            var bags = Tensor.of(new long[] {0, 1, 2});
            var offsets = Tensor.of(new long[] {0, 2});
            assertThat(table.embeddingBag(bags, offsets, false).toDoubles()).containsExactly(2, 4, 4, 5);
            assertThat(table.embeddingBag(bags, offsets, true).toDoubles()).containsExactly(1, 2, 4, 5);
            assertThat(Tensor.of(new long[] {1, 0}).oneHot(3).toLongs()).containsExactly(0, 1, 0, 1, 0, 0);
            assertThat(Tensor.of(3, 4).cosineSimilarity(Tensor.of(4, 3), 0).item())
                    .isCloseTo(0.96, within(1e-6));
            assertThat(Tensor.of(3, 4).normalize(0).toDoubles()).containsExactly(new double[] {0.6, 0.8}, within(1e-6));
        });
    }

    @Test
    void recurrencesAreTheirEquations() {
        Scope.run(() -> {
            var x = random("x", 2, 3, 4);
            var h0 = random("h", 1, 2, 5);
            var c0 = random("c", 1, 2, 5);
            var lstm = weights(4);
            var h = h0.select(0, 0);
            var c = c0.select(0, 0);
            for (int t = 0; t < 3; t++) {
                var gates = x.select(1, t)
                        .linear(lstm.get(0), lstm.get(2))
                        .add(h.linear(lstm.get(1), lstm.get(3)))
                        .chunk(4, 1);
                c = gates.get(1)
                        .sigmoid()
                        .mul(c)
                        .add(gates.get(0).sigmoid().mul(gates.get(2).tanh()));
                h = gates.get(3).sigmoid().mul(c.tanh());
            }
            var result = x.lstm(h0, c0, lstm, false);
            same(result.output().select(1, 2), h);
            same(result.hidden().select(0, 0), h);
            same(result.cell().select(0, 0), c);

            var gru = weights(3);
            var g = h0.select(0, 0);
            for (int t = 0; t < 3; t++) {
                var in = x.select(1, t).linear(gru.get(0), gru.get(2)).chunk(3, 1);
                var back = g.linear(gru.get(1), gru.get(3)).chunk(3, 1);
                var reset = in.get(0).add(back.get(0)).sigmoid();
                var update = in.get(1).add(back.get(1)).sigmoid();
                g = in.get(2).add(reset.mul(back.get(2))).tanh().lerp(g, update);
            }
            same(x.gru(h0, gru, false).hidden().select(0, 0), g);

            var plain = weights(1);
            var r = h0.select(0, 0);
            for (int t = 0; t < 3; t++) {
                r = x.select(1, t)
                        .linear(plain.get(0), plain.get(2))
                        .add(r.linear(plain.get(1), plain.get(3)))
                        .tanh();
            }
            same(x.rnn(h0, plain, false).hidden().select(0, 0), r);
        });
    }

    @Test
    void bothDirectionsAndSeveralLayers() {
        Scope.run(() -> {
            var x = random("x", 2, 3, 4);
            var weights = new java.util.ArrayList<Tensor>();
            for (int direction = 0; direction < 2; direction++) {
                weights.addAll(weights(3));
            }
            for (int direction = 0; direction < 2; direction++) {
                weights.addAll(List.of(
                        random("w2" + direction, 15, 10), random("v2", 15, 5), random("b2", 15), random("a2", 15)));
            }
            var result = x.gru(random("h", 4, 2, 5), weights, true);
            assertThat(result.output().shape()).containsExactly(2, 3, 10);
            assertThat(result.hidden().shape()).containsExactly(4, 2, 5);
        });
    }

    private static List<Tensor> weights(int gates) {
        return List.of(
                random("w" + gates, gates * 5L, 4),
                random("v" + gates, gates * 5L, 5),
                random("b" + gates, gates * 5L),
                random("a" + gates, gates * 5L));
    }

    /** How the input lies in memory changes neither values nor gradients, and is kept. */
    @Test
    void groupNormIsTheSameInEitherLayout() {
        var rng = Rng.of(5);
        var rows = rng.normal(2, 8, 4, 4).parameter();
        var channels = rows.detach().channelsLast().parameter();
        var weight = rng.normal(8);
        var bias = rng.normal(8);
        var expected = rows.groupNorm(4, weight, bias, 1e-5);
        var found = channels.groupNorm(4, weight, bias, 1e-5);
        assertThat(found.isContiguous()).isFalse();
        assertThat(found.toDoubles()).containsExactly(expected.toDoubles(), within(1e-5));
        var slope = rng.normal(2, 8, 4, 4);
        assertThat(gradient(found.mul(slope), channels).toDoubles())
                .containsExactly(gradient(expected.mul(slope), rows).toDoubles(), within(1e-5));
    }

    /** Attention of bfloat16 gives bfloat16 and what 32 bits give but for rounding to eight bits; so do its gradients. */
    @Test
    void attentionOfReducedPrecision() {
        var rng = Rng.of(6);
        var exact = rng.normal(2, 2, 5, 8).to(DType.BFLOAT16).to(DType.FLOAT32).parameter();
        var reduced = exact.detach().to(DType.BFLOAT16).parameter();
        var expected = exact.causalAttention(exact, exact);
        var found = reduced.causalAttention(reduced, reduced);
        assertThat(found.dtype()).isEqualTo(DType.BFLOAT16);
        assertThat(found.toDoubles()).containsExactly(expected.toDoubles(), within(0.02));
        assertThat(gradient(found, reduced).toDoubles())
                .containsExactly(gradient(expected, exact).toDoubles(), within(0.1));
        var cast = Precision.bf16(() -> exact.attention(exact, exact));
        assertThat(cast.dtype()).isEqualTo(DType.BFLOAT16);
        assertThat(cast.toDoubles())
                .containsExactly(exact.attention(exact, exact).toDoubles(), within(0.02));
    }

    private static Tensor gradient(Tensor output, Tensor input) {
        return Autodiff.grad(output.sum(), java.util.List.of(input), false).getFirst();
    }
}
