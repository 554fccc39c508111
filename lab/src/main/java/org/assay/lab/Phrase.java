package org.assay.lab;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.assay.lab.Statement.Direction;

/**
 * What can be said of a quantity: {@code below("erm").byAtLeast(0.003)}. Every phrase ends in a {@link Statement} or, inside a plan, in the
 * plan's builder again.
 *
 * @param <R> what the finished phrase gives
 */
public final class Phrase<R> {

    private final String bearer;
    private final Quantity subject;
    private final Function<String, Quantity> sameOf;
    private final Function<Statement, R> end;

    private Phrase(String bearer, Quantity subject, Function<String, Quantity> sameOf, Function<Statement, R> end) {
        this.bearer = bearer;
        this.subject = subject;
        this.sameOf = sameOf;
        this.end = end;
    }

    static <R> Phrase<R> of(Quantity subject, Function<Statement, R> end) {
        return new Phrase<>(
                "",
                subject,
                arm -> {
                    throw new PlanException("Arm " + arm + " is named beside a computed quantity (" + subject.words()
                            + "): say which cell is meant with cell(\"" + arm + "\", ...).");
                },
                end);
    }

    /** Not reported, or later than {@code limit}, counts as {@code limit}, on both sides of the comparison. */
    public Phrase<R> censoredAt(double limit) {
        return changed(q -> q.censoredAt(limit));
    }

    /** Values below {@code floor} count as {@code floor}, on both sides. */
    public Phrase<R> flooredAt(double floor) {
        return changed(q -> q.flooredAt(floor));
    }

    /** The value that enters where a trial failed or did not report, on both sides. */
    public Phrase<R> orIfMissing(double value) {
        return changed(q -> q.orIfMissing(value));
    }

    private Phrase<R> changed(UnaryOperator<Quantity> change) {
        return new Phrase<>(bearer, change.apply(subject), arm -> change.apply(sameOf.apply(arm)), end);
    }

    /**
     * What sentences call the compared number, on both sides: {@code that("wd=1").has("t_gen").censoredAt(12000).called("delay")} is the delay of wd=1.
     * Said last; it decides nothing.
     */
    public Phrase<R> called(String name) {
        return new Phrase<>(
                bearer,
                new Quantity.Named(name, bearer, subject),
                arm -> new Quantity.Named(name, arm, sameOf.apply(arm)),
                end);
    }

    /** Below the same cell of another arm. */
    public By<R> below(String arm) {
        return below(sameOf.apply(arm));
    }

    public By<R> below(Quantity other) {
        return new By<>(subject, other, Direction.BELOW, end);
    }

    /** Below a bar. */
    public Level<R> below(double bar) {
        return new Level<>(subject, bar, Direction.BELOW, end);
    }

    /** Above the same cell of another arm. */
    public By<R> above(String arm) {
        return above(sameOf.apply(arm));
    }

    public By<R> above(Quantity other) {
        return new By<>(subject, other, Direction.ABOVE, end);
    }

    /** Above a bar. */
    public Level<R> above(double bar) {
        return new Level<>(subject, bar, Direction.ABOVE, end);
    }

    /** Different from the same cell of another arm, in whichever direction: a claim that names none. */
    public Apart<R> differsFrom(String arm) {
        return differsFrom(sameOf.apply(arm));
    }

    public Apart<R> differsFrom(Quantity other) {
        return new Apart<>(subject, other, end);
    }

    /** Different from a value, in whichever direction. */
    public Apart<R> differsFrom(double value) {
        return differsFrom(Quantity.constant(value));
    }

    /** Non-inferior where more is better: {@code notBelow("large").byMoreThan(0.01)}. */
    public Margin<R> notBelow(String arm) {
        return notBelow(sameOf.apply(arm));
    }

    public Margin<R> notBelow(Quantity other) {
        return new Margin<>(subject, other, Direction.ABOVE, end);
    }

    /** Non-inferior where less is better. */
    public Margin<R> notAbove(String arm) {
        return notAbove(sameOf.apply(arm));
    }

    public Margin<R> notAbove(Quantity other) {
        return new Margin<>(subject, other, Direction.BELOW, end);
    }

    /** Equivalent, in both directions: {@code within(0.01).of("large")}. */
    public Within<R> within(double margin) {
        return new Within<>(this, margin);
    }

    /** Around a value: {@code near(1.88).within(0.05)}. */
    public Near<R> near(double value) {
        return new Near<>(subject, value, end);
    }

    /** Between two values, judged as {@code near} is. */
    public R between(double low, double high) {
        return end.apply(new Statement.Near(subject, low, high));
    }

    /** A ratio on the log scale: {@code relativeTo("dense").below(1).byFactor(1.2)}. */
    public RatioPhrase<R> relativeTo(String arm) {
        return relativeTo(sameOf.apply(arm));
    }

