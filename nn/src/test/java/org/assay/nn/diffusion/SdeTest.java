package org.assay.nn.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.nn.diffusion.Sde.SubVariancePreserving;
import org.assay.nn.diffusion.Sde.VarianceExploding;
import org.assay.nn.diffusion.Sde.VariancePreserving;
import org.junit.jupiter.api.Test;

class SdeTest {
    private final Sde exploding = new VarianceExploding(0.01, 50);
    private final Sde preserving = VariancePreserving.standard();
    private final Sde sub = SubVariancePreserving.standard();

    /** Mean and variance of a linear diffusion solve m' = f m, v' = 2 f v + g^2: integrated here in small steps. */
    @Test
    void marginalsSolveTheEquationsOfTheirMoments() {
        for (var sde : List.of(exploding, preserving, sub)) {
            // Exploding variance begins at sigma(0) and not at 0.
            double v = sde instanceof VarianceExploding ve ? ve.min() * ve.min() : 0;
            double m = 1;
            int n = 20_000;
            for (int i = 0; i < n; i++) {
                double t = (i + 0.5) / n;
                double vHalf = v + (2 * sde.drift(t) * v + Math.pow(sde.diffusion(t), 2)) / (2 * n);
                v += (2 * sde.drift(t) * vHalf + Math.pow(sde.diffusion(t), 2)) / n;
                m += sde.drift(t) * (m + sde.drift(t) * m / (2 * n)) / n;
                if (i == n / 10 || i == n / 2 || i == n - 1) {
                    double now = (i + 1.0) / n;
                    assertThat(sde.mean(now)).isCloseTo(m, within(1e-4 * m));
                    assertThat(sde.std(now)).isCloseTo(Math.sqrt(v), within(1e-3 * Math.sqrt(v)));
                }
            }
        }
    }

    /** exp(-(0.1 + 19.9 / 2) / 2) = exp(-5.025) at the end of time. */
    @Test
    void valuesWorkedOutByHand() {
        assertThat(exploding.std(0.5)).isCloseTo(Math.sqrt(0.01 * 50), within(1e-12));
        assertThat(preserving.mean(1)).isCloseTo(0.0065716, within(1e-6));
        assertThat(preserving.std(0.1)).isCloseTo(Math.sqrt(1 - Math.exp(-0.1095)), within(1e-12));
        assertThat(sub.std(0.1)).isCloseTo(1 - Math.exp(-0.1095), within(1e-12));
        assertThat(sub.mean(0.1)).isEqualTo(preserving.mean(0.1));
        assertThat(List.of(exploding.std(0), preserving.std(0), sub.std(0))).containsOnly(0.0);
    }

    @Test
    void discreteStepsAreThoseOfTheKnownChains() {
        // SMLD: variance between neighbouring deviations; at data all of it.
        var step = exploding.step(0.5, 1);
        assertThat(step.shift()).isZero();
        assertThat(step.noise()).isCloseTo(Math.sqrt(2500 - 0.5), within(1e-9));
        assertThat(exploding.step(0, 0.5).noise()).isCloseTo(Math.sqrt(0.5), within(1e-12));
        // DDPM: x -> sqrt(1 - b) x + sqrt(b) z with b = (0.1 + 0.5 * 19.9) / 100 at the middle of a hundred steps.
        var middle = preserving.step(0.49, 0.5);
        assertThat(middle.shift()).isCloseTo(Math.sqrt(1 - 0.1005) - 1, within(1e-12));
        assertThat(middle.noise()).isCloseTo(Math.sqrt(0.1005), within(1e-12));
        assertThatThrownBy(() -> preserving.step(0.5, 1)).hasMessageContaining("smaller steps");
    }

    @Test
    void deviationsMustGrow() {
        assertThatThrownBy(() -> new VarianceExploding(1, 0.1)).hasMessageContaining("from 1.0 to 0.1");
        assertThatThrownBy(() -> new VariancePreserving(0, 20)).hasMessageContaining("positive");
    }
}
