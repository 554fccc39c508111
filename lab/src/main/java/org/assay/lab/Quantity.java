package org.assay.lab;

import java.util.Arrays;
import java.util.List;

/**
 * One number for each seed: a cell of an arm or something computed from cells of the same seed. The seed is the unit of
 * every analysis, so whatever is to be averaged inside a seed is averaged here.
 */
public sealed interface Quantity {

    /** A value that a trial reported with {@link Trial#metric}. */
    record Cell(String arm, String name) implements Quantity {}

    /** The same number in every seed: a bar, a published value. */
    record Constant(double value) implements Quantity {}

    /** Weighted sum. */
    record Linear(List<Term> terms) implements Quantity {
        public Linear {
            terms = List.copyOf(terms);
        }
    }

    /** One summand of a {@link Linear} quantity. */
    record Term(double weight, Quantity of) {}

    /** Quotient within the seed; for two positive quantities {@link Ratio} is the better choice. */
    record Quotient(Quantity over, Quantity under) implements Quantity {}

    /** A function of one quantity. */
    record Applied(Transform transform, Quantity of) implements Quantity {}

    /** Never below {@code floor}, so that a logarithm exists. */
    record Floored(Quantity of, double floor) implements Quantity {}

    /** A time that may be censored: absent or beyond {@code limit}, it counts as {@code limit}. */
    record Censored(Quantity of, double limit) implements Quantity {}

    /** The stated value wherever the quantity is missing because a trial failed or did not report. */
    record Imputed(Quantity of, double value) implements Quantity {}

    /**
     * A quantity under a name of its own, which sentences use and decisions do not: a plan's hash is the same without it.
     *
     * @param bearer the arm or arms it is of; empty where the name says all
     */
    record Named(String name, String bearer, Quantity of) implements Quantity {
        public Named {
            if (name.isBlank()) {
                throw new PlanException(
                        "The name of " + of.words() + " is blank: call it something, or leave called(...) out.");
            }
        }
    }

    /** Mean, median, minimum or maximum over several quantities. */
    record Reduced(Reduction reduction, List<Quantity> of) implements Quantity {
        public Reduced {
            of = List.copyOf(of);
            if (of.isEmpty()) {
                throw new PlanException(
                        "A claim takes the " + reduction.word() + " of nothing: name at least one quantity.");
            }
        }
    }

    /** A figure of a curve: its slope, or where it peaks. */
    record OfCurve(CurveFigure figure, Curve curve) implements Quantity {}

    /** Rank correlation of two vectors of equal length inside a seed. */
    record Correlation(RankMeasure measure, List<Quantity> left, List<Quantity> right) implements Quantity {
        public Correlation {
            left = List.copyOf(left);
            right = List.copyOf(right);
            if (left.size() != right.size() || left.size() < 3) {
                throw new PlanException("A claim correlates lists of " + left.size() + " and " + right.size()
                        + " entries: give both the same number, 3 or more.");
            }
        }
    }

    /** Functions of one number. */
    enum Transform {
        LOG,
        LOG2,
        LOG10,
        EXP,
        ABS,
        /** Inverse hyperbolic tangent, for correlations. */
        FISHER
    }

    /** Ways to make one number of several. */
    enum Reduction {
        MEAN,
        MEDIAN,
        MIN,
        MAX;

        String word() {
            return switch (this) {
                case MEAN -> "mean";
                case MEDIAN -> "median";
                case MIN -> "minimum";
                case MAX -> "maximum";
            };
        }
    }

    /** Figures of a curve. */
    enum CurveFigure {
        /** Least-squares slope. */
        SLOPE,
        /** The x at which the curve is largest; the middle of a tie. */
        PEAK,
        /** The x at which the curve is smallest; the middle of a tie. */
        TROUGH
    }

    /** Measures of rank correlation. */
    enum RankMeasure {
        SPEARMAN,
        KENDALL
    }

    static Quantity cell(String arm, String name) {
        return new Cell(arm, name);
    }

