package org.assay.nn.diffusion;

import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Ways between points of noise that keep its size. */
public final class Spherical {
    private Spherical() {}

    /**
     * The points at a share of the arc from {@code a} to {@code b}, example by example. Shoemake 1985; J. Song et al. 2021, appendix D.5.
     *
     * @param a {@code [batch, …]}
     * @param b of the same shape
     * @param share 0 for a, 1 for b
     */
    public static Tensor between(Tensor a, Tensor b, double share) {
        return Scope.call(() -> {
            var x = a.flatten(1, -1);
            var y = b.flatten(1, -1);
            var cosine = x.mul(y).sum(1).div(x.norm(1).mul(y.norm(1)));
            var angle = cosine.clamp(-1, 1).acos();
            var of = angle.mul(1 - share).sin().div(angle.sin());
            var other = angle.mul(share).sin().div(angle.sin());
            return a.mul(Marginals.each(of, a)).add(b.mul(Marginals.each(other, b)));
        });
    }
}
