package org.assay.nn.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.nn.diffusion.Sde.SubVariancePreserving;
import org.assay.nn.diffusion.Sde.VarianceExploding;
import org.assay.nn.diffusion.Sde.VariancePreserving;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Data of one normal number, of which everything is known: x0 ~ N(0.5, 0.2^2). */
class SamplingTest {
    private static final double MEAN = 0.5;
    private static final double STD = 0.2;

    private final Rng rng = Rng.of(3);
    private final VarianceExploding exploding = new VarianceExploding(0.01, 10);

    private static Score exact(Sde sde) {
        return (x, t) -> {
            double variance = Math.pow(sde.mean(t) * STD, 2) + Math.pow(sde.std(t), 2);
            return x.sub(sde.mean(t) * MEAN).div(-variance);
        };
    }

    private void assertData(Tensor samples, double tolerance) {
        assertThat(samples.mean().item()).isCloseTo(MEAN, within(tolerance));
        assertThat(samples.std().item()).isCloseTo(STD, within(tolerance));
    }

    @Test
    void everyPredictorArrivesAtTheData() {
        for (var sde : List.of(exploding, VariancePreserving.standard(), SubVariancePreserving.standard())) {
            for (var predictor : Predictor.values()) {
                if (predictor == Predictor.ANCESTRAL && sde instanceof SubVariancePreserving) {
                    continue;
                }
                // Four deviations of a mean of 5,000 are 0.011; the rest is for 400 steps instead of infinitely many.
                var samples = Sampler.predicting(predictor).sample(sde, exact(sde), rng.normal(5_000, 1), 400, rng);
                assertData(samples, 0.02);
            }
        }
    }

    @Test
    void correctionsKeepTheDistribution() {
        var pc = Sampler.both(Predictor.REVERSE_DIFFUSION, 0.1);
        assertThat(pc.evaluations(200)).isEqualTo(400);
        for (var sde : List.of(exploding, VariancePreserving.standard())) {
            assertData(pc.sample(sde, exact(sde), rng.normal(5_000, 1), 200, rng), 0.03);
        }
    }

    /** Without a predictor samples lag behind: time passes in 50 steps, and corrections of this size follow too slowly. */
    @Test
    void correctionsAloneLagBehind() {
        var alone = Sampler.correcting(0.05);
        assertThat(alone.evaluations(50)).isEqualTo(50);
        var samples = alone.sample(exploding, exact(exploding), rng.normal(5_000, 1), 50, rng);
        assertThat(samples.std().item()).isGreaterThan(2 * STD);
    }

    /** With all variance gone in one step back, the mean is what the data are expected to be: the formula of Tweedie. */
    @Test
    void theLastStepDenoises() {
        var x = Tensor.of(DType.FLOAT64, new double[] {0.7}, 1, 1);
        var back = Predictor.REVERSE_DIFFUSION.step(exploding, 0.4, 0);
        double variance = Math.pow(exploding.std(0.4), 2);
        double expected = (0.7 * STD * STD + MEAN * variance) / (STD * STD + variance);
        var mean = x.mul(back.keep()).add(exact(exploding).at(x, 0.4), back.score());
        assertThat(mean.item()).isCloseTo(expected, within(1e-9));
        // What is not denoised keeps noise of the last deviation, 0.01 * 1000^(1/10).
        var plain = Sampler.predicting(Predictor.REVERSE_DIFFUSION);
        var point = Tensor.full(MEAN, 4_000, 1);
        Score spike = (y, t) -> y.sub(point).div(-Math.pow(exploding.std(t), 2));
        var prior = rng.normal(4_000, 1);
        assertThat(plain.sample(exploding, spike, prior, 10, rng).std().item()).isLessThan(1e-4);
        assertThat(plain.withoutDenoising()
                        .sample(exploding, spike, prior, 10, rng)
                        .std()
                        .item())
                .isCloseTo(0.01 * Math.pow(1000, 0.1), within(1e-3));
    }

