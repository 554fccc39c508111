package org.assay.report;

import java.util.ArrayList;
import java.util.List;
import org.assay.lab.Published;
import org.assay.lab.RunRecord;
import org.assay.lab.Scale;
import org.assay.lab.Verdict;

/** What a run did not do, and what it cannot say. */
final class Gaps {

    private static final int FAILURES = 20;

    private Gaps() {}

    /** What the plan asked for and the run did not give. */
    static List<Block> missing(RunRecord record) {
        var items = new ArrayList<List<Span>>();
        if (!record.complete()) {
            items.add(Span.of("The run stopped before its planned end; it was judged at its last complete look, look "
                    + record.looks() + "."));
        }
        var arms = new Arms(record);
        record.arms().stream()
                .filter(a -> arms.done(a.name()).isEmpty())
                .forEach(a -> items.add(Span.of("Arm " + a.name() + " has no finished trial.")));
        record.claims().stream()
                .filter(c -> c.verdict() == Verdict.NOT_TESTABLE)
                .forEach(c -> items.add(List.of(new Span.Strong(c.id() + " "), new Span.Plain(c.statement()))));
        Facts.failures(record).stream()
                .limit(FAILURES)
                .forEach(t -> items.add(Span.of(t.arm() + ", seed " + t.seed() + ", failed: "
                        + t.failure().orElse("no cause recorded"))));
        int more = Facts.failures(record).size() - FAILURES;
        if (more > 0) {
            items.add(Span.of("and " + Numbers.count(more, "further failed trial") + ", listed in trials.csv."));
        }
        return items.isEmpty()
                ? List.of(Block.paragraph("Every planned arm, claim and trial of the looks that were needed was run."))
                : List.of(new Block.Bullets(items));
    }

    /** What the evidence does not cover, as far as the record tells. */
    static List<Block> limitations(RunRecord record) {
        var items = new ArrayList<List<Span>>();
        if (record.scale() != Scale.PAPER) {
            items.add(
                    Span.of(
                            "The verdicts are about " + record.scale().label()
                                    + " scale: smaller models, data or budgets than the paper's. They support or weaken the paper's claims and cannot settle them."));
        }
        items.add(Span.of(
                "The seed is the unit of every interval: it covers initialisation, data order and whatever else the seed draws, not other data sets,"
                        + " other implementations or other settings than those listed."));
        long recalled = record.claims().stream()
                .flatMap(c -> c.published().stream())
                .filter(p -> p.source() == Published.Source.RECALLED)
                .count();
        if (recalled > 0) {
            items.add(
                    Span.of(
                            Numbers.count(recalled, "published number") + " marked [recalled] "
                                    + (recalled == 1 ? "was" : "were")
                                    + " not checked against the source. No verdict depends on a number so marked unless the claim says so."));
        }
        long secondary = record.claims().stream().filter(c -> !c.primary()).count();
        if (secondary > 1) {
            items.add(
                    Span.of(
                            "The " + secondary
                                    + " secondary claims hold at 95 % each, not together: one in twenty of them may be wrong by chance."));
        }
        return List.of(new Block.Bullets(items));
    }
}
