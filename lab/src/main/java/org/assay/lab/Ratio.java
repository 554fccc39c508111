package org.assay.lab;

/**
 * A quotient of two positive quantities, analysed on the log scale: the seed's figure is {@code log(over / under)}, the
 * estimate is a geometric mean. Where a value can be zero, floor both sides or add a constant and say so.
 */
public record Ratio(Quantity over, Quantity under) {

    public static Ratio ratio(Quantity over, Quantity under) {
        return new Ratio(over, under);
    }

    /** The logarithm of the quotient, for use in sums and means. */
    public Quantity log() {
        return over.log().minus(under.log());
    }

    /** Both sides count as at least {@code floor}. */
    public Ratio flooredAt(double floor) {
        return new Ratio(over.flooredAt(floor), under.flooredAt(floor));
    }

    /** {@code constant} is added to both sides: half a count, say. */
    public Ratio plusBoth(double constant) {
        return new Ratio(over.plus(constant), under.plus(constant));
    }

    public RatioPhrase.ByFactor<Statement> below(double bar) {
        return phrase().below(bar);
    }

    public RatioPhrase.ByFactor<Statement> above(double bar) {
        return phrase().above(bar);
    }

    /** Not above {@code bar}, a non-inferiority claim: {@code notAbove(1.10)}. */
    public Statement notAbove(double bar) {
        return phrase().notAbove(bar);
    }

    public Statement notBelow(double bar) {
        return phrase().notBelow(bar);
    }

    /** Between two values, decided as {@code near} is. */
    public Statement between(double low, double high) {
        return phrase().between(low, high);
    }

    public RatioPhrase.NearRatio<Statement> near(double value) {
        return phrase().near(value);
    }

    RatioPhrase<Statement> phrase() {
        return new RatioPhrase<>(this, s -> s);
    }
}
