package org.assay.studies.optimisationlayers;

import org.assay.tensor.Tensor;

/** What the rows of a learned D do. */
final class Stencils {
    /** Rows shorter than this share of the longest are noise and left out. */
    private static final double SHORT = 0.01;

    private Stencils() {}

    /**
     * How much the rows look like differences.
     *
     * @param correlation of each row with the shifted (1, -1) that fits it best, absolute, averaged over rows
     * @param leftOut rows that are nearly zero
     */
    record Differencing(double correlation, int leftOut) {}

    /** Of D {@code [rows, n]}. */
    static Differencing differencing(Tensor d) {
        long n = d.size(1);
        var kept = kept(d);
        var centred = kept.sub(kept.mean(true, 1));
        var steps = centred.narrow(1, 0, n - 1).sub(centred.narrow(1, 1, n - 1)).abs();
        var correlation = steps.amax(1).div(centred.norm(1).mul(Math.sqrt(2)));
        return new Differencing(correlation.mean().item(), (int) (d.size(0) - kept.size(0)));
    }

    /** Of each row the correlation with the shifted (1, -2, 1) that fits it best, absolute, averaged over the rows that are not nearly zero. */
    static double curvature(Tensor d) {
        long n = d.size(1);
        var kept = kept(d);
        var centred = kept.sub(kept.mean(true, 1));
        var bends = centred.narrow(1, 0, n - 2)
                .add(centred.narrow(1, 2, n - 2))
                .sub(centred.narrow(1, 1, n - 2).mul(2));
        return bends.abs().amax(1).div(centred.norm(1).mul(Math.sqrt(6))).mean().item();
    }

    private static Tensor kept(Tensor d) {
        var norms = d.norm(1);
        return d.rows(norms.ge(norms.amax().mul(SHORT)).nonzero().squeeze(1));
    }

    /** The mean of {@code ||Dx||^2} over signals {@code [signals, n]}, rows of D scaled to length 1; rows nearly zero are left out. */
    static double energy(Tensor d, Tensor signals) {
        var kept = kept(d);
        var rows = kept.div(kept.norm(1).unsqueeze(1));
        return signals.matmul(rows.t()).square().sum(1).mean().item();
    }
}
