package org.assay.data.generate;

import java.util.Arrays;
import org.assay.data.format.DataException;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Touching cells as under an electron microscope, with exact instances: curved outlines, bright outer borders, faint seams where
 * cells touch, uneven light, blur and noise.
 *
 * @param pictures {@code [n, 1, side, side]}, FLOAT32 in [0, 1]
 * @param instances {@code [n, side, side]}, INT64: 0 outside, else the number of the cell
 * @param interiors {@code [n, side, side]}, INT64: ones in cells but for seams, which part touching cells
 */
public record Cells(Tensor pictures, Tensor instances, Tensor interiors) {
    private static final int TRIES = 500;
    private static final double APART = 12;
    private static final double BLUR = 0.7;

    /** Pictures of so many cells, the number even between the two; seams are two thirds as bright as outer borders. */
    public static Cells draw(int n, int side, int fewest, int most, Rng rng) {
        return draw(n, side, fewest, most, 0.2, rng);
    }

    /**
     * Pictures of so many cells, the number even between the two.
     *
     * @param seam how much brighter seams are than the inside of cells, before the blur; outer borders 0.3
     */
    public static Cells draw(int n, int side, int fewest, int most, double seam, Rng rng) {
        if (fewest < 1 || most < fewest || side < 16) {
            throw new DataException("pictures of " + side + " pixels with " + fewest + " to " + most
                    + " cells cannot be drawn;" + " they have 16 pixels and a cell at least");
        }
        int plane = side * side;
        var light = new float[n * plane];
        var numbers = new long[n * plane];
        var inside = new long[n * plane];
        for (int i = 0; i < n; i++) {
            var cells = cells(side, fewest + rng.nextInt(most - fewest + 1), rng);
            var instance = instances(side, cells);
            var ground = Scope.call(() -> patches(side, 8, rng).toDoubles());
            var inner = Scope.call(() -> patches(side, 16, rng).toDoubles());
            for (int p = 0; p < plane; p++) {
                numbers[i * plane + p] = instance[p];
                boolean seams = instance[p] > 0 && borders(instance, side, p, false);
                boolean outer = instance[p] > 0 && borders(instance, side, p, true);
                inside[i * plane + p] = instance[p] > 0 && !seams ? 1 : 0;
                double value = 0.5 + 0.06 * ground[p] + (instance[p] > 0 ? -0.18 + 0.06 * inner[p] : 0);
                light[i * plane + p] = (float) (value + (outer ? 0.3 : 0) + (seams ? seam : 0));
            }
        }
        return Scope.call(() -> {
            var sharp = Tensor.of(light, n, 1, side, side);
            var blurred = blurred(sharp);
            return new Cells(
                    blurred.add(rng.normal(n, 1, side, side), 0.06).clamp(0, 1),
                    Tensor.of(numbers, n, side, side),
                    Tensor.of(inside, n, side, side));
        });
    }

    private static Tensor blurred(Tensor sharp) {
        var weights = Tensor.arange(-3, 4, 1).div(BLUR).square().mul(-0.5).exp();
        var kernel = weights.div(weights.sum());
        return sharp.padReplicate(3, 3, 3, 3).conv2d(kernel.reshape(1, 1, 1, 7)).conv2d(kernel.reshape(1, 1, 7, 1));
    }

    /** Normal numbers on a coarse grid, linear between them. */
    private static Tensor patches(int side, int grid, Rng rng) {
        return rng.normal(1, 1, grid, grid).interpolateLinear(false, side, side).flatten();
    }

    /** Rows of x, y, r, a and b: the radius at angle f is r (1 + 0.15 sin(2 f + a) + 0.1 sin(3 f + b)). */
    private static double[][] cells(int side, int wanted, Rng rng) {
        double margin = side / 16.0;
        var cells = new double[wanted][];
        int found = 0;
        for (int attempt = 0; attempt < TRIES && found < wanted; attempt++) {
            double x = Draws.even(margin, side - margin, rng);
            double y = Draws.even(margin, side - margin, rng);
            boolean free = true;
            for (int k = 0; k < found; k++) {
                free &= Math.hypot(cells[k][0] - x, cells[k][1] - y) >= APART;
            }
            if (free) {
                cells[found++] = new double[] {
                    x, y, Draws.even(7, 11, rng), Draws.even(0, 2 * Math.PI, rng), Draws.even(0, 2 * Math.PI, rng)
                };
            }
        }
        return Arrays.copyOf(cells, found);
    }

    /** A pixel that two cells cover belongs to the one it lies deeper in. */
    private static int[] instances(int side, double[][] cells) {
        var instance = new int[side * side];
        for (int p = 0; p < instance.length; p++) {
            double deepest = 1;
            for (int k = 0; k < cells.length; k++) {
                double dx = p % side + 0.5 - cells[k][0];
                double dy = Math.floorDiv(p, side) + 0.5 - cells[k][1];
                double angle = Math.atan2(dy, dx);
                double radius = cells[k][2]
                        * (1 + 0.15 * Math.sin(2 * angle + cells[k][3]) + 0.1 * Math.sin(3 * angle + cells[k][4]));
                double depth = Math.hypot(dx, dy) / radius;
                if (depth <= deepest) {
                    deepest = depth;
                    instance[p] = k + 1;
                }
            }
        }
        return instance;
    }

    /** Whether one of a pixel's eight neighbours is outside of all cells, or in another cell. */
    private static boolean borders(int[] instance, int side, int pixel, boolean outside) {
        for (int step = 0; step < 9; step++) {
            int row = pixel / side + step / 3 - 1;
            int column = pixel % side + step % 3 - 1;
            if (row >= 0 && row < side && column >= 0 && column < side) {
                int other = instance[row * side + column];
                if (outside ? other == 0 : other > 0 && other != instance[pixel]) {
                    return true;
                }
            }
        }
        return false;
    }
}
