package org.assay.lab.command;

import java.util.List;
import org.assay.lab.Curve;
import org.assay.lab.LabException;
import org.assay.lab.Phrase;
import org.assay.lab.Quantity;
import org.assay.lab.RatioPhrase;
import org.assay.lab.Statement;

/** What a claim of a YAML study states, or its guard: the same phrases as in Java, one entry a word. */
final class StatementReader {

    static final List<String> ENTRIES = List.of(
            "allOf",
            "anyOf",
            "atLeast",
            "curve",
            "trend",
            "byAtLeastEachStep",
            "that",
            "has",
            "censoredAt",
            "flooredAt",
            "orIfMissing",
            "called",
            "differsFrom",
            "below",
            "above",
            "byAtLeast",
            "inMoreThan",
            "notBelow",
            "notAbove",
            "byMoreThan",
            "near",
            "within",
            "of",
            "between",
            "relativeTo",
            "byFactor",
            "earlierThan",
            "spreadsMoreThan",
            "spreadsLessThan");

    private final Sheet sheet;

    private StatementReader(Sheet sheet) {
        this.sheet = sheet;
    }

    /** The statement of an entry that holds nothing else. */
    static Statement alone(Sheet sheet) {
        return of(sheet.only(ENTRIES.toArray(String[]::new)));
    }

    /** The statement of an entry that may hold more. */
    static Statement of(Sheet sheet) {
        return new StatementReader(sheet).statement();
    }

    private Statement statement() {
        if (sheet.has("allOf")) {
            return Statement.allOf(parts(sheet, "allOf"));
        }
        if (sheet.has("anyOf")) {
            return Statement.anyOf(parts(sheet, "anyOf"));
        }
        if (sheet.has("atLeast")) {
            var some = sheet.sheet("atLeast").only("needed", "of");
            return Statement.atLeast((int) some.number("needed"), parts(some, "of"));
        }
        if (sheet.has("curve")) {
            return ofCurve();
        }
        // Both must be there; an absent list would read as an empty one.
        var _ = sheet.value("that");
        var _ = sheet.value("has");
        return end(changed(Statement.that(sheet.texts("that").toArray(String[]::new))
                .has(sheet.texts("has").toArray(String[]::new))));
    }

    private static Statement[] parts(Sheet sheet, String entry) {
        var parts = sheet.sheets(entry).stream().map(StatementReader::alone).toArray(Statement[]::new);
        if (parts.length < 2) {
            throw new LabException(
                    "Entry " + entry + " of " + sheet.place() + " must be a list of two statements or more.");
        }
        return parts;
    }

    /** {@code {over: width, arm: "width=*", cell: error, at: [16, 32, 64]}}, and what of it is compared. */
    private Statement ofCurve() {
        var said = sheet.sheet("curve").only("over", "arm", "cell", "at", "log", "onLogScale", "figure");
        var places = said.list("at").stream()
                .map(place -> {
                    if (place instanceof Number number) {
                        return number;
                    }
                    throw new LabException("Entry at of " + said.place() + " must be numbers, not " + place + ".");
                })
                .toArray(Number[]::new);
        var curve = Curve.curve(said.text("over"), said.text("arm"), said.text("cell"), places);
        if (said.flag("log", false)) {
            curve = curve.each(Quantity::log);
        }
        if (said.flag("onLogScale", false)) {
            curve = curve.onLogScale();
        }
        if (said.has("figure")) {
            return end(changed(Statement.that(figure(curve, said))));
        }
        var trend = switch (sheet.text("trend", "")) {
            case "rises" -> curve.rises();
            case "falls" -> curve.falls();
            default ->
                throw new LabException(
                        sheet.place()
                                + " has a curve of which it says nothing: add trend, which is rises or falls, or the curve's figure.");
        };
        return sheet.has("byAtLeastEachStep")
                ? trend.byAtLeastEachStep(sheet.number("byAtLeastEachStep"))
                : trend.byAtLeast(sheet.number("byAtLeast"));
    }

