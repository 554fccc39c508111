package org.assay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.lab.Published;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.lab.Verdict;
import org.assay.report.Block.Cell;
import org.assay.report.Block.Column;
import org.assay.report.Block.Table;

/** The tables of a run's claims. */
final class ClaimFacts {

    private ClaimFacts() {}

    /** Claim by claim: published, ours with interval, delta, seeds, verdict with its scale. */
    static Table claims(RunRecord record, List<ClaimRecord> shown) {
        var rows = new ArrayList<List<Cell>>();
        for (var c : shown) {
            rows.add(List.of(
                    Cell.of(new Span.Strong(c.id()), new Span.Plain(c.primary() ? " primary" : "")),
                    Cell.of(c.text()),
                    Cell.of(c.published().map(ClaimFacts::published).orElse("–")),
                    new Cell(Span.of(ours(c)), Effect.single(c).estimate().orElse(Double.NaN)),
                    Cell.of(delta(c), c.delta()),
                    Cell.of(Integer.toString(c.seeds()), c.seeds()),
                    Cell.of(new Span.Badge(c.verdict(), verdict(record, c)))));
        }
        return new Table(
                "claims",
                "Claims. Ours is the effect in the claimed direction, or the ratio itself, with its interval: joint 95 % for primary claims over all looks, 95 % each for secondary"
                        + " ones; delta is the smallest effect that matters.",
                List.of(
                        Column.text("Claim", 8),
                        Column.text("Statement", 26),
                        Column.text("Published", 18),
                        Column.number("Ours [interval]", 17),
                        Column.number("Delta", 7),
                        Column.number("Seeds", 5.5),
                        Column.text("Verdict", 18.5)),
                rows);
    }

    static String verdict(RunRecord record, ClaimRecord claim) {
        return claim.verdict().label() + " (" + record.scale().label() + ")";
    }

    static String published(Published p) {
        return p.value()
                + (p.place().isBlank() ? "" : " (" + p.place() + ")")
                + (p.source() == Published.Source.RECALLED ? " [recalled]" : "");
    }

    /** Estimate and interval; for a combination how many parts were shown. */
    static String ours(ClaimRecord c) {
        var parts = Effect.of(c);
        if (!c.details().containsKey("parts")) {
            return Effect.single(c).text();
        }
        long shown =
                parts.stream().filter(e -> e.verdict() == Verdict.REPRODUCED).count();
        return shown + " of " + parts.size() + " parts";
    }

    static String delta(ClaimRecord c) {
        if (c.details().get("needed") instanceof Number needed) {
            return needed + " parts";
        }
        return c.verdict() == Verdict.NO_VERDICT ? "–" : Effect.single(c).goalText();
    }

    /** The parts of a combined claim. */
    static Table parts(RunRecord record, ClaimRecord claim) {
        var shapes = claim.details().get("parts") instanceof List<?> parts ? parts : List.of();
        var effects = Effect.of(claim);
        var rows = new ArrayList<List<Cell>>();
        for (int i = 0; i < effects.size(); i++) {
            var e = effects.get(i);
            String shape = i < shapes.size() && shapes.get(i) instanceof Map<?, ?> part
                    ? String.valueOf(part.get("shape"))
                    : "";
            rows.add(List.of(
                    Cell.of(e.label()),
                    Cell.of(shape),
                    new Cell(Span.of(e.text()), e.estimate().orElse(Double.NaN)),
                    Cell.of(e.goalText()),
                    Cell.of(new Span.Badge(
                            e.verdict(),
                            e.verdict().label() + " (" + record.scale().label() + ")"))));
        }
        return new Table(
                "parts-" + Plates.fileName(claim.id()),
                "The parts of " + claim.id() + ".",
                List.of(
                        Column.text("Part", 1),
                        Column.text("Decided by", 4),
                        Column.number("Ours [interval]", 2),
                        Column.number("Delta", 1),
                        Column.text("Verdict", 2)),
                rows);
    }
}
