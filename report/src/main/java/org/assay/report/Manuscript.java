package org.assay.report;

import java.util.ArrayList;
import java.util.List;
import org.assay.lab.Published;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.ClaimRecord;

/**
 * The report as a short paper, whatever sets its pages.
 *
 * @param kicker what it is, above the title
 * @param byline whose paper is tested
 * @param team who made the run; empty when nobody said
 * @param footer at the foot of every page
 */
record Manuscript(String kicker, String title, String byline, List<Block> team, List<Section> sections, String footer) {

    /**
     * A part of the paper.
     *
     * @param title empty for a part without one
     * @param broad spans both columns
     */
    record Section(String title, List<Block> blocks, boolean broad) {}

    /** How much goes in. */
    record Extent(int claims, int figures, int seedFigures, int statements, int characters, boolean tables) {

        /** From everything to what always fits. */
        static final List<Extent> ALL = List.of(
                new Extent(24, 8, 2, 24, 4000, true),
                new Extent(20, 6, 2, 16, 3000, true),
                new Extent(16, 5, 2, 12, 2200, true),
                new Extent(14, 4, 2, 8, 1600, true),
                new Extent(12, 3, 2, 6, 1200, true),
                new Extent(10, 2, 2, 4, 900, true),
                new Extent(8, 2, 1, 2, 600, false),
                new Extent(6, 1, 1, 2, 400, false),
                new Extent(4, 0, 0, 2, 250, false));
    }

    static Manuscript of(RunRecord record, Contents contents, Plates plates, Extent extent) {
        return new Writer(record, contents, plates, extent).write();
    }

    private record Writer(RunRecord record, Contents contents, Plates plates, Extent extent) {

        private static final double TALLEST = 620;
        private static final double TALLEST_OVERVIEW = 460;

        Manuscript write() {
            var sections = new ArrayList<Section>();
            sections.add(new Section("Reproducibility summary", summary(), false));
            if (!contents.claims().isEmpty()) {
                sections.add(new Section("", claims(), true));
            }
            sections.add(new Section("Results", results(), false));
            add(sections, "Discussion", contents.discussion(), extent.characters());
            add(sections, "Deviations from the paper", contents.deviations(), extent.characters());
            add(sections, "Limitations", contents.limitations(), extent.characters() / 2);
            add(sections, "What was not run", contents.missing(), extent.characters() / 3);
            if (contents.hasMaterials()) {
                add(sections, Notes.MATERIALS, contents.materials(), extent.characters() / 2);
            }
            sections.add(new Section("Cost and trials", cost(), false));
            sections.add(new Section("Environment", environment(), false));
            sections.add(new Section("How to repeat this", repeat(), false));
            if (!record.papers().isEmpty()) {
                add(sections, "References", contents.references(), 1200);
            }
            return new Manuscript(
                    "Reproducibility report · " + Clip.text(record.study(), 80) + " · "
                            + record.scale().label() + " scale",
                    Clip.text(contents.title(), 220),
                    byline(),
                    Clip.blocks(contents.notes().section(Notes.TEAM), 300),
                    sections,
                    "Reproducibility report: " + Clip.text(record.study(), 60) + ", "
                            + record.scale().label() + " scale, run " + Clip.text(record.run(), 60));
        }

        private static void add(List<Section> sections, String title, List<Block> blocks, int most) {
            // A page cannot fold: what is folded stays in the HTML.
            var open = blocks.stream().filter(b -> !(b instanceof Block.Folded)).toList();
            sections.add(new Section(title, Clip.blocks(open, most), false));
        }

        private String byline() {
            if (record.papers().isEmpty()) {
                return "";
            }
            var paper = record.papers().getFirst();
            return "On the paper by " + Clip.text(String.join(", ", paper.authors()), 240) + ". " + paper.venue() + ", "
                    + paper.id();
        }

        /** The six parts, each with its title at the head of its first paragraph. */
        private List<Block> summary() {
            var blocks = new ArrayList<Block>();
            for (var part : Summary.of(record, contents.notes()).parts()) {
                var clipped = Clip.blocks(part.blocks(), Math.min(extent.characters(), 1400));
                if (!clipped.isEmpty() && clipped.getFirst() instanceof Block.Paragraph p) {
                    var spans = new ArrayList<Span>();
                    spans.add(new Span.Strong(part.title() + ". "));
                    spans.addAll(p.spans());
                    blocks.add(new Block.Paragraph(spans));
                    blocks.addAll(clipped.subList(1, clipped.size()));
                } else {
                    blocks.add(new Block.Heading(1, part.title()));
                    blocks.addAll(clipped);
                }
            }
            return blocks;
        }

