package org.assay.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

class AttentionTest {
    private static final int WIDTH = 8;
    private static final int HEADS = 2;

    private final Rng rng = Rng.of(5);

    private MultiHeadAttention layer() {
        return GradientCheck.doubles(MultiHeadAttention.of(WIDTH, HEADS, rng));
    }

    private static Tensor input(long... shape) {
        return Rng.of(11).normal(shape).to(DType.FLOAT64);
    }

    /** One example, one head and one query after the other, in plain arithmetic. */
    private static double[][] byLoops(MultiHeadAttention layer, Tensor x, Tensor memory, boolean causal) {
        double[][] q = rows(x, layer, 0);
        double[][] k = rows(memory, layer, 1);
        double[][] v = rows(memory, layer, 2);
        int size = WIDTH / HEADS;
        var out = new double[q.length][WIDTH];
        for (int i = 0; i < q.length; i++) {
            for (int h = 0; h < HEADS; h++) {
                int seen = causal ? i + 1 : k.length;
                var weight = new double[seen];
                double total = 0;
                for (int j = 0; j < seen; j++) {
                    double score = 0;
                    for (int c = h * size; c < (h + 1) * size; c++) {
                        score += q[i][c] * k[j][c];
                    }
                    weight[j] = Math.exp(score / Math.sqrt(size));
                    total += weight[j];
                }
                for (int j = 0; j < seen; j++) {
                    for (int c = h * size; c < (h + 1) * size; c++) {
                        out[i][c] += weight[j] / total * v[j][c];
                    }
                }
            }
        }
        return out;
    }

    private static double[][] rows(Tensor x, MultiHeadAttention layer, int part) {
        var w = layer.inProjWeight().narrow(0, (long) part * WIDTH, WIDTH);
        var flat = x.select(0, 0).matmul(w.t()).toDoubles();
        var rows = new double[flat.length / WIDTH][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = java.util.Arrays.copyOfRange(flat, i * WIDTH, (i + 1) * WIDTH);
        }
        return rows;
    }

    private static void agrees(Tensor found, MultiHeadAttention layer, double[][] heads) {
        for (int i = 0; i < heads.length; i++) {
            var expected =
                    layer.outProj().forward(Tensor.of(DType.FLOAT64, heads[i])).toDoubles();
            assertThat(found.at(0, i).toDoubles()).containsExactly(expected, within(1e-12));
        }
    }

    @Test
    void attentionAgreesWithLoops() {
        var layer = layer();
        var x = input(1, 5, WIDTH);
        var memory = input(1, 3, WIDTH).mul(2.0);
        agrees(layer.forward(x), layer, byLoops(layer, x, x, false));
        agrees(layer.masked().forward(x), layer, byLoops(layer, x, x, true));
        agrees(layer.cross(x, memory), layer, byLoops(layer, x, memory, false));
    }

    @Test
    void stepByStepAndFusedAgree() {
        var x = input(2, 6, WIDTH);
        var hidden = Tensor.ones(DType.BOOL, 6, 6).tril(2);
        for (var layer : List.of(layer(), layer().masked())) {
            var plain = Autodiff.higherOrder(() -> layer.forward(x));
            assertThat(layer.forward(x).allClose(plain, 0, 1e-12)).isTrue();
            var masked = Autodiff.higherOrder(() -> layer.forward(x, hidden));
            assertThat(layer.forward(x, hidden).allClose(masked, 0, 1e-12)).isTrue();
        }
    }

    @Test
    void numbersAsMaskAreAddedToScores() {
        var layer = layer();
        var x = input(2, 4, WIDTH);
        var seen = Tensor.ones(DType.BOOL, 4, 4).tril();
        var added = Tensor.zeros(DType.FLOAT64, 4, 4).maskedFill(seen.logicalNot(), Double.NEGATIVE_INFINITY);
        assertThat(layer.forward(x, added).allClose(layer.masked().forward(x), 0, 1e-12))
                .isTrue();
        assertThat(layer.forward(x, seen).allClose(layer.masked().forward(x), 0, 1e-12))
                .isTrue();
    }

    @Test
    void weightsOfEachRowSumToOne() {
        var weights = layer().masked().weights(input(2, 4, WIDTH));
        assertThat(weights.shape()).containsExactly(2, HEADS, 4, 4);
        assertThat(weights.sum(-1).allClose(Tensor.ones(DType.FLOAT64, 2, HEADS, 4), 0, 1e-12))
                .isTrue();
        assertThat(weights.at(0, 0, 0).toDoubles()).containsExactly(1, 0, 0, 0);
    }

    @Test
    void theCacheGivesWhatTheWholeSequenceGives() {
        var layer = layer().masked();
        var x = input(2, 7, WIDTH);
        var whole = layer.forward(x);
        var cache = new KeyValueCache();
        var parts = new ArrayList<Tensor>();
        int at = 0;
        for (int length : new int[] {3, 1, 2, 1}) {
            parts.add(layer.forward(x.narrow(1, at, length), cache));
            at += length;
        }
        assertThat(cache.length()).isEqualTo(7);
        assertThat(Tensor.cat(parts, 1).allClose(whole, 0, 1e-12)).isTrue();
    }

    @Test
    void gradientsAgreeWithDifferences() {
        GradientCheck.of(layer(), 2, 4, WIDTH);
        GradientCheck.of(layer().masked(), 2, 4, WIDTH);
        var block = TransformerBlock.of(WIDTH, HEADS, 12, rng);
        GradientCheck.of(block, 2, 3, WIDTH);
        GradientCheck.of(block.masked().normLast().activation(Tensor::silu), 2, 3, WIDTH);
        Autodiff.higherOrder(() -> {
            GradientCheck.of(block, 2, 3, WIDTH);
            return true;
        });
    }

    @Test
    void gradientsOfGradientsExistWhenAskedFor() {
        var layer = layer().masked();
        var x = input(1, 3, WIDTH);
        var parameters = Tree.parameters(layer);
        GradientCheck.of(
                () -> Autodiff.higherOrder(() -> Autodiff.withGrad(() -> {
                    var loss = layer.forward(x).square().sum();
                    return Autodiff.grad(loss, parameters, true).getFirst();
                })),
                List.of(layer.inProjBias()));
    }

    @Test
    void dropoutOfWeightsActsInTraining() {
        var layer = layer().dropping(0.5);
        var x = input(1, 4, WIDTH);
        var still = layer.forward(x);
        assertThat(layer.forward(x).toDoubles()).containsExactly(still.toDoubles());
        var trained = Mode.training(rng, () -> layer.forward(x));
        assertThat(trained.allClose(still, 0, 1e-3)).isFalse();
    }

    @Test
    void widthsAreChecked() {
        assertThatThrownBy(() -> MultiHeadAttention.of(10, 3, rng))
                .hasMessage("A width of 10 does not divide into 3 heads.");
        assertThatThrownBy(() -> layer().forward(input(2, 4, 6)))
                .hasMessage("Attention of width 8 takes [batch, position, 8], not [2, 4, 6].");
    }
}