    static Quantity constant(double value) {
        return new Constant(value);
    }

    static Quantity mean(Quantity... of) {
        return of.length == 1 ? of[0] : new Reduced(Reduction.MEAN, List.of(of));
    }

    static Quantity median(Quantity... of) {
        return new Reduced(Reduction.MEDIAN, List.of(of));
    }

    static Quantity smallest(Quantity... of) {
        return new Reduced(Reduction.MIN, List.of(of));
    }

    static Quantity largest(Quantity... of) {
        return new Reduced(Reduction.MAX, List.of(of));
    }

    /** Largest minus smallest inside the seed. */
    static Quantity range(Quantity... of) {
        return largest(of).minus(smallest(of));
    }

    /** Any contrast: {@code sum(term(1, a), term(-2, b), term(1, c))}. */
    static Quantity sum(Term... terms) {
        return new Linear(List.of(terms));
    }

    static Term term(double weight, Quantity of) {
        return new Term(weight, of);
    }

    /** {@code (a - b) - (c - d)}: how much larger the gain of a over b is than that of c over d. */
    static Quantity interaction(Quantity a, Quantity b, Quantity c, Quantity d) {
        return sum(term(1, a), term(-1, b), term(-1, c), term(1, d));
    }

    static Quantity spearman(List<Quantity> left, List<Quantity> right) {
        return new Correlation(RankMeasure.SPEARMAN, left, right);
    }

    static Quantity kendall(List<Quantity> left, List<Quantity> right) {
        return new Correlation(RankMeasure.KENDALL, left, right);
    }

    /** One quantity for each name: {@code cells("net", "tau=1", "tau=2")}. */
    static List<Quantity> cells(String arm, String... names) {
        return Arrays.stream(names).map(name -> cell(arm, name)).toList();
    }

    /** Constants, such as a published column. */
    static List<Quantity> constants(double... values) {
        return Arrays.stream(values).mapToObj(Quantity::constant).toList();
    }

    default Quantity plus(Quantity other) {
        return new Linear(List.of(term(1, this), term(1, other)));
    }

    default Quantity minus(Quantity other) {
        return new Linear(List.of(term(1, this), term(-1, other)));
    }

    default Quantity plus(double value) {
        return plus(constant(value));
    }

    default Quantity minus(double value) {
        return minus(constant(value));
    }

    default Quantity times(double factor) {
        return new Linear(List.of(term(factor, this)));
    }

    default Quantity over(Quantity other) {
        return new Quotient(this, other);
    }

    default Quantity log() {
        return new Applied(Transform.LOG, this);
    }

    default Quantity log2() {
        return new Applied(Transform.LOG2, this);
    }

    default Quantity log10() {
        return new Applied(Transform.LOG10, this);
    }

    default Quantity exp() {
        return new Applied(Transform.EXP, this);
    }

    default Quantity abs() {
        return new Applied(Transform.ABS, this);
    }

    /** Fisher's z of a correlation; values of 1 count as 0.999. */
    default Quantity fisher() {
        return new Applied(Transform.FISHER, this);
    }

    /** Values below {@code floor} count as {@code floor}; say so where a logarithm follows. */
    default Quantity flooredAt(double floor) {
        return new Floored(this, floor);
    }

    /** For times: not reported, or later than {@code limit}, counts as {@code limit}; the number of such seeds is printed. */
    default Quantity censoredAt(double limit) {
        return new Censored(this, limit);
    }

    /** The value that enters where a trial failed or did not report the cell: the worst case, in advance. The number of such seeds is printed. */
    default Quantity orIfMissing(double value) {
        return new Imputed(this, value);
    }

    /** Short words for a long computation: {@code t_gen.minus(t_mem).called("delay of grokking")}. Sentences use them, decisions do not. */
    default Quantity called(String name) {
        return new Named(name, "", this);
    }

    /** How the quantity is called in sentences: {@code test_error of mixup}. */
    default String words() {
        return Words.of(this);
    }
}
