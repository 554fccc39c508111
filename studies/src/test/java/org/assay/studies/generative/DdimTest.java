package org.assay.studies.generative;

import static org.assay.studies.generative.Ddim.CHAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.assay.data.generate.GaussianMixture;
import org.assay.nn.diffusion.DdimSampler;
import org.assay.studies.TrialInMemory;
import org.assay.studies.generative.Ddim.Model;
import org.assay.studies.generative.Ddim.Setup;
import org.assay.studies.generative.Problem.Source;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DdimTest {
    private final Rng rng = Rng.of(3);

    private static Setup setup(Model model, double eta, SamplerVariant variant, int most) {
        return new Setup(Source.STROKES, model, eta, variant, most, most, 16, 60, 32, 5e-3, 0.8, 20, 12, 5);
    }

    /** Three points, blurred: responsibilities and the noise to expect, number by number. */
    @Test
    void exactGuessesAreTheNoiseToExpect() {
        Scope.run(() -> {
            double[][] y = {{0, 1}, {1, 0}, {-0.5, -0.5}};
            double s0 = 0.2;
            var mixture = GaussianMixture.of(Tensor.of(new float[] {0, 1, 1, 0, -0.5f, -0.5f}, 3, 2), s0);
            double[] x = {0.4, 0.1};
            int level = 300;
            double a = CHAIN.kept(level);
            double v = a * s0 * s0 + 1 - a;
            var expected = new double[2];
            double sum = 0;
            var r = new double[3];
            for (int j = 0; j < 3; j++) {
                double squared = 0;
                for (int d = 0; d < 2; d++) {
                    squared += Math.pow(x[d] - Math.sqrt(a) * y[j][d], 2);
                }
                r[j] = Math.exp(-squared / (2 * v));
                sum += r[j];
            }
            for (int d = 0; d < 2; d++) {
                double middle = 0;
                for (int j = 0; j < 3; j++) {
                    middle += r[j] / sum * y[j][d];
                }
                expected[d] = Math.sqrt(1 - a) / v * (x[d] - Math.sqrt(a) * middle);
            }
            var found = ExactCells.guess(mixture, CHAIN).at(Tensor.of(DType.FLOAT64, x, 1, 2), level);
            assertThat(found.toDoubles()).containsExactly(expected, within(1e-6));
        });
    }

    /** Expected widths are of a separate program, which follows 300 points one by one: 0.16 without noise and 0.27 with the larger one, give or take 0.02. */
    @Test
    void tenStepsLeaveClustersAsWideAsTheyShould() {
        Scope.run(() -> {
            var guess = ExactCells.guess(ExactCells.RING, CHAIN);
            var starts = rng.normal(2_000, 2);
            var plain = setup(Model.EXACT_RING, 0, SamplerVariant.PLAIN, 50)
                    .sampler(10)
                    .sample(guess, starts, rng);
            var wide = setup(Model.EXACT_RING, 1, SamplerVariant.WIDE_NOISE, 50)
                    .sampler(10)
                    .sample(guess, starts, rng);
            assertThat(ExactCells.width(plain)).isCloseTo(0.16, within(0.02));
            assertThat(ExactCells.width(wide)).isCloseTo(0.27, within(0.03));
            var data = ExactCells.RING.draw(4_000, rng).inputs();
            assertThat(ExactCells.width(data)).isCloseTo(0.05, within(0.002));
        });
    }

    @Test
    void armsDifferInTheirSamplers() {
        assertThat(setup(Model.LEARNED, 0, SamplerVariant.PLAIN, 50).counts()).containsExactly(5, 10, 20, 50);
        assertThat(setup(Model.LEARNED, 0, SamplerVariant.PLAIN, 50).isDeterministic())
                .isTrue();
        assertThat(setup(Model.LEARNED, 0, SamplerVariant.CLIPPED, 50).isDeterministic())
                .isFalse();
        var plain = DdimSampler.of(CHAIN, CHAIN.evenly(20), 0.5);
        assertThat(setup(Model.LEARNED, 0.5, SamplerVariant.PLAIN, 50).sampler(20))
                .isEqualTo(plain);
        assertThat(setup(Model.LEARNED, 0.5, SamplerVariant.WIDE_NOISE, 50).sampler(20))
                .isEqualTo(plain.withWideNoise());
        assertThat(setup(Model.LEARNED, 0.5, SamplerVariant.CLIPPED, 50).sampler(20))
                .isEqualTo(plain.clipping(1));
        assertThat(setup(Model.LEARNED, 0, SamplerVariant.SQUARED_LEVELS, 50).sampler(20))
                .isEqualTo(DdimSampler.of(CHAIN, CHAIN.squarely(20), 0));
    }

    /** One class alone is log 10 from even shares, two halves log 5. */
    @Test
    void divergenceOfClassesFromEvenShares() {
        Scope.run(() -> {
            assertThat(PictureCells.fromEven(Tensor.of(new long[] {4, 4, 4}, 3)))
                    .isCloseTo(Math.log(10), within(1e-9));
            assertThat(PictureCells.fromEven(Tensor.of(new long[] {4, 9, 9, 4}, 4)))
                    .isCloseTo(Math.log(5), within(1e-9));
            assertThat(PictureCells.fromEven(Tensor.arange(10))).isCloseTo(0, within(1e-9));
        });
    }

    @Test
    void picturesAreScaledToTheChain() {
        Scope.run(() -> {
            var problem = Problem.of(Source.STROKES, -1, 1, rng);
            var x = problem.scaled(problem.train());
            assertThat(x.amin().item()).isEqualTo(-1);
            assertThat(x.amax().item()).isEqualTo(1);
            assertThat(problem.shown(problem.scaled(problem.held())).allClose(problem.heldShown(0, 1_000), 0, 1e-6))
                    .isTrue();
            assertThat(problem.train().sub(problem.train().round()).abs().amax().item())
                    .isZero();
        });
    }

    /** A short training beats the guess that stays with what fits normal numbers, and codes of more steps are read with less error. */
    @Test
    void itLearnsAndReportsItsCells(@TempDir Path folder) throws Exception {
        var notes = TrialInMemory.sharingIn(folder, setup(Model.LEARNED, 0, SamplerVariant.PLAIN, 50));
        new Ddim().run(notes);
        double untrained = Scope.call(() -> {
            var problem = Problem.of(Source.STROKES, -1, 1, rng);
            var x0 = problem.scaled(problem.train());
            var net = Ddim.guessing(problem, (x, _) -> Tensor.zerosLike(x));
            return CHAIN.loss(net, x0, rng).item();
        });
        var cells = notes.metrics();
        assertThat(cells.get("loss")).isLessThan(0.8 * untrained);
        assertThat(cells.get("error@S=50")).isLessThan(cells.get("error@S=10"));
        assertThat(cells).containsKeys("fd@S=5", "fd@S=10", "fd@S=20", "fd@S=50", "fd_floor", "agreement");
        assertThat(cells.get("correlation")).isGreaterThan(cells.get("correlation_by_chance"));
    }

    @Test
    void exactArmsReportTheirCells(@TempDir Path folder) throws Exception {
        var notes = TrialInMemory.sharingIn(folder, setup(Model.EXACT_RING, 0, SamplerVariant.PLAIN, 50));
        new Ddim().run(notes);
        assertThat(notes.metrics().get("error@S=50")).isLessThan(notes.metrics().get("error@S=10"));
        assertThat(notes.metrics().get("width@S=50")).isLessThan(notes.metrics().get("width@S=10"));
        var pictures = TrialInMemory.sharingIn(folder, setup(Model.EXACT_PICTURES, 0, SamplerVariant.PLAIN, 10));
        new Ddim().run(pictures);
        assertThat(pictures.metrics().get("error@S=10")).isBetween(0.0, 0.2);
    }
}
