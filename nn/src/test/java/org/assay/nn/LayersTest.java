package org.assay.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

class LayersTest {
    private final Rng rng = Rng.of(5);

    @Test
    void linearIsAMatrixProduct() {
        var layer = new Linear(Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3), Optional.of(Tensor.of(10, 20)));
        assertThat(layer.forward(Tensor.of(new double[] {1, 0, -1}, 1, 3)).toDoubles())
                .containsExactly(8, 18);
        assertThat(layer.unbiased().forward(Tensor.of(1, 0, -1)).toDoubles()).containsExactly(-2, -2);
    }

    @Test
    void linearStartsAsInPyTorch() {
        var layer = Linear.of(25, 4000, rng);
        for (var parameter : Tree.parameters(layer)) {
            assertThat(parameter.abs().max().item()).isLessThanOrEqualTo(0.2).isGreaterThan(0.199);
            // A uniform of half-width 0.2 has deviation 0.2 / sqrt(3).
            assertThat(parameter.std().item()).isCloseTo(0.2 / Math.sqrt(3), within(0.004));
            assertThat(parameter.requiresGrad()).isTrue();
        }
    }

    @Test
    void convolutionKeepsTheSizeByDefaultAndAgreesWithLoops() {
        var layer = GradientCheck.doubles(Conv2d.of(2, 3, 3, rng).stride(2));
        var x = Rng.of(1).normal(1, 2, 5, 5).to(DType.FLOAT64);
        var y = layer.forward(x);
        assertThat(Conv2d.of(2, 3, 3, rng).forward(x.to(DType.FLOAT32)).shape()).containsExactly(1, 3, 5, 5);
        assertThat(y.shape()).containsExactly(1, 3, 3, 3);
        for (int o = 0; o < 3; o++) {
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    double sum = layer.bias().orElseThrow().at(o).item();
                    for (int c = 0; c < 2; c++) {
                        for (int u = 0; u < 3; u++) {
                            for (int v = 0; v < 3; v++) {
                                int row = 2 * i + u - 1;
                                int column = 2 * j + v - 1;
                                if (row >= 0 && row < 5 && column >= 0 && column < 5) {
                                    sum += layer.weight().at(o, c, u, v).item()
                                            * x.at(0, c, row, column).item();
                                }
                            }
                        }
                    }
                    assertThat(y.at(0, o, i, j).item()).isCloseTo(sum, within(1e-12));
                }
            }
        }
    }

    @Test
    void groupsMustDivideTheChannels() {
        assertThat(Conv2d.grouped(6, 4, 3, 2, rng).weight().shape()).containsExactly(4, 3, 3, 3);
        assertThatThrownBy(() -> Conv2d.grouped(6, 4, 3, 3, rng))
                .hasMessage(
                        "A convolution of 6 to 4 channels cannot have 3 groups: both numbers must be multiples of it.");
    }

    @Test
    void transposedConvolutionIsTheAdjoint() {
        var up = GradientCheck.doubles(ConvTranspose2d.of(3, 2, 4, 2, rng).unbiased());
        var x = Rng.of(1).normal(1, 3, 5, 5).to(DType.FLOAT64);
        var y = Rng.of(2).normal(1, 2, 10, 10).to(DType.FLOAT64);
        var lifted = up.forward(x);
        assertThat(lifted.shape()).containsExactly(1, 2, 10, 10);
        double left = lifted.mul(y).sum().item();
        double right = y.conv2d(up.weight(), up.how()).mul(x).sum().item();
        assertThat(left).isCloseTo(right, within(1e-10));
    }

    @Test
    void batchNormUsesTheBatchInTrainingAndItsMemoryOtherwise() {
        var layer = BatchNorm.of(1);
        // Mean 3, biased variance 2.5, unbiased 10/3.
        var x = Tensor.of(new double[] {1, 2, 4, 5}, 4, 1);
        var untouched = layer.forward(x);
        assertThat(untouched.toDoubles())
                .as("running mean 0 and variance 1")
                .containsExactly(new double[] {1, 2, 4, 5}, within(1e-4));
        var y = Mode.training(rng, () -> layer.forward(x));
        double s = Math.sqrt(2.5 + 1e-5);
        assertThat(y.toDoubles()).containsExactly(new double[] {-2 / s, -1 / s, 1 / s, 2 / s}, within(1e-6));
        assertThat(layer.runningMean().item()).isCloseTo(0.3, within(1e-6));
        assertThat(layer.runningVar().item()).isCloseTo(0.9 + 0.1 * 10 / 3, within(1e-6));
        double evaluated = (1 - 0.3) / Math.sqrt(0.9 + 1.0 / 3 + 1e-5);
        assertThat(layer.forward(x).at(0, 0).item()).isCloseTo(evaluated, within(1e-5));
    }

    @Test
    void frozenStatisticsDoNotMove() {
        var layer = BatchNorm.of(2);
        var x = rng.normal(8, 2).add(3.0);
        var y = Mode.training(rng, () -> Mode.frozenStatistics(() -> layer.forward(x)));
        assertThat(layer.runningMean().toDoubles()).containsExactly(0, 0);
        assertThat(y.mean().item()).isCloseTo(0, within(1e-6));
    }

    @Test
    void batchNormRefusesOneValueAChannel() {
        assertThatThrownBy(() -> Mode.training(rng, () -> BatchNorm.of(3).forward(Tensor.ones(1, 3))))
                .hasMessage(
                        "Batch normalisation in training needs more than one value a channel; [1, 3] has one: use a larger batch.");
    }

    /** Of 1, 2, 4 and 5 the mean is 3, the distances from it are 2, 1, 1 and 2: 1.5 in the mean, 2 at most, and the mean of their cubes is 4.5. */
    @Test
    void lpBatchNormDividesByItsNorm() {
        var x = Tensor.of(new double[] {1, 2, 4, 5}, 2, 1, 2);
        double[] powers = {1, 3, Double.POSITIVE_INFINITY};
        double[] norms = {1.5, Math.cbrt(4.5), 2};
        for (int i = 0; i < 3; i++) {
            var layer = LpBatchNorm.of(1, powers[i]);
            double n = norms[i] + 1e-5;
            var y = Mode.training(rng, () -> layer.forward(x));
            assertThat(y.toDoubles()).containsExactly(new double[] {-2 / n, -1 / n, 1 / n, 2 / n}, within(1e-6));
            assertThat(layer.runningMean().item()).isCloseTo(0.3, within(1e-6));
            assertThat(layer.runningNorm().item()).isCloseTo(0.9 + 0.1 * norms[i], within(1e-6));
            assertThat(layer.forward(x).at(0, 0, 0).item())
                    .isCloseTo(0.7 / (0.9 + 0.1 * norms[i] + 1e-5), within(1e-5));
        }
        assertThatThrownBy(() -> LpBatchNorm.of(2, 0.5)).hasMessageContaining("power 0.5");
    }

    @Test
    void lpBatchNormOfPowerTwoIsBatchNorm() {
        var x = rng.normal(6, 3, 4, 5).mul(2.0).add(1.0);
        var y = Mode.training(rng, () -> LpBatchNorm.of(3, 2).forward(x));
        var expected = Mode.training(rng, () -> BatchNorm.of(3).forward(x));
        assertThat(y.sub(expected).abs().max().item()).isLessThan(1e-4);
    }

    @Test
    void layerNormByHand() {
        var y = LayerNorm.of(4).forward(Tensor.of(new double[] {1, 2, 4, 5}, 1, 4));
        double s = Math.sqrt(2.5 + 1e-5);
        assertThat(y.toDoubles()).containsExactly(new double[] {-2 / s, -1 / s, 1 / s, 2 / s}, within(1e-6));
    }

    @Test
    void rmsNormByHand() {
        var y = RmsNorm.of(2).forward(Tensor.of(new double[] {3, 4}, 1, 2));
        double rms = Math.sqrt(12.5);
        assertThat(y.toDoubles()).containsExactly(new double[] {3 / rms, 4 / rms}, within(1e-5));
    }

    @Test
    void embeddingLooksUpRows() {
        var table = new Embedding(Tensor.of(new double[] {0, 1, 10, 11, 20, 21}, 3, 2));
        var found = table.forward(Tensor.of(new long[] {2, 0, 2, 1}, 2, 2));
        assertThat(found.shape()).containsExactly(2, 2, 2);
        assertThat(found.toDoubles()).containsExactly(20, 21, 0, 1, 20, 21, 10, 11);
    }

    @Test
    void dropoutActsInTrainingOnlyAndKeepsTheMean() {
        var x = Tensor.ones(100_000);
        var layer = new Dropout(0.2);
        assertThat(layer.forward(x)).isSameAs(x);
        var y = Mode.training(rng, () -> layer.forward(x));
        assertThat(y.ne(0.0).to(DType.FLOAT32).mean().item()).isCloseTo(0.8, within(0.005));
        assertThat(y.max().item()).isCloseTo(1.25, within(1e-6));
        assertThat(Mode.training(rng, () -> Mode.evaluation(() -> layer.forward(x))))
                .isSameAs(x);
    }

    @Test
    void dropoutDrawsFromTheGivenGenerator() {
        var x = Tensor.ones(64);
        var layer = new Dropout(0.5);
        var first = Mode.training(Rng.of(1), () -> layer.forward(x)).toDoubles();
        assertThat(Mode.training(Rng.of(1), () -> layer.forward(x)).toDoubles()).containsExactly(first);
        assertThat(Mode.training(Rng.of(2), () -> layer.forward(x)).toDoubles()).isNotEqualTo(first);
    }

    @Test
    void aDropoutRateIsChecked() {
        assertThatThrownBy(() -> new Dropout(1)).hasMessage("A dropout rate lies in [0, 1), not at 1.0.");
    }

    @Test
    void sequencesNameTheirPartsByPlaceAsPyTorchDoes() {
        var model =
                Sequential.of(Conv2d.of(1, 2, 3, rng).unbiased(), BatchNorm.of(2), Tensor::relu, Linear.of(4, 2, rng));
        assertThat(Tree.named(model).keySet())
                .containsExactly(
                        "0.weight", "1.weight", "1.bias", "1.running_mean", "1.running_var", "3.weight", "3.bias");
        assertThat(Tree.parameters(model)).hasSize(5);
        assertThat(Tree.named(MultiHeadAttention.of(4, 2, rng)).keySet())
                .containsExactly("in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias");
    }

    @Test
    void aPerceptronAppliesItsActivationBetweenLayers() {
        var model = Mlp.of(rng, 3, 4, 2).activation(Tensor::tanh);
        var x = rng.normal(5, 3);
        var byHand =
                model.layers().get(1).forward(model.layers().get(0).forward(x).tanh());
        assertThat(model.forward(x).toDoubles()).containsExactly(byHand.toDoubles());
        assertThatThrownBy(() -> Mlp.of(rng, 3)).hasMessageContaining("at least two widths");
    }

    @Test
    void gradientsAgreeWithDifferences() {
        GradientCheck.of(Linear.of(4, 3, rng), 2, 4);
        GradientCheck.of(Conv1d.of(2, 3, 3, rng).dilation(2).padding(2), 2, 2, 7);
        GradientCheck.of(Conv2d.of(2, 3, 3, rng).stride(2), 2, 2, 5, 6);
        GradientCheck.of(Conv2d.grouped(4, 4, 3, 4, rng), 2, 4, 5, 5);
        GradientCheck.of(Conv3d.of(1, 2, 3, rng), 1, 1, 3, 4, 4);
        GradientCheck.of(ConvTranspose1d.of(2, 3, 4, 2, rng), 2, 2, 5);
        GradientCheck.of(ConvTranspose2d.of(2, 3, 4, 2, rng), 1, 2, 3, 3);
        GradientCheck.of(ConvTranspose3d.of(2, 1, 2, 2, rng), 1, 2, 2, 2, 2);
        GradientCheck.of(LayerNorm.of(5), 3, 5);
        GradientCheck.of(RmsNorm.of(5), 3, 5);
        GradientCheck.of(Mlp.of(rng, 3, 5, 2).activation(Tensor::tanh), 4, 3);
        GradientCheck.of(BatchNorm.of(3), 4, 3, 2, 2);
        Mode.training(
                rng,
                () -> Mode.frozenStatistics(() -> {
                    GradientCheck.of(BatchNorm.of(3), 4, 3, 2, 2);
                    GradientCheck.of(LpBatchNorm.of(3, 1), 4, 3, 2, 2);
                    GradientCheck.of(LpBatchNorm.of(3, 3), 4, 3, 2, 2);
                    GradientCheck.of(LpBatchNorm.of(3, Double.POSITIVE_INFINITY), 4, 3, 2, 2);
                    return true;
                }));
        var table = GradientCheck.doubles(Embedding.of(5, 3, rng));
        GradientCheck.of(() -> table.forward(Tensor.of(new long[] {4, 1, 1})), List.of(table.weight()));
    }

    @Test
    void wrongShapesGiveOneSentence() {
        assertThatThrownBy(() -> Linear.of(4, 3, rng).forward(Tensor.ones(2, 5)))
                .hasMessageContaining("linear of [2, 5], [3, 4]")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> Conv2d.of(3, 8, 3, rng).forward(Tensor.ones(2, 1, 8, 8)))
                .hasMessageContaining("conv2d of [2, 1, 8, 8], [8, 3, 3, 3]")
                .hasMessageNotContaining("\n");
    }
}
