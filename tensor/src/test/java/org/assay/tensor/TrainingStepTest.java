package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The toolbox as a study meets it: a model of records, a loss, gradients, an update, one scope a step. */
class TrainingStepTest {
    record Linear(Tensor weight, Tensor bias) {
        static Linear of(int in, int out, Rng rng) {
            double bound = 1 / Math.sqrt(in);
            return new Linear(
                    rng.split("weight").uniformBetween(-bound, bound, out, in).parameter(),
                    rng.split("bias").uniformBetween(-bound, bound, out).parameter());
        }

        Tensor forward(Tensor x) {
            return x.linear(weight, bias);
        }
    }

    record Mlp(List<Linear> layers) {
        static Mlp of(Rng rng, int... widths) {
            var layers = new java.util.ArrayList<Linear>();
            for (int i = 0; i + 1 < widths.length; i++) {
                layers.add(Linear.of(widths[i], widths[i + 1], rng.split(i)));
            }
            return new Mlp(layers);
        }

        Tensor forward(Tensor x) {
            var h = x;
            for (var layer : layers.subList(0, layers.size() - 1)) {
                h = layer.forward(h).tanh();
            }
            return layers.getLast().forward(h);
        }
    }

    private static double train(long seed, int steps) {
        return Scope.call(() -> {
            var rng = Rng.of(seed);
            var model = Mlp.of(rng.split("model"), 2, 16, 2);
            var x = rng.split("data").normal(128, 2);
            var y = x.select(1, 0).mul(x.select(1, 1)).gt(0.0).to(DType.INT64);
            double last = Double.NaN;
            for (int step = 0; step < steps; step++) {
                last = Scope.call(() -> {
                    var valued = Autodiff.valueAndGrad(() -> model.forward(x).crossEntropy(y), model);
                    Autodiff.noGrad(() -> {
                        var parameters = Tree.parameters(model);
                        var gradients = Tree.parameters(valued.gradient());
                        for (int i = 0; i < parameters.size(); i++) {
                            parameters.get(i).add_(gradients.get(i), -0.5);
                        }
                    });
                    return valued.value().item();
                });
            }
            return last;
        });
    }

    @Test
    void learnsExclusiveOr() {
        assertThat(train(1, 1)).isCloseTo(Math.log(2), within(0.25));
        assertThat(train(1, 600)).isLessThan(0.1);
    }

    @Test
    void sameSeedSameBits() {
        assertThat(train(7, 50)).isEqualTo(train(7, 50)).isNotEqualTo(train(8, 50));
    }

    @Test
    void convolutionalAndAttentionStepsHaveGradientsForEveryParameter() {
        Scope.run(() -> {
            var rng = Rng.of(3);
            var images = rng.normal(4, 3, 8, 8);
            var kernel = rng.normal(6, 3, 3, 3).parameter();
            var gain = Tensor.ones(6).parameter();
            var shift = Tensor.zeros(6).parameter();
            var mean = Tensor.zeros(6);
            var variance = Tensor.ones(6);
            var table = rng.normal(10, 6).parameter();
            var gradient = Autodiff.grad(
                    () -> {
                        var h = images.conv2d(kernel, Conv.of(1, 1))
                                .batchNorm(gain, shift, mean, variance, true, 0.1, 1e-5)
                                .relu()
                                .maxPool2d(2);
                        var tokens = table.embedding(Tensor.of(new long[] {1, 2, 3, 4}, 1, 4))
                                .unsqueeze(1);
                        var attended = tokens.causalAttention(tokens, tokens);
                        return h.square()
                                .mean()
                                .add(attended.layerNorm(1, 1e-5)
                                        .square()
                                        .mul(tokens)
                                        .mean());
                    },
                    List.of(kernel, gain, shift, table));
            for (var leaf : gradient) {
                assertThat(leaf.abs().sum().item()).isPositive().isFinite();
            }
            assertThat(mean.abs().sum().item()).isPositive();
        });
    }
}
