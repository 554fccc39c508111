package org.assay.studies.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assay.data.generate.GaussianMixture;
import org.assay.nn.diffusion.Predictor;
import org.assay.nn.diffusion.ProbabilityFlow;
import org.assay.nn.diffusion.Sampler;
import org.assay.nn.diffusion.Score;
import org.assay.nn.diffusion.Sde;
import org.assay.studies.generative.Problem.Source;
import org.assay.studies.generative.ScoreBasedGenerative.Diffusion;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScoreBasedGenerativeTest {
    private final Rng rng = Rng.of(7);

    /** A diffusion keeps a mixture of normals one, with means that shrink and variances that add up. */
    private static Score exact(Sde sde) {
        return (x, t) -> {
            var means = Problem.RING.means().mul(sde.mean(t));
            double deviation = Math.hypot(sde.mean(t) * Problem.RING.deviation(), sde.std(t));
            return GaussianMixture.of(means, deviation).score(x);
        };
    }

    private static Problem pictures(double low) {
        var levels = Tensor.arange(0, 256, 1).narrow(0, 0, 196).view(1, 1, 14, 14);
        var label = Tensor.of(new long[] {0}, 1);
        return new Problem(Source.MNIST, levels, label, levels, label, low, 1);
    }

    /** The mean over 128 directions of signs, since in two dimensions one says little. */
    @ParameterizedTest
    @EnumSource(Diffusion.class)
    void densitiesByTheEquationAreTheMixtures(Diffusion diffusion) {
        Scope.run(() -> {
            var flow = new ProbabilityFlow(diffusion.sde(), exact(diffusion.sde()), 1e-5);
            var x = Problem.RING.draw(8, rng).inputs().to(DType.FLOAT64);
            var found = flow.logDensity(x.repeat(128, 1), 40, rng).view(128, 8).mean(0);
            var error = found.sub(Problem.RING.logDensity(x)).abs();
            assertThat(error.mean().item()).isLessThan(0.1);
        });
    }

    @ParameterizedTest
    @EnumSource(Diffusion.class)
    void theEquationAndTheDiffusionHaveTheSameSamples(Diffusion diffusion) {
        Scope.run(() -> {
            var sde = diffusion.sde();
            int n = 400;
            var byEquation = new ProbabilityFlow(sde, exact(sde), 1e-3).sample(rng.normal(n, 2), 20);
            var byDiffusion =
                    Sampler.predicting(Predictor.REVERSE_DIFFUSION).sample(sde, exact(sde), rng.normal(n, 2), 500, rng);
            assertThat(chanceOfSuchEnergy(byEquation, byDiffusion)).isGreaterThan(0.01);
            assertThat(chanceOfSuchEnergy(byEquation, byDiffusion.mul(1.15))).isLessThan(0.01);
        });
    }

    /** The share of random divisions of both samples in which their energy distance is at least as large. Szekely and Rizzo 2004. */
    private double chanceOfSuchEnergy(Tensor a, Tensor b) {
        return Scope.call(() -> {
            long n = a.size(0);
            var all = Tensor.cat(a, b);
            var apart = all.cdist(all);
            var side = Tensor.cat(Tensor.ones(n), Tensor.full(-1, n));
            // Within both less between: the energy distance but for sign and factor.
            double own = side.dot(apart.mv(side)).item();
            int atLeast = 0;
            int divisions = 300;
            for (int i = 0; i < divisions; i++) {
                var shuffled = side.rows(rng.permutation(2 * n));
                atLeast += shuffled.dot(apart.mv(shuffled)).item() <= own ? 1 : 0;
            }
            return atLeast / (double) divisions;
        });
    }

    /** Evenly over the scale, each of 256 levels takes 8 bits. */
    @Test
    void bitsAreThoseOfWholeNumbers() {
        assertThat(pictures(-1).bitsPerDimension(-196 * Math.log(2))).isCloseTo(8, within(1e-12));
        assertThat(pictures(0).bitsPerDimension(0)).isCloseTo(8, within(1e-12));
    }

    @Test
    void dequantisedPicturesLieWithinTheirLevels() {
        Scope.run(() -> {
            var problem = pictures(-1);
            var x = problem.dequantised(problem.train(), rng);
            assertThat(x.add(1.0).mul(128.0).floor().toDoubles())
                    .containsExactly(problem.train().toDoubles());
            assertThat(problem.shown(x).sub(problem.heldShown(0, 1)).abs().max().item())
                    .isLessThan(1 / 255.0);
            assertThat(problem.dimensions()).isEqualTo(196);
            assertThat(problem.shape(3)).containsExactly(3, 1, 14, 14);
        });
    }

    @Test
    void codesCorrelateNumberByNumber() {
        Scope.run(() -> {
            var a = rng.normal(200, 5);
            assertThat(Densities.correlation(a, a.mul(3.0).add(2.0))).isCloseTo(1, within(1e-5));
            assertThat(Densities.correlation(a, a.neg())).isCloseTo(-1, within(1e-5));
            assertThat(Densities.correlation(a, a.roll(1, 0))).isCloseTo(0, within(0.15));
            // Noise of the same size leaves a correlation of the root of one half.
            assertThat(Densities.correlation(a, a.add(rng.normal(200, 5)))).isCloseTo(Math.sqrt(0.5), within(0.1));
        });
    }

    /** Normal numbers of deviation s around 0 stay normal: their score is {@code -x / (mean^2 s^2 + std^2)}. */
    @ParameterizedTest
    @EnumSource(Diffusion.class)
    void anUntrainedModelHasTheScoreOfNormalNumbers(Diffusion diffusion) {
        Scope.run(() -> {
            var problem = pictures(diffusion.black());
            double s = diffusion == Diffusion.VE ? 0.5 : 1;
            var untrained = Learning.model(diffusion, problem, NoiseNet.of(Source.MNIST, 8, rng));
            var x = rng.normal(2, 1, 14, 14);
            for (double t : new double[] {0.01, 0.5, 1}) {
                double variance = Math.pow(s * diffusion.sde().mean(t), 2)
                        + Math.pow(diffusion.sde().std(t), 2);
                assertThat(untrained.at(x, t).allClose(x.div(-variance), 1e-4, 1e-5))
                        .isTrue();
            }
        });
    }

    /** A network that knows the rest is followed: for one example at 0 the noise is all there is, x over its deviation. */
    @ParameterizedTest
    @EnumSource(Diffusion.class)
    void whatTheNetworkAddsCanMakeAnyScore(Diffusion diffusion) {
        Scope.run(() -> {
            var problem = pictures(diffusion.black());
            double s = diffusion == Diffusion.VE ? 0.5 : 1;
            double t = 0.3;
            double signal = s * diffusion.sde().mean(t);
            double std = diffusion.sde().std(t);
            // x / std = noise x / size^2 + (signal / size) rest, solved for the rest, in terms of the network's input x
            // / size.
            var model = Learning.model(diffusion, problem, (input, _) -> input.mul(signal / std));
            var x = rng.normal(2, 1, 14, 14);
            assertThat(model.at(x, t).allClose(x.div(-std * std), 1e-4, 1e-4)).isTrue();
        });
    }

    @Test
    void anUntrainedNetworkGuessesNoNoise() {
        Scope.run(() -> {
            var net = NoiseNet.of(Source.FASHION_MNIST, 8, rng);
            var x = rng.normal(3, 1, 14, 14);
            var guess = net.forward(x, Tensor.of(0.1, 0.5, 1));
            assertThat(guess.shape()).containsExactly(3, 1, 14, 14);
            assertThat(guess.abs().max().item()).isZero();
            assertThat(NoiseNet.of(Source.RING, 8, rng)
                            .forward(rng.normal(3, 2), Tensor.of(0.1, 0.5, 1))
                            .shape())
                    .containsExactly(3, 2);
        });
    }

    @Test
    void featuresDoNotDependOnHowPicturesAreDivided() {
        Scope.run(() -> {
            var net = FeatureNet.of(rng);
            var x = rng.uniform(501, 1, 14, 14);
            var features = net.features(x);
            assertThat(features.shape()).containsExactly(501, 64);
            assertThat(features.narrow(0, 500, 1).allClose(net.features(x.narrow(0, 500, 1)), 1e-4, 1e-5))
                    .isTrue();
        });
    }
}
