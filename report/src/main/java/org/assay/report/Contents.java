package org.assay.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.assay.lab.Paper;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.ClaimRecord;

/** The sections that every form of the report draws from. */
final class Contents {

    private final RunData data;
    private final RunRecord record;
    private final Notes notes;

    Contents(RunData data, Notes notes) {
        this.data = data;
        this.record = data.record();
        this.notes = notes;
    }

    String title() {
        return record.papers().isEmpty()
                ? record.study()
                : record.papers().getFirst().title();
    }

    /** Primary claims first, each kind in the plan's order. */
    List<ClaimRecord> claims() {
        return record.claims().stream()
                .sorted(Comparator.comparing(c -> !c.primary()))
                .toList();
    }

    /** The verdict with its scale and the finding; {@code named} where no heading names the claim. */
    List<Block> verdict(ClaimRecord claim, boolean named) {
        String badge = Facts.verdict(record, claim);
        String finding = claim.statement().startsWith(badge + ": ")
                ? claim.statement().substring(badge.length() + 2)
                : claim.statement();
        var spans = new ArrayList<Span>();
        if (named) {
            spans.add(new Span.Strong(claim.id() + " "));
        }
        spans.add(new Span.Badge(claim.verdict(), badge));
        spans.add(new Span.Plain("  " + finding));
        return List.of(new Block.Paragraph(spans));
    }

    /** How a claim was decided, for readers who want it all. */
    List<Block> details(ClaimRecord claim) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("Kind", claim.primary() ? "primary (joint coverage)" : "secondary (95 % by itself)");
        facts.put("Decided by", claim.shape());
        claim.published().ifPresent(p -> facts.put("Published", Facts.published(p)));
        facts.put("Ours", Facts.ours(claim));
        facts.put("Delta", Facts.delta(claim));
        facts.put("Seeds", Integer.toString(claim.seeds()));
        var effect = Effect.single(claim);
        if (!effect.values().isEmpty()) {
            facts.put(
                    "Effect of each seed",
                    String.join(
                            ", ",
                            effect.values().stream()
                                    .map(v -> Numbers.plain(effect.shown(v)))
                                    .toList()));
        }
        claim.details().forEach((name, value) -> {
            if (!name.equals("parts")) {
                facts.put(LinesDrawing.words(name), SettingText.of(value));
            }
        });
        var blocks = new ArrayList<Block>();
        blocks.add(Facts.pairs(
                "claim-" + Plates.fileName(claim.id()), "How " + claim.id() + " was decided.", "What", facts));
        if (claim.details().containsKey("parts")) {
            blocks.add(Facts.parts(record, claim));
        }
        return blocks;
    }

    List<Block> discussion() {
        var blocks = new ArrayList<Block>();
        blocks.addAll(demoted(Markdown.blocks(data.discussion())));
        blocks.addAll(notes.section(Notes.DISCUSSION));
        notes.others().forEach((title, body) -> {
            blocks.add(new Block.Heading(2, title));
            blocks.addAll(body);
        });
        if (blocks.isEmpty()) {
            blocks.add(Block.paragraph(Summary.NOTHING.formatted(Notes.DISCUSSION)));
        }
        return blocks;
    }

    private static List<Block> demoted(List<Block> blocks) {
        return blocks.stream()
                .map(b -> b instanceof Block.Heading h ? new Block.Heading(2, h.text()) : b)
                .toList();
    }

    List<Block> deviations() {
        var items = record.deviations().stream().map(Span::of).toList();
        var blocks = new ArrayList<Block>();
        blocks.add(Block.paragraph("The run is at " + record.scale().label() + " scale"
                + (record.scale() == org.assay.lab.Scale.PAPER
                        ? ", the published setting."
                        : ", smaller than the published setting; the settings stand under Settings.")));
        blocks.add(
                items.isEmpty()
                        ? Block.paragraph("Beyond the scale the study states no deviation.")
                        : new Block.Bullets(items));
        return blocks;
    }

    List<Block> remarks() {
        return record.notes().isEmpty()
                ? List.of()
                : List.of(
                        new Block.Bullets(record.notes().stream().map(Span::of).toList()));
    }

    /** Exact commands, from a checkout of the recorded commit. */
    List<Block> repeat() {
        var lines = new StringBuilder();
        record.code()
                .commit()
                .ifPresent(c -> lines.append("git checkout ").append(c).append('\n'));
        String study = argument(record.study());
        lines.append("./assay run ")
                .append(study)
                .append(" --scale ")
                .append(record.scale().label())
                .append('\n');
        lines.append("./assay verify ").append(argument(record.run())).append('\n');
        lines.append("./assay report ").append(argument(record.run()));
        var blocks = new ArrayList<Block>();
        blocks.add(
                Block.paragraph(
                        "The first command repeats the run, the second compares a stored run's trials with new ones bit for bit, the third makes this report again."));
        blocks.add(new Block.Code(lines.toString()));
        if (!record.code().clean()) {
            blocks.add(
                    Block.paragraph(
                            "The checkout had local changes when the run was made: the commit alone does not give this code. The hash of the study's source is recorded under Environment."));
        }
        return blocks;
    }

    /** A shell argument, quoted where it must be. */
    static String argument(String text) {
        return text.matches("[A-Za-z0-9._/=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    List<Block> plan() {
        var blocks = new ArrayList<Block>();
        blocks.add(Block.paragraph("Fixed on " + Facts.time(record.planned())
                + ", before the first trial. SHA-256 of its canonical form:"));
        blocks.add(new Block.Code(record.planHash()));
        return blocks;
    }

    /** How many trials were run, in one sentence. */
    String trialCount() {
        int failed = Facts.failures(record).size();
        int attempts = record.trials().stream()
                .mapToInt(RunRecord.TrialRecord::attempts)
                .sum();
        return Numbers.count(record.trials().size(), "trial") + " were run in " + Numbers.count(attempts, "attempt")
                + "; " + failed + " failed for good. Each trains and evaluates once.";
    }

    List<Block> failures() {
        var failed = Facts.failures(record);
        if (failed.isEmpty()) {
            return List.of();
        }
        return List.of(new Block.Bullets(failed.stream()
                .map(t -> Span.of(
                        t.arm() + ", seed " + t.seed() + ": " + t.failure().orElse("no cause recorded")))
                .toList()));
    }

    List<Block> references() {
        var items = record.papers().stream().map(Paper::citation).map(Span::of).toList();
        return items.isEmpty() ? List.of() : List.of(new Block.Bullets(items));
    }

    Notes notes() {
        return notes;
    }
}
