package org.assay.nn.diffusion;

import org.assay.tensor.Tensor;

/**
 * A guess of the noise of which a part is known: what fits examples that are normal around 0 is given and a network adds the rest, so that whatever
 * the noise is its inputs and what is asked of it are of about unit size. Karras et al. 2022, section 5, for guesses of noise. Where
 * {@code mean^2 + std^2 = 1} and the spread is 1, the rest is the v of Salimans and Ho 2022.
 *
 * @param spread about the root mean square of the examples' numbers
 * @param rest of noisy examples of unit size
 */
public record Preconditioned(Marginals marginals, double spread, ScoreModel.Net rest) implements ScoreModel.Net {
    @Override
    public Tensor forward(Tensor x, Tensor times) {
        var noise = Marginals.each(marginals.std(times), x);
        var signal = Marginals.each(marginals.mean(times), x).mul(spread);
        var variance = noise.square().add(signal.square());
        var size = variance.sqrt();
        var added = rest.forward(x.div(size), times).mul(signal.div(size));
        return x.mul(noise.div(variance)).add(added);
    }
}
