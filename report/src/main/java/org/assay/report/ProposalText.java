package org.assay.report;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assay.lab.Materials;
import org.assay.lab.Paper;
import org.assay.lab.PlanSummary;
import org.assay.lab.PlanSummary.ClaimLine;
import org.assay.lab.RunRecord;
import org.assay.lab.Scale;
import org.assay.lab.Study;
import org.assay.lab.TrialStatus;
import org.assay.report.Block.Cell;
import org.assay.report.Block.Column;

/** What a proposal says, in as many words as fit. */
final class ProposalText {

    /** How much goes in: claims listed, characters of a claim, characters of a section. */
    record Size(int claims, int claim, int section) {}

    static final List<Size> SIZES = List.of(
            new Size(12, 170, 1200),
            new Size(10, 130, 900),
            new Size(8, 110, 700),
            new Size(5, 90, 500),
            new Size(3, 70, 300));

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private final Study<?> study;
    private final Scale scale;
    private final Optional<RunRecord> earlier;
    private final LocalDate date;
    private final PlanSummary plan;

    ProposalText(Study<?> study, Scale scale, Optional<RunRecord> earlier, LocalDate date) {
        this.study = study;
        this.scale = scale;
        this.earlier = earlier.filter(r -> r.scale() == scale);
        this.date = date;
        this.plan = study.plan().summary(scale);
    }

    Manuscript manuscript(Size size) {
        var sections = new ArrayList<Manuscript.Section>();
        var question = new ArrayList<Block>();
        question.add(Block.paragraph(Clip.text(study.question(), size.section())));
        if (!plan.claims().isEmpty()) {
            question.addAll(claims(size));
        }
        sections.add(new Manuscript.Section("", question, true));
        sections.add(section("Data and models", cut(materials(), size)));
        sections.add(section("Plan", List.of(Block.paragraph(planned()))));
        sections.add(section("Deviations from the paper", cut(deviations(), size)));
        sections.add(section("Cost", List.of(Block.paragraph(cost()))));
        sections.add(section(
                "To begin",
                List.of(new Block.Code("./assay run " + Contents.argument(study.id()) + " --scale " + scale.label()))));
        var paper = study.papers().stream().findFirst();
        return new Manuscript(
                "Proposal for a reproduction · " + Clip.text(study.id(), 60) + " · " + scale.label() + " scale · "
                        + DAY.format(date),
                Clip.text(paper.map(Paper::title).orElse(study.id()), 160),
                paper.map(p -> "On the paper by " + Clip.text(String.join(", ", p.authors()), 160) + ". "
                                + Clip.text(p.venue(), 80) + ", " + Clip.text(p.id(), 60))
                        .orElse(""),
                List.of(),
                sections,
                "Proposal: " + Clip.text(study.id(), 60) + ", plan " + Summary.shortHash(plan.hash()));
    }

    /** Words of the running text, the table of claims left out. */
    static long words(Manuscript m) {
        return m.sections().stream()
                .flatMap(s -> s.blocks().stream())
                .mapToLong(ProposalText::words)
                .sum();
    }

    private static long words(Block block) {
        return switch (block) {
            case Block.Heading h -> words(h.text());
            case Block.Paragraph p -> words(Span.plain(p.spans()));
            case Block.Bullets b ->
                b.items().stream().mapToLong(i -> words(Span.plain(i))).sum();
            case Block.Table _, Block.Code _, Block.Image _, Block.Folded _ -> 0;
        };
    }

