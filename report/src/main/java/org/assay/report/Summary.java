package org.assay.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Collectors;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.lab.TrialStatus;
import org.assay.lab.Verdict;

/** The six parts of a reproducibility summary, in the order that the ML Reproducibility Challenge asks for. */
record Summary(List<Part> parts) {

    static final String NOTHING = "Nothing was noted (notes.md, section “%s”).";

    /** A part's title and text. */
    record Part(String title, List<Block> blocks) {}

    static Summary of(RunRecord record, Notes notes) {
        return new Summary(List.of(
                new Part("Scope of reproducibility", scope(record)),
                new Part("Methodology", methodology(record)),
                new Part("Results", results(record)),
                noted("What was easy", notes, Notes.EASY, List.of()),
                noted("What was difficult", notes, Notes.DIFFICULT, troubles(record)),
                noted("Communication with the authors", notes, Notes.COMMUNICATION, List.of())));
    }

    private static Part noted(String title, Notes notes, String section, List<Block> facts) {
        var blocks = new ArrayList<>(facts);
        var written = notes.section(section);
        blocks.addAll(
                written.isEmpty() && facts.isEmpty() ? List.of(Block.paragraph(NOTHING.formatted(section))) : written);
        return new Part(title, List.copyOf(blocks));
    }

    private static List<Block> scope(RunRecord record) {
        var blocks = new ArrayList<Block>();
        String source = record.papers().isEmpty()
                ? "the study " + record.study()
                : "“" + record.papers().getFirst().title() + "”";
        long primary = record.claims().stream().filter(ClaimRecord::primary).count();
        blocks.add(Block.paragraph(record.question().strip() + " We test "
                + Numbers.count(record.claims().size(), "claim") + " of " + source + ", " + primary + " of them primary"
                + (primary == 0 ? "." : ":")));
        var items = record.claims().stream()
                .filter(ClaimRecord::primary)
                .map(c -> List.<Span>of(new Span.Strong(c.id() + " "), new Span.Plain(c.text())))
                .toList();
        if (!items.isEmpty()) {
            blocks.add(new Block.Bullets(items));
        }
        return blocks;
    }

    private static List<Block> methodology(RunRecord record) {
        int seeds = record.claims().stream().mapToInt(ClaimRecord::seeds).max().orElse(0);
        long exploratory =
                record.arms().stream().filter(RunRecord.ArmRecord::exploratory).count();
        var cost = record.cost();
        String text =
                "Our own implementation in Java, run at %s scale: %s%s, up to %s each, %s in all. The plan (arms, seeds, claims, thresholds, analysis) was fixed and hashed (%s) on %s, before the first trial; claims were judged after look %d%s. Intervals are paired over seeds; those of the primary claims hold jointly at 95 %% over both claims and all looks, those of the secondary ones 95 %% each. The run took %s of CPU time and %s on %s with %s."
                        .formatted(
                                record.scale().label(),
                                Numbers.count(record.arms().size(), "arm"),
                                exploratory > 0 ? " (" + exploratory + " exploratory)" : "",
                                Numbers.count(seeds, "seed"),
                                Numbers.count(record.trials().size(), "trial"),
                                shortHash(record.planHash()),
                                Facts.day(record.planned()),
                                record.looks(),
                                record.complete() ? "" : "; the run did not reach its planned end",
                                Numbers.duration(cost.cpuSeconds()),
                                Numbers.duration(cost.wallSeconds()),
                                record.environment().processor(),
                                Numbers.count(record.environment().cores(), "core"));
        return List.of(Block.paragraph(text));
    }

    private static List<Block> results(RunRecord record) {
        var blocks = new ArrayList<Block>();
        blocks.add(Block.paragraph(tally(record)));
        for (var claim : record.claims()) {
            if (claim.primary()) {
                blocks.add(new Block.Paragraph(
                        List.of(new Span.Strong(claim.id() + " "), new Span.Plain(claim.statement()))));
            }
        }
        return blocks;
    }

    /** {@code Of 7 claims, at laptop scale: 4 REPRODUCED, 1 PARTLY, 2 INCONCLUSIVE.} */
    static String tally(RunRecord record) {
        if (record.claims().isEmpty()) {
            return "The study makes no claim; what was measured is reported with its intervals.";
        }
        var counts = new EnumMap<Verdict, Integer>(Verdict.class);
        record.claims().forEach(c -> counts.merge(c.verdict(), 1, Integer::sum));
        String list = counts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey().label())
                .collect(Collectors.joining(", "));
        return "Of " + Numbers.count(record.claims().size(), "claim") + ", at "
                + record.scale().label() + " scale: " + list + "." + smoke(record);
    }

    private static String smoke(RunRecord record) {
        return record.scale() == org.assay.lab.Scale.SMOKE
                ? " Verdicts at smoke scale mean nothing: the run only shows that the study works."
                : "";
    }

    private static List<Block> troubles(RunRecord record) {
        long failed = record.trials().stream()
                .filter(t -> t.status() == TrialStatus.FAILED)
                .count();
        return failed == 0
                ? List.of()
                : List.of(Block.paragraph(
                        failed + " of " + Numbers.count(record.trials().size(), "trial")
                                + " failed; their causes are listed under Trials."));
    }

    static String shortHash(String hash) {
        return hash.length() > 12 ? hash.substring(0, 12) : hash;
    }
}
