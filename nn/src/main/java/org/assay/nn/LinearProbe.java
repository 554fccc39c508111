package org.assay.nn;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.assay.nn.metrics.Classification;
import org.assay.tensor.DType;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Logistic regression on features that stay as they are: how much of a label can be read from them by a linear map. It minimises the mean
 * cross-entropy plus {@code penalty / 2} times the squared weights; the biases are free. There is one minimum and nothing random, so that
 * two sets of features differ by themselves alone.
 *
 * <pre>{@code
 * var probe = LinearProbe.chosen(features, labels, 10, 2_000, LinearProbe.PENALTIES);
 * double accuracy = probe.accuracy(testFeatures, testLabels);
 * }</pre>
 *
 * @param mean taken off each feature, {@code [feature]}
 * @param deviation that each feature is divided by, {@code [feature]}
 * @param weight {@code [feature, class]}, for features in these units
 * @param bias {@code [class]}
 * @param penalty that the weights were fitted with
 */
public record LinearProbe(Tensor mean, Tensor deviation, Tensor weight, Tensor bias, double penalty) implements Layer {
    /** From nearly the classes' shares to nearly no penalty, for standardised features. */
    public static final List<Double> PENALTIES = List.of(1.0, 0.1, 0.01, 0.001, 0.0001);

    /** Of the largest entry of the gradient: beyond it no share of pictures changes. */
    private static final double TOLERANCE = 2e-5;

    private static final int MOST_STEPS = 500;

    /** What is done to features before the fit. */
    public enum Scaling {
        /** Each has mean 0 and deviation 1 over the examples of the fit; a constant one is 0. */
        STANDARDISED,
        /** Nothing. */
        RAW
    }

    /**
     * The fit on all examples with one penalty.
     *
     * @param features {@code [example, feature]}, FLOAT32
     * @param labels class indices {@code [example]}
     * @param penalty above 0
     */
    public static LinearProbe of(Tensor features, Tensor labels, int classes, double penalty, Scaling scaling) {
        return Scope.call(() -> Problem.of(features, labels, classes, scaling)
                .fit(penalty, Tensor.zeros(features.size(1) + 1, classes)));
    }

    /**
     * The fit on all examples, features standardised, with the penalty that is best where it is chosen: each is first fitted without the
     * last examples and has its accuracy counted on these; of equal ones the strongest is taken.
     *
     * @param heldBack how many of the last examples choose, above 0 and below all
     * @param penalties to choose from, all above 0
     */
    public static LinearProbe chosen(
            Tensor features, Tensor labels, int classes, long heldBack, List<Double> penalties) {
        return chosen(features, labels, classes, heldBack, penalties, Scaling.STANDARDISED);
    }

    /** As {@link #chosen(Tensor, Tensor, int, long, List)}, with features as they are or standardised. */
    public static LinearProbe chosen(
            Tensor features, Tensor labels, int classes, long heldBack, List<Double> penalties, Scaling scaling) {
        long fitted = features.size(0) - heldBack;
        if (heldBack < 1 || fitted < 1 || penalties.isEmpty()) {
            throw new IllegalArgumentException(
                    "A penalty is chosen from one or more, on at least one example and not on all; here are "
                            + penalties.size() + " penalties, and " + heldBack + " of " + features.size(0)
                            + " examples are held back.");
        }
        return Scope.call(() -> {
            var first = Problem.of(features.narrow(0, 0, fitted), labels.narrow(0, 0, fitted), classes, scaling);
            var rest = features.narrow(0, fitted, heldBack);
            var truth = labels.narrow(0, fitted, heldBack);
            var start = Tensor.zeros(features.size(1) + 1, classes);
            var best = new Tried(penalties.getFirst(), -1, start);
            for (double penalty :
                    penalties.stream().sorted(Comparator.reverseOrder()).toList()) {
                // From the last one's minimum it is a few steps to the next.
                var probe = first.fit(penalty, start);
                start = probe.affine();
                double accuracy = probe.accuracy(rest, truth);
                best = accuracy > best.accuracy ? new Tried(penalty, accuracy, start) : best;
            }
            return Problem.of(features, labels, classes, scaling).fit(best.penalty, best.affine);
        });
    }

    private record Tried(double penalty, double accuracy, Tensor affine) {}

    private Tensor affine() {
        return Tensor.cat(List.of(weight, bias.unsqueeze(0)), 0);
    }

