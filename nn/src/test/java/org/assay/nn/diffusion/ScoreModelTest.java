package org.assay.nn.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assay.nn.diffusion.ScoreModel.Weighting;
import org.assay.nn.diffusion.Sde.VarianceExploding;
import org.assay.nn.diffusion.Sde.VariancePreserving;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ScoreModelTest {
    private final Rng rng = Rng.of(5);

    /** All data are 0: then x = std z, the noise is x / std, and the score that of a normal, -x / std^2. */
    @Test
    void theNoiseIsTheScoreButForSignAndDeviation() {
        var sde = VariancePreserving.standard();
        ScoreModel.Net knows = (x, t) -> x.div(sde.std(t).reshape(-1, 1));
        var model = new ScoreModel(sde, knows, 1e-5);
        var x = Tensor.of(new double[] {0.3, -0.6}, 2, 1);
        double variance = 1 - Math.exp(-0.1 * 0.25 - 19.9 * 0.0625 / 2);
        assertThat(model.at(x, 0.25).toDoubles()[0]).isCloseTo(-0.3 / variance, within(1e-5));
        assertThat(model.loss(Tensor.zeros(1_000, 1), Weighting.VARIANCE, rng).item())
                .isLessThan(1e-6);
    }

    /** Who guesses no noise loses its variance, 1; weighted for likelihood, g^2 / std^2, which of exploding variance is a constant. */
    @Test
    void lossesOfGuessingNothing() {
        var sde = new VarianceExploding(0.01, 10);
        var model = new ScoreModel(sde, (x, _) -> Tensor.zerosLike(x), 1e-5);
        var x0 = rng.normal(2_000, 8);
        // Five deviations of the mean of 16,000 squares.
        assertThat(model.loss(x0, Weighting.VARIANCE, rng).item()).isCloseTo(1, within(0.06));
        assertThat(model.loss(x0, Weighting.LIKELIHOOD, rng).item())
                .isCloseTo(2 * Math.log(1000), within(0.06 * 2 * Math.log(1000)));
    }
}
