package org.assay.nn.diffusion;

import java.util.List;
import java.util.OptionalDouble;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Samples down some of the levels of a chain, and without noise the way back up. J. Song, Meng and Ermon 2021, section 4.
 *
 * @param levels from the lowest up; below the lowest lies the data
 * @param eta how much noise comes in: none at 0, at 1 as much as the posterior of the chain of these levels has
 * @param wide whether what comes in has the larger deviation of a step up, {@code sigma hat} in the paper, while the mean stays that of eta
 * @param denoises whether the step to the data leaves its noise out, which matters for wide noise alone
 * @param clip the size beyond which the guessed example is cut off, and the noise with it made to fit; empty for none
 */
public record DdimSampler(
        NoiseChain chain, List<Integer> levels, double eta, boolean wide, boolean denoises, OptionalDouble clip) {
    public DdimSampler {
        levels = List.copyOf(levels);
    }

    public static DdimSampler of(NoiseChain chain, List<Integer> levels, double eta) {
        return new DdimSampler(chain, levels, eta, false, true, OptionalDouble.empty());
    }

    /** The same with as much noise as a step up adds. */
    public DdimSampler withWideNoise() {
        return new DdimSampler(chain, levels, eta, true, denoises, clip);
    }

    /** The same with the noise of the last step left in. */
    public DdimSampler withoutDenoising() {
        return new DdimSampler(chain, levels, eta, wide, false, clip);
    }

    /** The same with guessed examples cut off beyond a size. */
    public DdimSampler clipping(double size) {
        return new DdimSampler(chain, levels, eta, wide, denoises, OptionalDouble.of(size));
    }

    /**
     * A step {@code data x0 + guess e + fresh z} from the guessed example and the guessed noise.
     *
     * @param fresh deviation of new noise
     */
    public record Step(double data, double guess, double fresh) {}

    /** The step from a level down to a lower one. Equations 12 and 16. */
    public Step down(int from, int to) {
        double a = chain.kept(from);
        double b = chain.kept(to);
        double added = Math.sqrt(1 - a / b);
        double sigma = eta * Math.sqrt((1 - b) / (1 - a)) * added;
        double fresh = !wide ? sigma : to == 0 && denoises ? 0 : added;
        return new Step(Math.sqrt(b), Math.sqrt(Math.max(1 - b - sigma * sigma, 0)), fresh);
    }

    /**
     * Examples from noise {@code [batch, …]}, standard normal, with one guess a level.
     *
     * @param rng gives the noise of each step where there is any
     */
    public Tensor sample(NoiseGuess guess, Tensor noise, Rng rng) {
        return walk(noise, x -> {
            var at = x;
            for (int i = levels.size() - 1; i >= 0; i--) {
                int level = levels.get(i);
                var step = down(level, i == 0 ? 0 : levels.get(i - 1));
                at = moved(guess, at, level, level, step, rng);
            }
            return at;
        });
    }

    /**
     * The noise that examples come from: the sampler's steps without noise, upwards. The first takes examples for ones of the lowest level, since no guess
     * is made at the data's.
     *
     * @param examples {@code [batch, …]}
     */
    public Tensor encode(NoiseGuess guess, Tensor examples) {
        return walk(examples, x -> {
            var at = x;
            for (int i = 0; i < levels.size(); i++) {
                int below = i == 0 ? 0 : levels.get(i - 1);
                double b = chain.kept(levels.get(i));
                var step = new Step(Math.sqrt(b), Math.sqrt(1 - b), 0);
                at = moved(guess, at, below, Math.max(below, levels.getFirst()), step, Rng.of(0));
            }
            return at;
        });
    }

    private interface Way {
        Tensor from(Tensor x);
    }

    private static Tensor walk(Tensor start, Way way) {
        return Scope.call(() -> Autodiff.noGrad(() -> way.from(start.mul(1.0))));
    }

    /** The step of what is at a level, guessed as if at another; frees what was there. */
    private Tensor moved(NoiseGuess guess, Tensor x, int level, int guessed, Step step, Rng rng) {
        double a = chain.kept(level);
        var moved = Scope.call(() -> {
            var e = guess.at(x, guessed);
            var x0 = x.sub(e.mul(Math.sqrt(1 - a))).div(Math.sqrt(a));
            if (clip.isPresent() && a < 1) {
                x0 = x0.clamp(-clip.getAsDouble(), clip.getAsDouble());
                e = x.sub(x0.mul(Math.sqrt(a))).div(Math.sqrt(1 - a));
            }
            var mean = x0.mul(step.data).add(e, step.guess);
            return step.fresh > 0 ? mean.add(rng.normalLike(mean), step.fresh) : mean;
        });
        Scope.free(x);
        return moved;
    }
}
