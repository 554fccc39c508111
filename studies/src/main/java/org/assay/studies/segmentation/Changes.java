package org.assay.studies.segmentation;

import org.assay.data.Warp;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;

/**
 * How pictures are changed before they are shown, each by draws of its own. Those that deform are otherwise changed by the same draws as those that do not.
 *
 * @param rigid draws of turns, mirrors, shifts and grey values
 * @param elastic draws of deformations
 */
record Changes(Kind kind, Rng rigid, Rng elastic) {
    /** Of 64 pixels, the deviation of a shift at one of the 3 x 3 points. */
    private static final double DEVIATION = 3;

    private static final int POINTS = 3;

    /** What is changed. */
    enum Kind {
        NONE,
        /** Mirrored, turned by quarters, shifted by whole pixels; grey values stretched. */
        QUARTER_TURNS,
        /** Mirrored, turned, shifted; grey values stretched. */
        RIGID,
        /** The same, and deformed. */
        ELASTIC
    }

    static Changes of(Kind kind, Rng rng) {
        return new Changes(kind, rng.split("rigid"), rng.split("elastic"));
    }

    /** The same pictures changed: pictures between pixels, targets and weights by the nearest one; the ground outside is mirrored at the edge. */
    Lesson of(Lesson given) {
        if (kind == Kind.NONE) {
            return given;
        }
        long n = given.pictures().size(0);
        long side = given.pictures().size(3);
        double reach = side / 16.0;
        boolean whole = kind == Kind.QUARTER_TURNS;
        var mirror = rigid.integers(0, 2, n).mul(2).sub(1).to(DType.FLOAT32);
        var angle = whole
                ? rigid.integers(0, 4, n).to(DType.FLOAT32).mul(Math.PI / 2)
                : rigid.uniformBetween(0, 2 * Math.PI, n);
        var right = rigid.uniformBetween(-reach, reach, n);
        var down = rigid.uniformBetween(-reach, reach, n);
        var gain = rigid.uniformBetween(0.8, 1.2, n, 1, 1, 1);
        var warp = Warp.affine(
                angle.cos().mul(mirror),
                angle.sin().neg(),
                angle.sin().mul(mirror),
                angle.cos(),
                whole ? right.round() : right,
                whole ? down.round() : down,
                side,
                side);
        if (kind == Kind.ELASTIC) {
            warp = warp.and(Warp.elastic(n, side, side, POINTS, DEVIATION * side / 64, elastic));
        }
        var mirrored = warp.mirrored();
        return new Lesson(
                mirrored.continued(given.pictures()).mul(gain),
                mirrored.labels(given.targets()),
                mirrored.labels(given.weights()));
    }
}
