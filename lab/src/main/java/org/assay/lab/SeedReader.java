package org.assay.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assay.lab.stats.Ranks;

/** Works out quantities for one seed; remembers what was missing, without the seed's number, and what was censored or imputed. */
final class SeedReader {

    private final Results results;
    private final long seed;
    private final List<String> missing = new ArrayList<>();
    private boolean replaced;

    SeedReader(Results results, long seed) {
        this.results = results;
        this.seed = seed;
    }

    /** The quantity, or nothing if a trial or cell it needs is missing; {@link #missing()} then says which. */
    Optional<Double> read(Quantity quantity) {
        var value = value(quantity);
        if (missing.isEmpty() && !Double.isFinite(value)) {
            missing.add(quantity.words() + " is not a finite number");
        }
        return missing.isEmpty() ? Optional.of(value) : Optional.empty();
    }

    List<String> missing() {
        return missing;
    }

    /** Whether a censored or imputed value entered. */
    boolean replaced() {
        return replaced;
    }

    private double value(Quantity quantity) {
        return switch (quantity) {
            case Quantity.Cell cell -> cell(cell);
            case Quantity.Constant constant -> constant.value();
            case Quantity.Linear q ->
                q.terms().stream().mapToDouble(t -> t.weight() * value(t.of())).sum();
            case Quantity.Quotient q -> value(q.over()) / value(q.under());
            case Quantity.Applied q -> applied(q.transform(), value(q.of()));
            case Quantity.Floored q -> Math.max(q.floor(), value(q.of()));
            case Quantity.Censored q -> {
                var inner = orElse(q.of(), q.limit());
                replaced |= inner >= q.limit();
                yield Math.min(inner, q.limit());
            }
            case Quantity.Imputed q -> orElse(q.of(), q.value());
            case Quantity.Named q -> value(q.of());
            case Quantity.Reduced q -> reduced(q.reduction(), values(q.of()));
            case Quantity.OfCurve q -> figure(q.figure(), q.curve());
            case Quantity.Correlation q -> {
                var left = values(q.left());
                var right = values(q.right());
                yield q.measure() == Quantity.RankMeasure.SPEARMAN
                        ? Ranks.spearman(left, right)
                        : Ranks.kendall(left, right);
            }
        };
    }

    private double orElse(Quantity quantity, double otherwise) {
        var inner = new SeedReader(results, seed);
        var value = inner.read(quantity);
        replaced |= inner.replaced || value.isEmpty();
        return value.orElse(otherwise);
    }

    private double cell(Quantity.Cell cell) {
        var trial = results.trial(cell.arm(), seed);
        if (trial.isEmpty()) {
            missing.add("arm " + cell.arm() + " has not run");
            return Double.NaN;
        }
        if (trial.get().status() == TrialStatus.FAILED) {
            missing.add("arm " + cell.arm() + " failed");
            return Double.NaN;
        }
        var metrics = trial.get().metrics();
        var value = metrics.get(cell.name());
        if (value == null) {
            var meant = Names.nearest(cell.name(), metrics.keySet());
            missing.add("arm " + cell.arm() + " reports no " + cell.name()
                    + meant.map(name -> " (but " + name + ")").orElse(""));
            return Double.NaN;
        }
        if (!Double.isFinite(value)) {
            missing.add(cell.name() + " of arm " + cell.arm() + " is " + value);
        }
        return value;
    }

    private double[] values(List<Quantity> quantities) {
        return quantities.stream().mapToDouble(this::value).toArray();
    }

    private static double applied(Quantity.Transform transform, double x) {
        return switch (transform) {
            case LOG -> Math.log(x);
            case LOG2 -> Math.log(x) / Math.log(2);
            case LOG10 -> Math.log10(x);
            case EXP -> Math.exp(x);
            case ABS -> Math.abs(x);
            case FISHER -> {
                var r = Math.clamp(x, -0.999, 0.999);
                yield 0.5 * Math.log((1 + r) / (1 - r));
            }
        };
    }

    private static double reduced(Quantity.Reduction reduction, double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return switch (reduction) {
            case MEAN -> Arrays.stream(values).sum() / n;
            case MEDIAN -> (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
            case MIN -> sorted[0];
            case MAX -> sorted[n - 1];
        };
    }

    private double figure(Quantity.CurveFigure figure, Curve curve) {
        var x = curve.points().stream().mapToDouble(Curve.Point::x).toArray();
        var y = values(curve.values());
        return switch (figure) {
            case SLOPE -> slope(x, y);
            case PEAK -> place(x, y, Arrays.stream(y).max().orElse(Double.NaN));
            case TROUGH -> place(x, y, Arrays.stream(y).min().orElse(Double.NaN));
        };
    }

    private static double slope(double[] x, double[] y) {
        var meanX = Arrays.stream(x).average().orElse(Double.NaN);
        var meanY = Arrays.stream(y).average().orElse(Double.NaN);
        double products = 0;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            products += (x[i] - meanX) * (y[i] - meanY);
            squares += (x[i] - meanX) * (x[i] - meanX);
        }
        return products / squares;
    }

    private static double place(double[] x, double[] y, double extreme) {
        double sum = 0;
        int ties = 0;
        for (int i = 0; i < x.length; i++) {
            if (y[i] == extreme) {
                sum += x[i];
                ties++;
            }
        }
        return ties == 0 ? Double.NaN : sum / ties;
    }
}
