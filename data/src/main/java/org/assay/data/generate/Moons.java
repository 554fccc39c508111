package org.assay.data.generate;

import org.assay.data.Examples;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Points on two half circles of the plane that reach into each other, one a class: the upper around (0, 0), the lower around (1, 0.5), both of radius 1. */
public final class Moons {
    private Moons() {}

    /**
     * Points {@code [n, 2]}, FLOAT32, and the half circle each came from, every other one of the upper.
     *
     * @param scatter deviation of the normal noise in both directions
     */
    public static Examples draw(int n, double scatter, Rng rng) {
        return Scope.call(() -> {
            var angles = rng.split("angles").uniform(n).mul(Math.PI).toDoubles();
            var points = new float[2 * n];
            var labels = new long[n];
            for (int i = 0; i < n; i++) {
                boolean lower = i % 2 == 1;
                labels[i] = lower ? 1 : 0;
                points[2 * i] = (float) (lower ? 1 - Math.cos(angles[i]) : Math.cos(angles[i]));
                points[2 * i + 1] = (float) (lower ? 0.5 - Math.sin(angles[i]) : Math.sin(angles[i]));
            }
            var noise = rng.split("noise").normal(n, 2).mul(scatter);
            return new Examples(Tensor.of(points, n, 2).add(noise), Tensor.of(labels, n));
        });
    }
}