        private List<Block> claims() {
            var all = contents.claims();
            var shown = all.subList(0, Math.min(all.size(), extent.claims()));
            var blocks = new ArrayList<Block>();
            blocks.add(ClaimFacts.claims(
                    record, shown.stream().map(this::shortened).toList()));
            if (shown.size() < all.size()) {
                blocks.add(Block.paragraph(
                        Numbers.count(all.size() - shown.size(), "further claim") + ": see report.html."));
            }
            return blocks;
        }

        private ClaimRecord shortened(ClaimRecord c) {
            int most = Math.max(90, extent.characters() / 12);
            return new ClaimRecord(
                    Clip.text(c.id(), 30),
                    Clip.text(c.text(), most),
                    c.primary(),
                    c.published()
                            .map(p -> new Published(Clip.text(p.value(), most), Clip.text(p.place(), 40), p.source())),
                    c.shape(),
                    c.verdict(),
                    c.estimate(),
                    c.interval(),
                    c.delta(),
                    Clip.text(c.unit(), 20),
                    c.seeds(),
                    c.values(),
                    c.statement(),
                    c.details());
        }

        private List<Block> results() {
            var blocks = new ArrayList<Block>();
            if (extent.figures() > 0) {
                plates.overview()
                        .filter(p -> p.narrow().height() < TALLEST_OVERVIEW)
                        .ifPresent(p -> blocks.add(image(p)));
            }
            contents.claims().stream()
                    .limit(extent.statements())
                    .forEach(c -> contents.verdict(c, true).forEach(b -> blocks.add(Clip.block(b, 500))));
            plates.seeds().stream().limit(extent.seedFigures()).forEach(p -> blocks.add(image(p)));
            var declared = plates.declared();
            var shown = declared.stream()
                    .filter(p -> p.narrow().height() < TALLEST)
                    .limit(extent.figures())
                    .toList();
            shown.forEach(p -> blocks.add(image(p)));
            int more = declared.size() - shown.size();
            if (more > 0) {
                blocks.add(Block.paragraph(
                        Numbers.count(more, "further figure") + ": see report.html and the folder figures."));
            }
            return blocks;
        }

        private Block image(Plate plate) {
            int most = Math.max(300, extent.characters() / 5);
            return new Block.Image(
                    new Plate(plate.name(), Clip.text(plate.caption(), most), plate.wide(), plate.narrow()));
        }

        private List<Block> cost() {
            var table = Facts.cost(record);
            var c = record.cost();
            return List.of(
                    Block.paragraph(contents.trialCount()),
                    extent.tables() && table.rows().size() <= 14
                            ? table
                            : Block.paragraph(Numbers.duration(c.cpuSeconds()) + " of CPU time, "
                                    + Numbers.duration(c.wallSeconds())
                                    + " of wall time, peak memory of a worker " + Numbers.bytes(c.peakBytes())
                                    + ", failed trials included. Cost by arm: see report.html."));
        }

        private List<Block> environment() {
            if (!extent.tables()) {
                var e = record.environment();
                return List.of(Clip.block(
                        Block.paragraph(e.processor() + ", " + Numbers.count(e.cores(), "core") + ", "
                                + Numbers.bytes(e.memoryBytes()) + ", " + e.os() + ", JDK " + e.jdk() + "."),
                        300));
            }
            var table = Facts.environment(record);
            var rows = table.rows().stream()
                    .limit(18)
                    .map(r -> r.stream()
                            .map(c -> new Block.Cell(Span.cut(c.spans(), 90), c.key()))
                            .toList())
                    .toList();
            return List.of(new Block.Table(table.name(), table.caption(), table.columns(), rows));
        }

        private List<Block> repeat() {
            var blocks = new ArrayList<>(Clip.blocks(contents.repeat(), 900));
            blocks.add(
                    Block.paragraph(
                            "The plan was fixed " + Facts.time(record.planned()) + "; its SHA-256 begins "
                                    + Summary.shortHash(record.planHash())
                                    + ". Seed-level data, settings of every arm, the plan in full and the study's source are in report.html."));
            return blocks;
        }
    }
}
