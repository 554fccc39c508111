package org.assay.nn.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DdimSamplerTest {
    private final Rng rng = Rng.of(11);
    private final NoiseChain chain = NoiseChain.standard();

    private static Tensor numbers(double... values) {
        return Tensor.of(DType.FLOAT64, values, values.length, 1);
    }

    private static double beta(int t) {
        return 1e-4 + (0.02 - 1e-4) * (t - 1) / 999;
    }

    /** 0.9999, 0.9999 (1 - beta_2), and the product of all, which is known from the published code. */
    @Test
    void whatIsKeptIsTheProduct() {
        assertThat(chain.kept(0)).isEqualTo(1);
        assertThat(chain.kept(1)).isCloseTo(0.9999, within(1e-15));
        assertThat(chain.kept(2)).isCloseTo(0.9999 * (1 - 1e-4 - 0.0199 / 999), within(1e-15));
        assertThat(chain.kept(1_000)).isCloseTo(4.03582977e-5, within(1e-12));
        assertThatThrownBy(() -> NoiseChain.linear(10, 0.1, 1)).hasMessageContaining("from 0.1 to 1.0");
    }

    @Test
    void levelsAreThoseOfThePublishedCode() {
        assertThat(chain.evenly(5)).containsExactly(1, 201, 401, 601, 801);
        assertThat(chain.evenly(100)).hasSize(100).contains(571, 991);
        assertThat(chain.evenly(1_000)).hasSize(1_000).endsWith(999, 1_000);
        assertThat(chain.squarely(5)).containsExactly(1, 51, 201, 451, 801);
        assertThatThrownBy(() -> chain.evenly(1_001)).hasMessageContaining("1,001".replace(",", ""));
    }

    /** Ho et al. 2020, equations 6 and 7: the mean of level t - 1 given those of t and 0, and its variance. */
    @Test
    void withAllLevelsAndNoiseItIsTheChainsPosterior() {
        var sampler = DdimSampler.of(chain, chain.evenly(1_000), 1);
        for (int t : new int[] {2, 3, 100, 700, 1_000}) {
            double bar = chain.kept(t);
            double before = chain.kept(t - 1);
            var step = sampler.down(t, t - 1);
            // With e = (x - sqrt(bar) x0) / sqrt(1 - bar) the step is linear in x and x0.
            double ofX = step.guess() / Math.sqrt(1 - bar);
            double ofData = step.data() - ofX * Math.sqrt(bar);
            assertThat(ofX).isCloseTo(Math.sqrt(1 - beta(t)) * (1 - before) / (1 - bar), within(1e-6));
            assertThat(ofData).isCloseTo(Math.sqrt(before) * beta(t) / (1 - bar), within(1e-6));
            assertThat(step.fresh() * step.fresh()).isCloseTo((1 - before) / (1 - bar) * beta(t), within(1e-9));
        }
    }

    /** Who knows data and noise arrives at the right distribution of the lower level, however much of its noise is new. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.5, 1})
    void everyAmountOfNoiseKeepsTheMarginals(double eta) {
        var sampler = DdimSampler.of(chain, chain.evenly(10), eta);
        var step = sampler.down(501, 401);
        double b = chain.kept(401);
        assertThat(step.data()).isCloseTo(Math.sqrt(b), within(1e-12));
        assertThat(Math.hypot(step.guess(), step.fresh())).isCloseTo(Math.sqrt(1 - b), within(1e-12));
        assertThat(step.fresh() > 0).isEqualTo(eta > 0);
        assertThat(sampler.down(1, 0)).isEqualTo(new DdimSampler.Step(1, 0, 0));
    }

    @Test
    void wideNoiseIsThatOfAStepUp() {
        var wide = DdimSampler.of(chain, chain.evenly(10), 1).withWideNoise();
        var step = wide.down(501, 401);
        assertThat(step.guess())
                .isEqualTo(DdimSampler.of(chain, chain.evenly(10), 1)
                        .down(501, 401)
                        .guess());
        double product = 1;
        for (int t = 402; t <= 501; t++) {
            product *= 1 - beta(t);
        }
        assertThat(step.fresh()).isCloseTo(Math.sqrt(1 - product), within(1e-12));
        assertThat(wide.down(1, 0).fresh()).isZero();
        assertThat(wide.withoutDenoising().down(1, 0).fresh()).isCloseTo(0.01, within(1e-12));
    }

    /** A guess with a bend, of which the sampler knows nothing. */
    private static double bent(double x, int level) {
        return Math.sin(2 * x) * 0.7 + level / 2_000.0;
    }

    private static final NoiseGuess BENT =
            (x, level) -> x.mul(2.0).sin().mul(0.7).add(level / 2_000.0);

    /** Down and up again as the paper writes it, number by number. */
    @Test
    void stepsAreThoseOfThePaper() {
        int[] tau = {0, 1, 251, 501, 751};
        double down = 0.8;
        for (int i = 4; i > 0; i--) {
            double a = chain.kept(tau[i]);
            double b = chain.kept(tau[i - 1]);
            double e = bent(down, tau[i]);
            down = Math.sqrt(b) * (down - Math.sqrt(1 - a) * e) / Math.sqrt(a) + Math.sqrt(1 - b) * e;
        }
        double up = -0.3;
        for (int i = 0; i < 4; i++) {
            double a = chain.kept(tau[i]);
            double b = chain.kept(tau[i + 1]);
            double e = bent(up, Math.max(1, tau[i]));
            up = Math.sqrt(b) * (up - Math.sqrt(1 - a) * e) / Math.sqrt(a) + Math.sqrt(1 - b) * e;
        }
        var sampler = DdimSampler.of(chain, chain.evenly(4), 0);
        assertThat(sampler.sample(BENT, numbers(0.8), rng).item()).isCloseTo(down, within(1e-9));
        assertThat(sampler.encode(BENT, numbers(-0.3)).item()).isCloseTo(up, within(1e-9));
    }

    @Test
    void noiseOnTheWayIsTheGeneratorsAndTheStartStays() {
        var start = numbers(0.8, -0.2);
        var sampler = DdimSampler.of(chain, chain.evenly(4), 1);
        var first = sampler.sample(BENT, start, Rng.of(1)).toDoubles();
        assertThat(sampler.sample(BENT, start, Rng.of(1)).toDoubles()).containsExactly(first);
        assertThat(sampler.sample(BENT, start, Rng.of(2)).toDoubles()).doesNotContain(first);
        assertThat(start.toDoubles()).containsExactly(0.8, -0.2);
    }

    /** From 0.5 at level 501 a guess of -2 makes an example of far more than 1; cut off, the noise is what is left. */
    @Test
    void clippedExamplesTakeTheNoiseWithThem() {
        var sampler = DdimSampler.of(chain, List.of(401, 501), 0).clipping(1);
        double a = chain.kept(501);
        double b = chain.kept(401);
        double e = (0.5 - Math.sqrt(a)) / Math.sqrt(1 - a);
        double lower = Math.sqrt(b) + Math.sqrt(1 - b) * e;
        // The second guess is of no noise: then the example is x / sqrt(b), again cut off.
        NoiseGuess guess = (x, level) -> Tensor.fullLike(x, level == 501 ? -2 : 0);
        assertThat(lower).isGreaterThan(Math.sqrt(b));
        assertThat(sampler.sample(guess, numbers(0.5), rng).item()).isCloseTo(1, within(1e-12));
        NoiseGuess shows = (x, level) -> level == 501
                ? Tensor.fullLike(x, -2)
                : x.sub(0.25 * Math.sqrt(b)).div(Math.sqrt(1 - b)).add(x.sub(lower));
        assertThat(sampler.sample(shows, numbers(0.5), rng).item()).isCloseTo(0.25, within(1e-12));
    }

    /** Data of one normal number: what is expected of the noise is known, and in many steps the samples are the data's. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void manyStepsArriveAtTheData(double eta) {
        NoiseGuess exact = (x, level) -> {
            double a = chain.kept(level);
            return x.sub(0.5 * Math.sqrt(a)).mul(Math.sqrt(1 - a) / (a * 0.04 + 1 - a));
        };
        var samples = DdimSampler.of(chain, chain.evenly(250), eta).sample(exact, rng.normal(5_000, 1), rng);
        assertThat(samples.mean().item()).isCloseTo(0.5, within(0.015));
        assertThat(samples.std().item()).isCloseTo(0.2, within(0.015));
    }

    /** All data are 0: then x is the noise but for its deviation. */
    @Test
    void whoKnowsTheNoiseLosesNothing() {
        ScoreModel.Net knows = (x, times) -> x.div(Marginals.each(chain.std(times), x));
        var x0 = Tensor.zeros(500, 3);
        assertThat(chain.loss(knows, x0, rng).item()).isLessThan(1e-6);
        assertThat(chain.loss((x, _) -> Tensor.zerosLike(x), x0, rng).item()).isCloseTo(1, within(0.15));
        var seen = chain.guess((x, times) -> x.mul(0.0).add(Marginals.each(times, x)));
        assertThat(seen.at(numbers(3, 4), 1_000).toDoubles()).containsExactly(1, 1);
        assertThat(chain.mean(Tensor.of(0, 1)).toDoubles())
                .containsExactly(new double[] {Math.sqrt(0.9999), 0.00635282}, within(1e-6));
    }

    /** The rest is v = sqrt(a) z - sqrt(1 - a) x0 where the data are of unit size. */
    @Test
    void aPreconditionedNetGuessesTheVelocity() {
        var x0 = rng.normal(4, 3);
        var z = rng.normal(4, 3);
        var times = Tensor.of(0, 0.3, 0.6, 1);
        var a = Marginals.each(chain.mean(times), x0);
        var b = Marginals.each(chain.std(times), x0);
        var net = new Preconditioned(chain, 1, (_, _) -> z.mul(a).sub(x0.mul(b)));
        assertThat(net.forward(chain.noised(x0, times, z), times).allClose(z, 1e-4, 1e-5))
                .isTrue();
    }

    /** A third of a quarter of the circle is 30 degrees. */
    @Test
    void arcsKeepTheSize() {
        var a = Tensor.of(new float[] {2, 0, 0, 3}, 2, 2);
        var b = Tensor.of(new float[] {0, 2, 3, 0}, 2, 2);
        assertThat(Spherical.between(a, b, 1 / 3.0).toDoubles())
                .containsExactly(new double[] {Math.sqrt(3), 1, 1.5, 1.5 * Math.sqrt(3)}, within(1e-6));
        assertThat(Spherical.between(a, b, 0).allClose(a, 0, 1e-6)).isTrue();
        assertThat(Spherical.between(a, b, 1).allClose(b, 0, 1e-6)).isTrue();
    }
}
