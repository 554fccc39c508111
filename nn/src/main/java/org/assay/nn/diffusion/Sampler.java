package org.assay.nn.diffusion;

import java.util.Optional;
import java.util.OptionalDouble;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Samples by a reversed diffusion on the times 1, 1 - 1/n, …, 1/n: at each a correction by Langevin dynamics, then a step back
 * by the predictor, either of which may be missing. Song et al. 2021, algorithms 2 to 5.
 *
 * @param predictor steps back in time; without one, time passes and corrections alone move the samples
 * @param ratio of signal to noise that sets the corrections' size
 * @param denoises whether the last step to time 0, the reverse diffusion's where there is no predictor, leaves its noise out
 */
public record Sampler(Optional<Predictor> predictor, OptionalDouble ratio, boolean denoises) {

    public static Sampler predicting(Predictor predictor) {
        return new Sampler(Optional.of(predictor), OptionalDouble.empty(), true);
    }

    public static Sampler correcting(double ratio) {
        return new Sampler(Optional.empty(), OptionalDouble.of(ratio), true);
    }

    public static Sampler both(Predictor predictor, double ratio) {
        return new Sampler(Optional.of(predictor), OptionalDouble.of(ratio), true);
    }

    /** The same with the noise of the last step left in. */
    public Sampler withoutDenoising() {
        return new Sampler(predictor, ratio, false);
    }

    /** How often it asks for the score. */
    public int evaluations(int steps) {
        return predictor.isPresent() && ratio.isPresent() ? 2 * steps : steps;
    }

    /**
     * Samples of the time 0.
     *
     * @param prior {@code [batch, …]}, standard normal; corrections are sized by norms averaged over the batch
     * @param steps n, the number of times
     */
    public Tensor sample(Sde sde, Score score, Tensor prior, int steps, Rng rng) {
        return Scope.call(() -> Autodiff.noGrad(() -> {
            var x = prior.mul(sde.priorStd());
            for (int i = steps; i > 0; i--) {
                double t = (double) i / steps;
                double earlier = (i - 1.0) / steps;
                var before = x;
                x = Scope.call(() -> advance(sde, score, before, t, earlier, rng));
                Scope.free(before);
            }
            return x;
        }));
    }

    private Tensor advance(Sde sde, Score score, Tensor x, double t, double earlier, Rng rng) {
        boolean last = earlier == 0;
        // Without a predictor the last evaluation is spent on denoising.
        boolean corrects = ratio.isPresent() && (predictor.isPresent() || !last);
        var y = corrects ? correct(sde, score, x, t, earlier, rng) : x;
        if (predictor.isEmpty() && !last) {
            return y;
        }
        var back = predictor.orElse(Predictor.REVERSE_DIFFUSION).step(sde, t, earlier);
        var mean = y.mul(back.keep()).add(score.at(y, t), back.score());
        boolean noisy = back.noise() > 0 && !(last && denoises);
        return noisy ? mean.add(rng.normalLike(mean), back.noise()) : mean;
    }

    /** A step of Langevin dynamics with noise {@code z} and size {@code 2 a (r |z| / |score|)^2}, where a is how much variance the diffusion's step keeps. */
    private Tensor correct(Sde sde, Score score, Tensor x, double t, double earlier, Rng rng) {
        var s = score.at(x, t);
        var z = rng.normalLike(x);
        double kept = 1 + sde.step(earlier, t).shift();
        double size = 2 * kept * kept * Math.pow(ratio.orElseThrow() * norm(z) / norm(s), 2);
        return x.add(s, size).add(z, Math.sqrt(2 * size));
    }

    private static double norm(Tensor x) {
        return x.flatten(1, -1).norm(1).mean().item();
    }
}