    @Test
    void ancestralStepsAreThePosteriorOfTheChain() {
        var ve = Predictor.ANCESTRAL.step(exploding, 0.5, 0.4);
        double s = exploding.std(0.5);
        double before = exploding.std(0.4);
        // x_{i-1} given x_i and x0: variances before^2 and s^2 - before^2 in parallel.
        double posterior = 1 / (1 / (before * before) + 1 / (s * s - before * before));
        assertThat(ve.noise()).isCloseTo(Math.sqrt(posterior), within(1e-12));
        var vp = Predictor.ANCESTRAL.step(VariancePreserving.standard(), 0.5, 0.49);
        assertThat(vp.keep()).isCloseTo(1 / Math.sqrt(1 - 0.1005), within(1e-12));
        assertThat(vp.score()).isCloseTo(0.1005 / Math.sqrt(1 - 0.1005), within(1e-12));
        assertThatThrownBy(() -> Predictor.ANCESTRAL.step(SubVariancePreserving.standard(), 0.5, 0.4))
                .hasMessageContaining("reverse diffusion");
    }

    @Test
    void theFlowSamplesAndEncodes() {
        var sde = VariancePreserving.standard();
        var flow = new ProbabilityFlow(sde, exact(sde), 1e-5);
        assertData(flow.sample(rng.normal(20_000, 1), 20), 0.01);
        // The flow of normal data is affine: a point so many deviations from the mean stays there.
        var x = Tensor.of(DType.FLOAT64, new double[] {MEAN + 1.5 * STD, MEAN - STD}, 2, 1);
        var codes = flow.encode(x, 40).toDoubles();
        double spread = Math.sqrt(Math.pow(sde.mean(1) * STD, 2) + Math.pow(sde.std(1), 2));
        assertThat(codes[0]).isCloseTo(sde.mean(1) * MEAN + 1.5 * spread, within(1e-3));
        assertThat(codes[1]).isCloseTo(sde.mean(1) * MEAN - spread, within(1e-3));
    }

    @Test
    void densitiesAreThoseOfTheNormal() {
        // The prior of exploding variance leaves the data's mean out: it must be wide for that not to show.
        var wide = new VarianceExploding(0.01, 1_000);
        for (var sde : List.of(wide, VariancePreserving.standard(), SubVariancePreserving.standard())) {
            var flow = new ProbabilityFlow(sde, exact(sde), 1e-5);
            var x = Tensor.of(DType.FLOAT64, new double[] {0.5, 0.7, 0.1, 0.4}, 2, 2);
            var found = flow.logDensity(x, 80, rng).toDoubles();
            double normaliser = -Math.log(2 * Math.PI * STD * STD);
            assertThat(found[0]).isCloseTo(normaliser - 0.5, within(0.02));
            assertThat(found[1]).isCloseTo(normaliser - (4 + 0.25) / 2, within(0.02));
        }
    }

    /** Numbers of one grey level's width, between -1 and 1: at time 1e-5 their noise is half as wide, and soon a hundred times wider. */
    @Test
    void narrowDensitiesNeedFewSteps() {
        double width = 0.002;
        for (var sde : List.of(exploding, VariancePreserving.standard(), SubVariancePreserving.standard())) {
            Score narrow = (x, t) -> x.div(-(Math.pow(sde.mean(t) * width, 2) + Math.pow(sde.std(t), 2)));
            var flow = new ProbabilityFlow(sde, narrow, 1e-5);
            double variance = width * width + Math.pow(sde.std(1e-5), 2);
            var x = Tensor.of(DType.FLOAT64, new double[] {Math.sqrt(variance)}, 1, 1);
            double expected = -0.5 - Math.log(2 * Math.PI * variance) / 2;
            assertThat(flow.logDensity(x, 25, rng).item()).isCloseTo(expected, within(0.02));
        }
    }

    @Test
    void imagesStandInRows() {
        var images = Tensor.of(new float[] {-1, 1, 0, 3, 1, 1}, 6, 1, 1, 1);
        var grid = ImageGrid.of(images, 2, 2, -1, 1);
        assertThat(grid.toFloats()).containsExactly(0f, 1f, 0.5f, 1f);
        assertThat(grid.shape()).containsExactly(1, 2, 2);
        // Of larger images, whole rows of pixels run across the grid.
        var wide = ImageGrid.of(Tensor.of(new float[] {0, .1f, .2f, .3f, .4f, .5f, .6f, .7f}, 2, 1, 2, 2), 1, 2, 0, 1);
        assertThat(wide.toFloats()).containsExactly(0f, .1f, .4f, .5f, .2f, .3f, .6f, .7f);
        assertThatThrownBy(() -> ImageGrid.of(images, 3, 3, 0, 1)).hasMessageContaining("as many images");
    }
}
