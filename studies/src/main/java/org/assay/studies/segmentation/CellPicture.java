package org.assay.studies.segmentation;

import org.assay.data.generate.Cells;
import org.assay.lab.Trial;
import org.assay.tensor.Scope;

/** The first test picture, its true cells, the weights of its pixels and the regions predicted, each in the colour of the cell it shares most pixels with. */
final class CellPicture {
    /** Turns round the circle of hues that never come near one another. */
    private static final double GOLDEN = 0.618033988749895;

    private CellPicture() {}

    static void show(Trial<?> trial, Cells cells, Predictions test, double threshold) {
        int side = (int) cells.pictures().size(3);
        int plane = side * side;
        trial.image(
                "picture",
                1,
                side,
                side,
                Scope.call(() -> cells.pictures().at(0).contiguous().toFloats()));
        var instances = Problem.picture(cells.instances().toLongs(), 0, plane);
        var interiors = Problem.picture(cells.interiors().toLongs(), 0, plane);
        var truth = new int[plane];
        for (int p = 0; p < plane; p++) {
            truth[p] = (int) (instances[p] * interiors[p]);
        }
        trial.image("truth", 3, side, side, coloured(truth));
        var weights = new float[plane];
        var narrow = WeightMap.narrow(instances, interiors, side);
        for (int p = 0; p < plane; p++) {
            weights[p] = (float) (narrow[p] / WeightMap.W0);
        }
        trial.image("weights", 1, side, side, weights);
        trial.image("probability", 1, side, side, test.inside(0));
        var regions = Objects.regions(test.mask(0, threshold), side);
        trial.image("prediction", 3, side, side, coloured(likeCells(regions.labels(), regions.count(), truth)));
    }

    private static int[] likeCells(int[] regions, int count, int[] truth) {
        int cells = 0;
        for (int cell : truth) {
            cells = Math.max(cells, cell);
        }
        var shared = new int[count + 1][cells + 1];
        for (int p = 0; p < truth.length; p++) {
            shared[regions[p]][truth[p]]++;
        }
        var colour = new int[count + 1];
        for (int region = 1; region <= count; region++) {
            // What is no cell at all gets a colour of its own.
            colour[region] = cells + 1;
            int most = 0;
            for (int cell = 1; cell <= cells; cell++) {
                if (shared[region][cell] > most) {
                    most = shared[region][cell];
                    colour[region] = cell;
                }
            }
        }
        var like = new int[regions.length];
        for (int p = 0; p < like.length; p++) {
            like[p] = colour[regions[p]];
        }
        return like;
    }

    private static float[] coloured(int[] numbers) {
        var pixels = new float[3 * numbers.length];
        for (int p = 0; p < numbers.length; p++) {
            double turn = numbers[p] * GOLDEN * 2 * Math.PI;
            for (int channel = 0; channel < 3; channel++) {
                pixels[channel * numbers.length + p] =
                        numbers[p] == 0 ? 0 : (float) (0.6 + 0.4 * Math.cos(turn - channel * 2 * Math.PI / 3));
            }
        }
        return pixels;
    }
}
