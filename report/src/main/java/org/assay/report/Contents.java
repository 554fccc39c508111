package org.assay.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.lab.Paper;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.lab.Scale;

/** The sections that every form of the report draws from. */
final class Contents {

    private final RunData data;
    private final RunRecord record;
    private final Notes study;
    private final Notes notes;

    /** Sections that the study's own text has come before what people noted of the run. */
    Contents(RunData data, Notes notes) {
        this.data = data;
        this.record = data.record();
        this.study = Notes.parse(data.discussion());
        this.notes = notes;
    }

    private List<Block> section(String name) {
        var blocks = new ArrayList<>(study.section(name));
        blocks.addAll(notes.section(name));
        return blocks;
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
        String badge = ClaimFacts.verdict(record, claim);
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
        claim.published().ifPresent(p -> facts.put("Published", ClaimFacts.published(p)));
        facts.put("Ours", ClaimFacts.ours(claim));
        facts.put("Delta", ClaimFacts.delta(claim));
        facts.put("Seeds", Integer.toString(claim.seeds()));
        var effect = Effect.single(claim);
        if (!effect.values().isEmpty()) {
            facts.put(
                    "Effect of each seed",
                    String.join(
                            ", ",
                            effect.values().stream()
                                    .map(v -> Numbers.plain(effect.printed(v)))
                                    .toList()));
        }
        claim.details().forEach((name, value) -> {
            if (!name.equals("parts")) {
                DetailWords.put(facts, name, value);
            }
        });
        var blocks = new ArrayList<Block>();
        blocks.add(Facts.pairs(
                "claim-" + Plates.fileName(claim.id()), "How " + claim.id() + " was decided.", "What", facts));
        if (claim.details().containsKey("parts")) {
            blocks.add(ClaimFacts.parts(record, claim));
        }
        return blocks;
    }

    List<Block> discussion() {
        var blocks = new ArrayList<Block>(study.section(Notes.DISCUSSION));
        others(study, blocks);
        blocks.addAll(notes.section(Notes.DISCUSSION));
        others(notes, blocks);
        if (blocks.isEmpty()) {
            blocks.add(Block.paragraph(Summary.NOTHING.formatted(Notes.DISCUSSION)));
        }
        return blocks;
    }

    private static void others(Notes from, List<Block> into) {
        from.others().forEach((title, body) -> {
            into.add(new Block.Heading(2, title));
            into.addAll(body);
        });
    }

    /** One table: what the scale changes, then what the study does otherwise. */
    List<Block> deviations() {
        var rows = new ArrayList<List<Block.Cell>>();
        data.departures()
                .forEach(d -> rows.add(List.of(
                        Block.Cell.of(new Span.Mono(d.setting())),
                        Block.Cell.of(SettingText.of(d.paper())),
                        Block.Cell.of(SettingText.of(d.here())))));
        boolean paper = record.scale() == Scale.PAPER;
        var blocks = new ArrayList<Block>();
        blocks.add(Block.paragraph("The run is at " + record.scale().label() + " scale"
                + (paper
                        ? ", the published setting."
                        : ", smaller than the published setting; every setting stands under Settings.")
                + (record.deviations().isEmpty() ? " Beyond the scale the study states no deviation." : "")));
        for (var deviation : record.deviations()) {
            rows.add(List.of(Block.Cell.of("method"), Block.Cell.of("as published"), Block.Cell.of(deviation)));
        }
        if (!rows.isEmpty()) {
            blocks.add(new Block.Table(
                    "deviations",
                    "Deviations from the paper: settings that the scale changes, and what the study does otherwise.",
                    List.of(Block.Column.text("What", 2), Block.Column.text("Paper", 2), Block.Column.text("Here", 5)),
                    rows));
        }
        return blocks;
    }

    /** Data and models as the study and people describe them, with what the run itself knows of both. */
    List<Block> materials() {
        var blocks = new ArrayList<>(MaterialFacts.data(data.materials()));
        blocks.addAll(MaterialFacts.models(data.materials(), record));
        if (!record.shared().isEmpty()) {
            blocks.add(new Block.Bullets(record.shared().stream()
                    .map(s -> List.<Span>of(
                            new Span.Plain("Made once and shared by trials: " + s.name() + ", "),
                            new Span.Mono(s.address())))
                    .toList()));
        }
        var said = section(Notes.MATERIALS);
        blocks.addAll(
                said.isEmpty() && data.materials().models().isEmpty()
                        ? List.of(Block.paragraph(Summary.NOTHING.formatted(Notes.MATERIALS)))
                        : said);
        return blocks;
    }

    boolean hasMaterials() {
        var m = data.materials();
        return !m.data().isEmpty()
                || !m.models().isEmpty()
                || !section(Notes.MATERIALS).isEmpty();
    }

    /** Settings of every arm, and how they were chosen: by the plan's own tuning, as the study says, or nobody knows. */
    List<Block> settings() {
        var blocks = new ArrayList<Block>(Facts.settings(record));
        blocks.add(Block.paragraph(record.notes().stream()
                .filter(note -> note.startsWith("Tuned beforehand "))
                .findFirst()
                .or(() -> data.materials().tuning().map(t -> "How they were chosen: " + t))
                .orElse("The plan tunes nothing: no trial of this run was spent on choosing settings."
                        + " How they were chosen before it the study does not say.")));
        return blocks;
    }

    List<Block> missing() {
        return Gaps.missing(record);
    }

    List<Block> limitations() {
        var blocks = new ArrayList<>(Gaps.limitations(record));
        blocks.addAll(section(Notes.LIMITS));
        return blocks;
    }

    /** What the run took beyond the table of cost, and what people spent. */
    List<Block> effort() {
        var blocks = new ArrayList<>(Effort.of(record, data.source()));
        blocks.add(new Block.Heading(1, Notes.HOURS));
        blocks.addAll(written(Notes.HOURS, List.of()));
        return blocks;
    }

    /** Whose code ran: ours, and the libraries'. */
    List<Block> reused() {
        var libraries = record.environment().libraries();
        var facts = new ArrayList<>(MaterialFacts.reused(data.materials()));
        if (!libraries.isEmpty()) {
            facts.add(Block.paragraph(
                    "The method was written for this study; no code of the authors was run unless it is named here. Libraries: "
                            + String.join(
                                    ", ",
                                    libraries.entrySet().stream()
                                            .sorted(Map.Entry.comparingByKey())
                                            .map(e -> e.getKey() + " " + e.getValue())
                                            .toList())
                            + "."));
        }
        return written(Notes.REUSED, facts);
    }

    /** What people wrote in a section of the notes after what is known without them. */
    List<Block> written(String section, List<Block> facts) {
        var blocks = new ArrayList<>(facts);
        var noted = section(section);
        blocks.addAll(noted.isEmpty() ? List.of(Block.paragraph(Summary.NOTHING.formatted(section))) : noted);
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
        lines.append("./assay run ").append(command()).append('\n');
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

    /** What follows {@code assay run}, for a shell. */
    String command() {
        return String.join(
                " ", data.arguments().stream().map(Contents::argument).toList());
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
        data.planToday()
                .filter(today -> !today.equals(record.planHash()))
                .ifPresent(today ->
                        blocks.add(Block.paragraph("The study's plan has changed since this run: its SHA-256 is now "
                                + today + ". The verdicts are those of the plan above.")));
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

    List<Block> references() {
        var items = record.papers().stream().map(Paper::citation).map(Span::of).toList();
        return items.isEmpty() ? List.of() : List.of(new Block.Bullets(items));
    }

    Notes notes() {
        return notes;
    }
}
