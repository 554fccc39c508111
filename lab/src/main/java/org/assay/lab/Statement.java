package org.assay.lab;

import java.util.List;

/** What a claim says of quantities, in a form that decides it. */
public sealed interface Statement {

    /** The side on which the claim stands. */
    enum Direction {
        ABOVE,
        BELOW;

        String word() {
            return this == ABOVE ? "above" : "below";
        }

        String opposite() {
            return this == ABOVE ? "below" : "above";
        }

        double sign() {
            return this == ABOVE ? 1 : -1;
        }
    }

    /** {@code left} above or below {@code right} by at least {@code delta}: arms, bars, contrasts, slopes, correlations. */
    record Difference(Quantity left, Quantity right, Direction direction, double delta) implements Statement {
        public Difference {
            atLeastZero("The smallest effect that matters", delta);
        }
    }

    /** {@code left} away from {@code right} by at least {@code delta}, above or below it. */
    record Differs(Quantity left, Quantity right, double delta) implements Statement {
        public Differs {
            atLeastZero("The smallest effect that matters", delta);
        }

        Quantity effect() {
            return left.minus(right);
        }
    }

    /** {@code over / under} above or below {@code bar} by at least {@code factor}, on the log scale. */
    record Quotient(Quantity over, Quantity under, Direction direction, double bar, double factor)
            implements Statement {
        public Quotient {
            positive("The bar of a ratio", bar);
            if (!(factor >= 1) || Double.isInfinite(factor)) {
                throw new PlanException(
                        "A ratio is claimed by a factor of " + factor + ": give byFactor(...) a number from 1 on.");
            }
        }
    }

    /** {@code left} not below (ABOVE) or not above (BELOW) {@code right} by more than {@code margin}. */
    record NotWorse(Quantity left, Quantity right, Direction direction, double margin) implements Statement {
        public NotWorse {
            atLeastZero("A margin", margin);
        }
    }

    /** A quantity within {@code [low, high]}; judged by the table of {@code near}. */
    record Near(Quantity of, double low, double high) implements Statement {
        public Near {
            range(low, high);
        }
    }

    /** A ratio within {@code [low, high]}, on the log scale; judged by the table of {@code near}. */
    record NearQuotient(Quantity over, Quantity under, double low, double high) implements Statement {
        public NearQuotient {
            positive("The lower end of a ratio", low);
            range(low, high);
        }
    }

    /** {@code first} happens before {@code second} by a factor in time; seeds in which neither happens are ties. */
    record Earlier(Quantity first, Quantity second, double factor) implements Statement {
        public Earlier {
            if (!(factor >= 1) || Double.isInfinite(factor)) {
                throw new PlanException("An order of events is claimed by a factor of " + factor
                        + ": give byFactor(...) a number from 1 on.");
            }
        }
    }

    /** A curve rises (ABOVE) or falls (BELOW), by at least {@code delta} from its first place to its last. */
    record Monotone(Curve curve, Direction direction, double delta) implements Statement {
        public Monotone {
            atLeastZero("The smallest change that matters", delta);
        }
    }

    /** {@code of} is above or below {@code threshold} in more than {@code share} of the seeds. */
    record Happens(Quantity of, Direction direction, double threshold, double share) implements Statement {
        public Happens {
            if (!(share > 0 && share <= 0.5)) {
                throw new PlanException("A share of seeds of " + share
                        + " is claimed: so few seeds can show one from 0 up to one half.");
            }
        }
    }

    /** The standard deviation over seeds of {@code left} above or below that of {@code right} by at least {@code factor}. */
    record Spread(Quantity left, Quantity right, Direction direction, double factor) implements Statement {
        public Spread {
            if (!(factor >= 1) || Double.isInfinite(factor)) {
                throw new PlanException("A ratio of spreads is claimed by a factor of " + factor
                        + ": give byFactor(...) a number from 1 on.");
            }
        }
    }

    /** At least {@code needed} of the statements hold. */
    record AtLeast(int needed, List<Statement> of) implements Statement {
        public AtLeast {
            of = List.copyOf(of);
            if (needed < 1 || needed > of.size()) {
                throw new PlanException("At least " + needed + " of " + of.size()
                        + " statements are claimed: ask for a number from 1 to that of the statements.");
            }
        }
    }

    /** Printed with its interval; no verdict is planned. */
    record Reported(Quantity of) implements Statement {}

    /** {@code that("wide").has("score").above("small").byAtLeast(0.15)}; of several arms the mean inside the seed is meant. */
    static Phrase.Subject<Statement> that(String... arms) {
        return new Phrase.Subject<>(List.of(arms), s -> s);
    }

    /** {@code that(cell("net", "train").minus(cell("net", "test"))).above(0.03).byAtLeast(0)}. */
    static Phrase<Statement> that(Quantity quantity) {
        return Phrase.of(quantity, s -> s);
    }

    /** {@code that(ratio(a, b)).below(1).byFactor(2)}. */
    static RatioPhrase<Statement> that(Ratio ratio) {
        return new RatioPhrase<>(ratio, s -> s);
    }

    static Statement allOf(Statement... statements) {
        return new AtLeast(statements.length, List.of(statements));
    }

    static Statement atLeast(int needed, Statement... statements) {
        return new AtLeast(needed, List.of(statements));
    }

    static Statement anyOf(Statement... statements) {
        return new AtLeast(1, List.of(statements));
    }

    /** Largest first, neighbours apart by at least {@code delta}. */
    static Statement ordering(double delta, Quantity... fromLargest) {
        var steps = new Statement[Math.max(fromLargest.length - 1, 0)];
        for (int i = 0; i + 1 < fromLargest.length; i++) {
            steps[i] = new Difference(fromLargest[i], fromLargest[i + 1], Direction.ABOVE, delta);
        }
        return allOf(steps);
    }

    /** How the statement is decided, in words: {@code test_error of mixup below that of erm by at least 0.003}. */
    default String words() {
        return Words.of(this);
    }

    private static void atLeastZero(String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new PlanException(what + " is " + value + ": give it a number from 0 on.");
        }
    }

    private static void positive(String what, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new PlanException(what + " is " + value + ": give it a number above 0.");
        }
    }

    private static void range(double low, double high) {
        if (!(low < high)) {
            throw new PlanException("A range goes from " + low + " to " + high + ": give its lower end first.");
        }
    }
}