    /** Logits {@code [example, class]} of features {@code [example, feature]}. */
    @Override
    public Tensor forward(Tensor features) {
        return features.sub(mean).div(deviation).matmul(weight).add(bias);
    }

    /** The share of examples that it gives their class. */
    public double accuracy(Tensor features, Tensor labels) {
        return Scope.call(() -> Classification.accuracy(forward(features.detach()), labels));
    }

    /**
     * @param x {@code [example, feature + 1]}, in the units of the fit, the last column 1
     * @param y the labels' indicators, {@code [example, class]}
     */
    private record Problem(Tensor mean, Tensor deviation, Tensor x, Tensor y) {
        static Problem of(Tensor features, Tensor labels, int classes, Scaling scaling) {
            if (features.rank() != 2
                    || labels.rank() != 1
                    || features.size(0) != labels.size(0)
                    || labels.count() == 0) {
                throw new IllegalArgumentException(
                        "A probe takes features [example, feature] and labels [example], at least one, not "
                                + Arrays.toString(features.shape()) + " and " + Arrays.toString(labels.shape()) + ".");
            }
            if (labels.min().itemLong() < 0 || labels.max().itemLong() >= classes) {
                throw new IllegalArgumentException("Labels are classes from 0 to " + (classes - 1)
                        + "; there are some from " + labels.min().itemLong() + " to "
                        + labels.max().itemLong() + ".");
            }
            var given = features.detach();
            boolean raw = scaling == Scaling.RAW;
            long width = given.size(1);
            var mean = raw ? Tensor.zeros(width) : given.mean(0);
            var spread =
                    raw ? Tensor.ones(width) : given.sub(mean).square().mean(0).sqrt();
            // Rounding leaves some of a constant feature.
            var constant = spread.le(mean.abs().mul(1e-6)).logicalOr(spread.eq(0.0));
            var deviation = Tensor.where(constant, Tensor.full(Double.POSITIVE_INFINITY, width), spread);
            var ones = Tensor.ones(given.size(0), 1);
            var x = Tensor.cat(List.of(given.sub(mean).div(deviation), ones), 1);
            return new Problem(mean, deviation, x, labels.oneHot(classes).to(DType.FLOAT32));
        }

        /**
         * Newton's method with a bound instead of the Hessian, {@code diag(p) - p p' <= 1/2} (Böhning 1992), which needs one factorisation and
         * no search along a line, accelerated (Nesterov 1983) and begun anew where it overshoots (O'Donoghue and Candès 2015, section 3.2).
         */
        LinearProbe fit(double penalty, Tensor start) {
            if (!(penalty > 0)) {
                throw new IllegalArgumentException("A probe's penalty is above 0, not " + penalty + ".");
            }
            double n = x.size(0);
            long width = x.size(1) - 1;
            var ridge = Tensor.cat(Tensor.full(penalty, width, 1), Tensor.zeros(1, 1));
            var bound = x.t().matmul(x)
                    .div(2 * n)
                    .to(DType.FLOAT64)
                    .add(ridge.mul(Tensor.eye(width + 1)).to(DType.FLOAT64));
            var inverse = bound.inverse().to(DType.FLOAT32);
            var at = new Step(start, start, 1, false);
            for (int i = 0; i < MOST_STEPS && !at.done; i++) {
                var from = at;
                at = Scope.call(() -> {
                    var v = from.ahead;
                    var gradient =
                            x.t().matmul(x.matmul(v).softmax(1).sub(y)).div(n).add(ridge.mul(v));
                    if (gradient.abs().max().item() < TOLERANCE) {
                        return new Step(v.copy(), v.copy(), from.t, true);
                    }
                    var next = v.sub(inverse.matmul(gradient));
                    var moved = next.sub(from.point);
                    boolean overshot = gradient.mul(moved).sum().item() > 0;
                    double t = overshot ? 1 : (1 + Math.sqrt(1 + 4 * from.t * from.t)) / 2;
                    return new Step(next, overshot ? next : next.add(moved.mul((from.t - 1) / t)), t, false);
                });
            }
            return new LinearProbe(mean, deviation, at.point.narrow(0, 0, width), at.point.select(0, width), penalty);
        }
    }

    /**
     * @param point where the fit is
     * @param ahead where the next gradient is taken
     */
    private record Step(Tensor point, Tensor ahead, double t, boolean done) {}
}
