package org.assay.studies.structures;

import org.assay.data.generate.Charges;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** Rotations of systems in space, and the frame that a system brings along. */
final class Turns {
    private static final double TIE = 0.1;

    private Turns() {}

    /** Uniform over all rotations, {@code [count, 3, 3]}: those of uniform unit quaternions (Shoemake 1992). */
    static Tensor draw(int count, Rng rng) {
        var r = new double[9 * count];
        for (int i = 0; i < count; i++) {
            double a = rng.nextGaussian();
            double b = rng.nextGaussian();
            double c = rng.nextGaussian();
            double d = rng.nextGaussian();
            double n = 2 / (a * a + b * b + c * c + d * d);
            int at = 9 * i;
            r[at] = 1 - n * (c * c + d * d);
            r[at + 1] = n * (b * c - a * d);
            r[at + 2] = n * (b * d + a * c);
            r[at + 3] = n * (b * c + a * d);
            r[at + 4] = 1 - n * (b * b + d * d);
            r[at + 5] = n * (c * d - a * b);
            r[at + 6] = n * (b * d - a * c);
            r[at + 7] = n * (c * d + a * b);
            r[at + 8] = 1 - n * (b * b + c * c);
        }
        return Tensor.of(r, count, 3, 3);
    }

    /** Vectors {@code [system, body, 3]} turned by one rotation for each system, or one for all. */
    static Tensor turned(Tensor vectors, Tensor rotations) {
        return vectors.matmul(rotations.transpose(-1, -2));
    }

    /** Turned back. */
    static Tensor unturned(Tensor vectors, Tensor rotations) {
        return vectors.matmul(rotations);
    }

    /** Question and answer turned. */
    static Charges turned(Charges systems, Tensor rotations) {
        return new Charges(
                systems.charges(),
                turned(systems.places(), rotations),
                turned(systems.velocities(), rotations),
                turned(systems.later(), rotations));
    }

    /** A part of the systems. */
    static Charges some(Charges systems, long from, long count) {
        return new Charges(
                systems.charges().narrow(0, from, count),
                systems.places().narrow(0, from, count),
                systems.velocities().narrow(0, from, count),
                systems.later().narrow(0, from, count));
    }

    /** The systems repeated as a whole: {@code copies} times. */
    static Charges repeated(Charges systems, long copies) {
        return new Charges(
                systems.charges().repeat(copies, 1),
                systems.places().repeat(copies, 1, 1),
                systems.velocities().repeat(copies, 1, 1),
                systems.later().repeat(copies, 1, 1));
    }

    /**
     * Each system about the centre of its places, on their principal axes, each of which points where the cubes of charge times coordinate
     * sum to more than zero.
     */
    static Charges onOwnAxes(Charges systems) {
        var centred = systems.places().sub(systems.places().mean(true, 1));
        var axes = axes(centred, systems.charges());
        return new Charges(
                systems.charges(),
                centred.matmul(axes),
                systems.velocities().matmul(axes),
                systems.later().sub(systems.places().mean(true, 1)).matmul(axes));
    }

    private static Tensor axes(Tensor centred, Tensor charges) {
        var vectors = covariance(centred).eigh().vectors();
        var along = centred.matmul(vectors);
        var skew = along.pow(Tensor.scalar(3.0)).mul(charges.unsqueeze(2)).sum(true, 1);
        return vectors.mul(Tensor.where(skew.lt(0), -1, Tensor.onesLike(skew)));
    }

    /** The share of systems two of whose principal axes have variances within a tenth of each other, so that a small change swaps them. */
    static double nearTies(Charges systems) {
        var values = covariance(systems.places().sub(systems.places().mean(true, 1)))
                .eigh()
                .values();
        var lower = values.narrow(1, 0, 2);
        var upper = values.narrow(1, 1, 2);
        return upper.sub(lower).lt(upper.mul(TIE)).any(1).countNonzero().item()
                / systems.places().size(0);
    }

    private static Tensor covariance(Tensor centred) {
        return centred.transpose(1, 2).matmul(centred).div((double) centred.size(1));
    }
}