    private static Quantity figure(Curve curve, Sheet said) {
        return switch (said.text("figure")) {
            case "slope" -> curve.slope();
            case "peak" -> curve.peak();
            case "trough" -> curve.trough();
            case "rankCorrelation" -> curve.rankCorrelation();
            case "mean" -> curve.mean();
            case "max" -> curve.max();
            case "min" -> curve.min();
            case "first" -> curve.first();
            case "last" -> curve.last();
            default ->
                throw new LabException("Entry figure of " + said.place()
                        + " must be slope, peak, trough, rankCorrelation, mean, max, min, first or last, not "
                        + said.text("figure") + ".");
        };
    }

    private Phrase<Statement> changed(Phrase<Statement> phrase) {
        var changed = phrase;
        if (sheet.has("censoredAt")) {
            changed = changed.censoredAt(sheet.number("censoredAt"));
        }
        if (sheet.has("flooredAt")) {
            changed = changed.flooredAt(sheet.number("flooredAt"));
        }
        if (sheet.has("orIfMissing")) {
            changed = changed.orIfMissing(sheet.number("orIfMissing"));
        }
        return sheet.has("called") ? changed.called(sheet.text("called")) : changed;
    }

    private Statement end(Phrase<Statement> phrase) {
        if (sheet.has("relativeTo")) {
            return ratio(phrase.relativeTo(sheet.text("relativeTo")));
        }
        if (sheet.has("below") || sheet.has("above")) {
            return comparison(phrase);
        }
        if (sheet.has("differsFrom")) {
            var other = sheet.value("differsFrom");
            var apart = other instanceof Number value
                    ? phrase.differsFrom(value.doubleValue())
                    : phrase.differsFrom(other.toString());
            return apart.byAtLeast(sheet.number("byAtLeast"));
        }
        if (sheet.has("notBelow")) {
            return phrase.notBelow(sheet.text("notBelow")).byMoreThan(sheet.number("byMoreThan"));
        }
        if (sheet.has("notAbove")) {
            return phrase.notAbove(sheet.text("notAbove")).byMoreThan(sheet.number("byMoreThan"));
        }
        if (sheet.has("near")) {
            return phrase.near(sheet.number("near")).within(sheet.number("within"));
        }
        if (sheet.has("within")) {
            return phrase.within(sheet.number("within")).of(sheet.text("of"));
        }
        if (sheet.has("between")) {
            return phrase.between(bound(0), bound(1));
        }
        if (sheet.has("earlierThan")) {
            return phrase.earlierThan(sheet.text("earlierThan")).byFactor(sheet.number("byFactor"));
        }
        if (sheet.has("spreadsMoreThan")) {
            return phrase.spreadsMoreThan(sheet.text("spreadsMoreThan")).byFactor(sheet.number("byFactor"));
        }
        if (sheet.has("spreadsLessThan")) {
            return phrase.spreadsLessThan(sheet.text("spreadsLessThan")).byFactor(sheet.number("byFactor"));
        }
        throw new LabException(sheet.place()
                + " says nothing of its cell: add below, above, differsFrom, notBelow, notAbove, near, within, between,"
                + " relativeTo, earlierThan, spreadsMoreThan or spreadsLessThan.");
    }

    private Statement comparison(Phrase<Statement> phrase) {
        boolean below = sheet.has("below");
        var other = sheet.value(below ? "below" : "above");
        if (!(other instanceof Number bar)) {
            var by = below ? phrase.below(other.toString()) : phrase.above(other.toString());
            return by.byAtLeast(sheet.number("byAtLeast"));
        }
        var level = below ? phrase.below(bar.doubleValue()) : phrase.above(bar.doubleValue());
        return sheet.has("inMoreThan")
                ? level.inMoreThan(sheet.number("inMoreThan"))
                : level.byAtLeast(sheet.number("byAtLeast"));
    }

    private Statement ratio(RatioPhrase<Statement> ratio) {
        if (sheet.has("between")) {
            return ratio.between(bound(0), bound(1));
        }
        var by = sheet.has("below") ? ratio.below(sheet.number("below")) : ratio.above(sheet.number("above"));
        return by.byFactor(sheet.number("byFactor"));
    }

    private double bound(int side) {
        List<Object> bounds = sheet.list("between");
        if (bounds.size() == 2 && bounds.get(side) instanceof Number bound) {
            return bound.doubleValue();
        }
        throw new LabException("Entry between of " + sheet.place() + " must be two numbers, [low, high].");
    }
}
