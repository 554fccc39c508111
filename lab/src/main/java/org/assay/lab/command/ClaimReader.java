package org.assay.lab.command;

import java.util.List;
import org.assay.lab.ClaimBuilder;
import org.assay.lab.LabException;
import org.assay.lab.Phrase;
import org.assay.lab.PlanBuilder;
import org.assay.lab.Published;
import org.assay.lab.RatioPhrase;

/** A claim of a YAML study: the same phrases as in Java, one entry a word. */
final class ClaimReader {

    private static final String[] ENTRIES = {
        "id",
        "text",
        "primary",
        "untilDecided",
        "unit",
        "published",
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
        "spreadsLessThan"
    };

    private final Sheet sheet;

    private ClaimReader(Sheet sheet) {
        this.sheet = sheet.only(ENTRIES);
    }

    static <S extends Record> PlanBuilder<S> add(PlanBuilder<S> plan, Sheet sheet) {
        return new ClaimReader(sheet).addTo(plan);
    }

    private <S extends Record> PlanBuilder<S> addTo(PlanBuilder<S> plan) {
        var id = sheet.text("id");
        var text = sheet.text("text");
        var claim = sheet.flag("primary", false) ? plan.primary(id, text) : plan.secondary(id, text);
        claim.unit(sheet.text("unit", ""));
        publish(claim);
        if (sheet.flag("untilDecided", false)) {
            var _ = claim.untilDecided();
        }
        var phrase = claim.that(sheet.texts("that").toArray(String[]::new))
                .has(sheet.texts("has").toArray(String[]::new));
        return end(changed(phrase));
    }

    private void publish(ClaimBuilder<?> claim) {
        if (sheet.has("published")) {
            var published = sheet.sheet("published").only("value", "place", "source");
            var source = switch (published.text("source")) {
                case "read" -> Published.Source.READ;
                case "recalled" -> Published.Source.RECALLED;
                default ->
                    throw new LabException("The source of a published number is read or recalled, not "
                            + published.text("source") + " (" + published.place() + ").");
            };
            var _ = claim.published(published.text("value"), published.text("place"), source);
        }
    }

    private <R> Phrase<R> changed(Phrase<R> phrase) {
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

    private <R> R end(Phrase<R> phrase) {
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

    private <R> R comparison(Phrase<R> phrase) {
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

    private <R> R ratio(RatioPhrase<R> ratio) {
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