    private static long words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
    }

    private static List<Block> cut(List<Block> blocks, Size size) {
        return blocks.stream().map(b -> Clip.block(b, size.section())).toList();
    }

    private static Manuscript.Section section(String title, List<Block> blocks) {
        return new Manuscript.Section(title, blocks, false);
    }

    private List<Block> claims(Size size) {
        var ordered = plan.claims().stream()
                .sorted(Comparator.comparing((ClaimLine c) -> !c.primary()))
                .toList();
        var rows = ordered.stream()
                .limit(size.claims())
                .map(c -> List.of(
                        Cell.of(new Span.Strong(c.id()), new Span.Plain(c.primary() ? " primary" : "")),
                        Cell.of(Clip.text(c.text(), size.claim())),
                        Cell.of(Clip.text(
                                c.published().map(ClaimFacts::published).orElse("–"), size.claim())),
                        Cell.of(Clip.text(c.shape(), size.claim()))))
                .toList();
        var blocks = new ArrayList<Block>();
        blocks.add(new Block.Table(
                "claims",
                "Claims to be tested, each with the smallest effect that would matter, fixed before the first trial.",
                List.of(
                        Column.text("Claim", 8),
                        Column.text("Statement", 26),
                        Column.text("Published", 20),
                        Column.text("Decided by", 34)),
                rows));
        int more = ordered.size() - rows.size();
        if (more > 0) {
            blocks.add(Block.paragraph("and " + Numbers.count(more, "further claim") + "."));
        }
        return blocks;
    }

    private List<Block> materials() {
        var m = study.materials();
        var blocks = new ArrayList<Block>();
        if (m.data().isEmpty()) {
            blocks.addAll(MaterialFacts.data(m));
        } else {
            blocks.add(
                    new Block.Bullets(m.data().stream().map(ProposalText::data).toList()));
        }
        if (!m.models().isEmpty()) {
            blocks.add(new Block.Bullets(m.models().stream()
                    .map(x -> Span.of(new Span.Strong(x.name()), new Span.Plain(": " + x.architecture())))
                    .toList()));
        }
        return blocks;
    }

    private static List<Span> data(Materials.Data d) {
        String splits = d.splits().stream()
                .map(s -> s.name() + " " + Numbers.count(s.items(), "item"))
                .collect(Collectors.joining(", "));
        return Span.of(
                new Span.Strong(d.title()),
                new Span.Plain(" (" + d.licence() + ")" + (splits.isEmpty() ? "" : ": " + splits)));
    }

    private String planned() {
        long exploratory =
                plan.arms().stream().filter(PlanSummary.ArmLine::exploratory).count();
        String looks = plan.looks().size() == 1
                ? "judged once, after " + Numbers.count(plan.looks().getFirst(), "seed")
                : "judged after "
                        + plan.looks().stream().map(String::valueOf).collect(Collectors.joining(", then "))
                        + " seeds, until every primary claim is decided";
        return Numbers.count(plan.arms().size(), "arm") + (exploratory > 0 ? " (" + exploratory + " exploratory)" : "")
                + ", " + looks + "; at most " + Numbers.count(plan.trials().getLast(), "trial")
                + ". Intervals are over seeds, paired where arms share them; those of the primary claims hold jointly at 95 % over all looks. A claim"
                + " counts as reproduced when its interval excludes the absence of an effect and the estimate reaches what matters."
                + power()
                + " The plan's SHA-256 begins " + Summary.shortHash(plan.hash()) + ".";
    }

    /** What the plan can show of its first primary claim. */
    private String power() {
        return plan.claims().stream()
                .filter(ClaimLine::primary)
                .filter(c -> !c.power().isEmpty())
                .findFirst()
                .map(c -> " By simulation " + c.id() + " would be shown "
                        + c.power().stream()
                                .map(p -> "in " + Math.round(100 * p.shown()) + " % at " + p.situation())
                                .collect(Collectors.joining(", "))
                                .replaceFirst("\\.$", "")
                        + ".")
                .orElse("");
    }

    private List<Block> deviations() {
        var items = study.deviations().stream().map(Span::of).toList();
        return items.isEmpty()
                ? List.of(Block.paragraph("Beyond the scale none is planned."))
                : List.of(new Block.Bullets(items));
    }

    /** From the mean cost of each arm's trials in the earlier run. */
    private String cost() {
        if (earlier.isEmpty()) {
            return "Not known yet: no run of this study at " + scale.label()
                    + " scale is at hand. After its first trials a run says how long it will take.";
        }
        var record = earlier.get();
        double cpu = 0;
        long peak = 0;
        for (var arm : plan.arms()) {
            var trials = record.trials().stream()
                    .filter(t -> t.arm().equals(arm.name()) && t.status() == TrialStatus.DONE)
                    .map(RunRecord.TrialRecord::cost)
                    .toList();
            if (trials.isEmpty()) {
                return "Not known yet: the run at hand has no finished trial of arm " + arm.name() + ".";
            }
            cpu += arm.seeds()
                    * trials.stream()
                            .mapToDouble(RunRecord.Cost::cpuSeconds)
                            .average()
                            .orElse(0);
            peak = Math.max(
                    peak,
                    trials.stream().mapToLong(RunRecord.Cost::peakBytes).max().orElse(0));
        }
        return "At most " + Numbers.duration(cpu) + " of processor time and " + Numbers.bytes(peak)
                + " of memory a worker, from the trials of run " + record.run() + " on "
                + record.environment().processor() + ".";
    }
}