    public RatioPhrase<R> relativeTo(Quantity other) {
        return new RatioPhrase<>(new Ratio(subject, other), end);
    }

    /** Events in order: {@code has("t_restricted").censoredAt(12000).earlierThan(cell("net", "t_test").censoredAt(12000)).byFactor(1.3)}. */
    public Before<R> earlierThan(String arm) {
        return earlierThan(sameOf.apply(arm));
    }

    public Before<R> earlierThan(Quantity other) {
        return new Before<>(subject, other, end);
    }

    /** The standard deviation over seeds is larger than another arm's. */
    public Spreads<R> spreadsMoreThan(String arm) {
        return new Spreads<>(subject, sameOf.apply(arm), Direction.ABOVE, end);
    }

    /** The standard deviation over seeds is smaller than another arm's. */
    public Spreads<R> spreadsLessThan(String arm) {
        return new Spreads<>(subject, sameOf.apply(arm), Direction.BELOW, end);
    }

    /** One arm, or several of which the mean inside the seed is meant. */
    public record Subject<R>(List<String> arms, Function<Statement, R> end) {

        /** The cell that is compared; of several cells the mean inside the seed. */
        public Phrase<R> has(String... cells) {
            return new Phrase<>(String.join(" and ", arms), mean(arms, cells), arm -> mean(List.of(arm), cells), end);
        }

        private static Quantity mean(List<String> arms, String... cells) {
            return Quantity.mean(arms.stream()
                    .flatMap(arm -> Quantity.cells(arm, cells).stream())
                    .toArray(Quantity[]::new));
        }
    }

    /** A comparison that wants its smallest effect that matters. */
    public record By<R>(Quantity left, Quantity right, Direction direction, Function<Statement, R> end) {
        public R byAtLeast(double delta) {
            return end.apply(new Statement.Difference(left, right, direction, delta));
        }
    }

    /** A comparison without a direction that wants its smallest effect that matters. */
    public record Apart<R>(Quantity left, Quantity right, Function<Statement, R> end) {
        public R byAtLeast(double delta) {
            return end.apply(new Statement.Differs(left, right, delta));
        }
    }

    /** A comparison with a bar. */
    public record Level<R>(Quantity of, double bar, Direction direction, Function<Statement, R> end) {

        /** On the mean over seeds, {@code delta} beyond the bar for a full verdict. */
        public R byAtLeast(double delta) {
            return end.apply(new Statement.Difference(of, Quantity.constant(bar), direction, delta));
        }

        /** In more than a share of the seeds, at most one half: {@code below(0.05).inMoreThan(0.25)}. */
        public R inMoreThan(double share) {
            return end.apply(new Statement.Happens(of, direction, bar, share));
        }
    }

    /** A non-inferiority comparison that wants its margin. */
    public record Margin<R>(Quantity left, Quantity right, Direction direction, Function<Statement, R> end) {
        public R byMoreThan(double margin) {
            return end.apply(new Statement.NotWorse(left, right, direction, margin));
        }
    }

    /** An equivalence that wants its other side. */
    public record Within<R>(Phrase<R> phrase, double margin) {
        public R of(String arm) {
            return of(phrase.sameOf.apply(arm));
        }

        public R of(Quantity other) {
            return phrase.end.apply(new Statement.Near(phrase.subject.minus(other), -margin, margin));
        }
    }

    /** A value that wants its tolerance. */
    public record Near<R>(Quantity of, double value, Function<Statement, R> end) {
        public R within(double tolerance) {
            return end.apply(new Statement.Near(of, value - tolerance, value + tolerance));
        }
    }

    /** An order of events that wants the factor between them. */
    public record Before<R>(Quantity first, Quantity second, Function<Statement, R> end) {
        public R byFactor(double factor) {
            return end.apply(new Statement.Earlier(first, second, factor));
        }
    }

    /** A comparison of spreads that wants its factor. */
    public record Spreads<R>(Quantity left, Quantity right, Direction direction, Function<Statement, R> end) {
        public R byFactor(double factor) {
            return end.apply(new Statement.Spread(left, right, direction, factor));
        }
    }

    /** A trend that wants its size. */
    public record Trend<R>(Curve curve, Direction direction, Function<Statement, R> end) {

        /** {@code delta} from the first place to the last, no step against the trend. */
        public R byAtLeast(double delta) {
            return end.apply(new Statement.Monotone(curve, direction, delta));
        }

        /** {@code delta} between all neighbours: each step is shown by itself. */
        public R byAtLeastEachStep(double delta) {
            var points = curve.points();
            var steps = new Statement[points.size() - 1];
            for (int i = 0; i < steps.length; i++) {
                steps[i] = new Statement.Difference(
                        points.get(i + 1).y(), points.get(i).y(), direction, delta);
            }
            return end.apply(Statement.allOf(steps));
        }
    }
}
