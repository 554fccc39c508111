package org.assay.studies.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assay.data.DistanceTransform;
import org.assay.data.generate.Cells;
import org.assay.nn.Layer;
import org.assay.nn.Mode;
import org.assay.nn.metrics.Confusion;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** What a network says of pictures, beside the truth. */
final class Predictions {
    private static final int PIECE = 4;
    /** Squared: two pixels. */
    private static final double NEAR = 4;

    private final float[] inside;
    private final long[] instances;
    private final long[] interiors;
    private final int side;

    /**
     * Of pixels, picture after picture.
     *
     * @param inside the probability to lie in a cell
     * @param side of a picture in pixels
     */
    Predictions(float[] inside, long[] instances, long[] interiors, int side) {
        this.inside = inside;
        this.instances = instances;
        this.interiors = interiors;
        this.side = side;
    }

    static Predictions of(Layer net, Cells cells) {
        return Scope.call(() -> new Predictions(
                Mode.evaluation(() -> Autodiff.noGrad(() -> {
                    var pieces = new ArrayList<Tensor>();
                    for (var piece : cells.pictures().split(PIECE, 0)) {
                        pieces.add(
                                Scope.call(() -> net.forward(piece).softmax(1).select(1, 1)));
                    }
                    return Tensor.cat(pieces, 0).contiguous().toFloats();
                })),
                cells.instances().toLongs(),
                cells.interiors().toLongs(),
                (int) cells.pictures().size(3)));
    }

    /** Probabilities of the pixels of a picture. */
    float[] inside(int picture) {
        return Arrays.copyOfRange(inside, picture * side * side, (picture + 1) * side * side);
    }

    int count() {
        return inside.length / (side * side);
    }

    /** The pixels of a picture that count as in a cell. */
    boolean[] mask(int picture, double threshold) {
        int plane = side * side;
        var mask = new boolean[plane];
        for (int p = 0; p < plane; p++) {
            mask[p] = inside[picture * plane + p] > threshold;
        }
        return mask;
    }

    /** Counts of pixels of one picture. */
    private Confusion confusion(int picture, double threshold) {
        var mask = mask(picture, threshold);
        var predicted =
                IntStream.range(0, mask.length).mapToLong(p -> mask[p] ? 1 : 0).toArray();
        return Confusion.of(predicted, Problem.picture(interiors, picture, side * side), 2);
    }

    /** Intersection over union of the pixels in cells, the mean over pictures. */
    double iou(double threshold) {
        return IntStream.range(0, count())
                .mapToDouble(i -> confusion(i, threshold).iou()[1])
                .average()
                .orElseThrow();
    }

    double pixelError(double threshold) {
        return IntStream.range(0, count())
                .mapToDouble(i -> 1 - confusion(i, threshold).accuracy())
                .average()
                .orElseThrow();
    }

    Objects objects(double threshold) {
        int plane = side * side;
        return IntStream.range(0, count())
                .mapToObj(i -> Objects.of(
                        mask(i, threshold),
                        Problem.picture(instances, i, plane),
                        Problem.picture(interiors, i, plane),
                        side))
                .reduce(Objects.NONE, Objects::plus);
    }

    /** The threshold, of twentieths, at which intersection over union is highest; the lowest such one. */
    double bestThreshold() {
        double best = 0.5;
        double highest = 0;
        for (int twentieth = 1; twentieth < 20; twentieth++) {
            double iou = iou(twentieth / 20.0);
            if (iou > highest) {
                highest = iou;
                best = twentieth / 20.0;
            }
        }
        return best;
    }

    /** Shares of pixels within two pixels of one on the other side of a border. */
    record NearBorder(double ofWrong, double ofAll) {}

    NearBorder nearBorder(double threshold) {
        int plane = side * side;
        long near = 0;
        long wrong = 0;
        long wrongNear = 0;
        for (int i = 0; i < count(); i++) {
            var cell = Problem.mask(Problem.picture(interiors, i, plane));
            var ground = new boolean[plane];
            for (int p = 0; p < plane; p++) {
                ground[p] = !cell[p];
            }
            var toCell = DistanceTransform.squared(cell, side, side);
            var toGround = DistanceTransform.squared(ground, side, side);
            var mask = mask(i, threshold);
            for (int p = 0; p < plane; p++) {
                boolean isNear = Math.max(toCell[p], toGround[p]) <= NEAR;
                boolean isWrong = mask[p] != cell[p];
                near += isNear ? 1 : 0;
                wrong += isWrong ? 1 : 0;
                wrongNear += isNear && isWrong ? 1 : 0;
            }
        }
        return new NearBorder((double) wrongNear / wrong, (double) near / inside.length);
    }
}
