package org.assay.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.apache.fop.apps.FopConfParser;
import org.apache.fop.apps.FopFactory;
import org.apache.fop.apps.MimeConstants;
import org.apache.xmlgraphics.io.Resource;
import org.apache.xmlgraphics.io.ResourceResolver;
import org.assay.lab.RunRecord;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The report as a paper of at most four pages: when it does not fit, what matters least goes; all of it stands in the HTML. */
final class PdfReport {

    /** As many pages as a course's hand-in may have. */
    static final int PAGES = 4;

    /** How much goes in, from everything to what always fits. */
    private record Extent(int claims, int figures, int seedFigures, int statements, int characters, boolean tables) {}

    private static final List<Extent> EXTENTS = List.of(
            new Extent(24, 8, 2, 24, 4000, true),
            new Extent(20, 6, 2, 16, 3000, true),
            new Extent(16, 5, 2, 12, 2200, true),
            new Extent(14, 4, 2, 8, 1600, true),
            new Extent(12, 3, 2, 6, 1200, true),
            new Extent(10, 2, 2, 4, 900, true),
            new Extent(8, 2, 1, 2, 600, false),
            new Extent(6, 1, 1, 2, 400, false),
            new Extent(4, 0, 0, 2, 250, false));

    private static final FopFactory FACTORY = factory();

    /** Held, because a logger that nobody holds forgets its level: what FOP has to say of its work is no reader's business. */
    private static final List<Logger> LOGGERS = List.of(
            Logger.getLogger("org.apache.fop"),
            Logger.getLogger("org.apache.xmlgraphics"),
            Logger.getLogger("org.apache.batik"));

    static {
        LOGGERS.forEach(l -> l.setLevel(Level.OFF));
    }

    private final RunRecord record;
    private final Contents contents;
    private final Plates plates;

    private PdfReport(RunData data, Contents contents) {
        this.record = data.record();
        this.contents = contents;
        this.plates = new Plates(data);
    }

    static byte[] write(RunData data, Contents contents) {
        var report = new PdfReport(data, contents);
        for (var extent : EXTENTS) {
            var pdf = report.render(report.document(extent));
            if (pdf.pages() <= PAGES) {
                return pdf.bytes();
            }
        }
        throw new IllegalStateException("Run " + report.record.run() + " does not fit " + PAGES
                + " pages even without figures; this is an error in the report.");
    }

    private String document(Extent extent) {
        var fo = new FoWriter();
        title(fo);
        fo.section("Reproducibility summary");
        for (var part : Summary.of(record, contents.notes()).parts()) {
            var blocks = clip(part.blocks(), Math.min(extent.characters(), 1400));
            runIn(fo, part.title(), blocks);
        }
        claims(fo, extent);
        results(fo, extent);
        rest(fo, extent);
        return fo.document("Reproducibility report: " + clip(record.study(), 60) + ", "
                + record.scale().label() + " scale, run " + clip(record.run(), 60));
    }

    private void title(FoWriter fo) {
        fo.open("block", "span='all' text-align='center'");
        fo.block(
                "Reproducibility report · " + clip(record.study(), 80) + " · "
                        + record.scale().label() + " scale",
                "font-family='Arimo' font-size='8pt' color='#5b6470' space-after='5pt'");
        fo.block(
                clip(contents.title(), 220),
                "font-size='17pt' line-height='20pt' font-weight='bold' space-after='4pt' role='H1'");
        if (!record.papers().isEmpty()) {
            var paper = record.papers().getFirst();
            fo.block(
                    "On the paper by " + clip(String.join(", ", paper.authors()), 240) + ". " + paper.venue() + ", "
                            + paper.id(),
                    "font-size='9.5pt' line-height='12pt'");
        }
        var team = contents.notes().section(Notes.TEAM);
        if (!team.isEmpty()) {
            fo.open("block", "space-before='3pt' font-style='italic'")
                    .blocks(clip(team, 300))
                    .close("block");
        }
        fo.block("", "border-bottom='0.6pt solid #1b1f24' space-before='4pt'")
                .air(6)
                .close("block");
    }

    /** A part whose title begins its first paragraph. */
    private static void runIn(FoWriter fo, String title, List<Block> blocks) {
        if (!blocks.isEmpty() && blocks.getFirst() instanceof Block.Paragraph p) {
            var spans = new ArrayList<Span>();
            spans.add(new Span.Strong(title + ". "));
            spans.addAll(p.spans());
            fo.block(new Block.Paragraph(spans)).blocks(blocks.subList(1, blocks.size()));
        } else {
            fo.block(new Block.Heading(1, title)).blocks(blocks);
        }
    }

    private void claims(FoWriter fo, Extent extent) {
        var all = contents.claims();
        if (all.isEmpty()) {
            return;
        }
        var shown = all.subList(0, Math.min(all.size(), extent.claims()));
        fo.open("block", "span='all'").air(6);
        var table = Facts.claims(
                record, shown.stream().map(c -> shortened(c, extent)).toList());
        fo.table(table, "7.6pt");
        if (shown.size() < all.size()) {
            fo.block(
                    Numbers.count(all.size() - shown.size(), "further claim") + ": see report.html.",
                    "font-size='8pt'");
        }
        fo.air(6).close("block");
    }

    private static RunRecord.ClaimRecord shortened(RunRecord.ClaimRecord c, Extent extent) {
        int most = Math.max(90, extent.characters() / 12);
        return new RunRecord.ClaimRecord(
                clip(c.id(), 30),
                clip(c.text(), most),
                c.primary(),
                c.published()
                        .map(p -> new org.assay.lab.Published(clip(p.value(), most), clip(p.place(), 40), p.source())),
                c.shape(),
                c.verdict(),
                c.estimate(),
                c.interval(),
                c.delta(),
                clip(c.unit(), 20),
                c.seeds(),
                c.values(),
                c.statement(),
                c.details());
    }

    private void results(FoWriter fo, Extent extent) {
        fo.section("Results");
        if (extent.figures() > 0) {
            plates.overview().filter(p -> p.narrow().height() < 400).ifPresent(p -> fo.figure(clipped(p, extent)));
        }
        contents.claims().stream()
                .limit(extent.statements())
                .forEach(c -> contents.verdict(c, true).forEach(b -> fo.block(clip(b, 500))));
        plates.seeds().stream().limit(extent.seedFigures()).forEach(p -> fo.figure(clipped(p, extent)));
        var declared = plates.declared().stream()
                .filter(p -> p.narrow().height() < 620)
                .toList();
        declared.stream().limit(extent.figures()).forEach(p -> fo.figure(clipped(p, extent)));
        int missing = plates.declared().size() - Math.min(declared.size(), extent.figures());
        if (missing > 0) {
            fo.block(Block.paragraph(
                    Numbers.count(missing, "further figure") + ": see report.html and the folder figures."));
        }
        fo.section("Discussion").blocks(clip(contents.discussion(), extent.characters()));
    }

    private void rest(FoWriter fo, Extent extent) {
        fo.section("Deviations from the paper").blocks(clip(contents.deviations(), extent.characters()));
        fo.section("Limitations").blocks(clip(contents.limitations(), extent.characters() / 2));
        fo.section("What was not run").blocks(clip(contents.missing(), extent.characters() / 3));
        if (!contents.notes().section(Notes.MATERIALS).isEmpty()) {
            fo.section(Notes.MATERIALS).blocks(clip(contents.materials(), extent.characters() / 2));
        }
        fo.section("Cost and trials").block(clip(Block.paragraph(contents.trialCount()), 400));
        var cost = Facts.cost(record);
        if (extent.tables() && cost.rows().size() <= 14) {
            fo.block(cost);
        } else {
            fo.block(Block.paragraph(costSentence()));
        }
        fo.section("Environment");
        if (extent.tables()) {
            var table = Facts.environment(record);
            fo.block(new Block.Table(
                    table.name(),
                    table.caption(),
                    table.columns(),
                    table.rows().stream()
                            .limit(18)
                            .map(r -> r.stream()
                                    .map(c -> new Block.Cell(Span.cut(c.spans(), 90), c.key()))
                                    .toList())
                            .toList()));
        } else {
            var e = record.environment();
            fo.block(clip(
                    Block.paragraph(e.processor() + ", " + Numbers.count(e.cores(), "core") + ", "
                            + Numbers.bytes(e.memoryBytes()) + ", " + e.os() + ", JDK " + e.jdk() + "."),
                    300));
        }
        fo.section("How to repeat this").blocks(clip(contents.repeat(), 900));
        fo.block(clip(
                Block.paragraph(
                        "The plan was fixed " + Facts.time(record.planned()) + "; its SHA-256 begins "
                                + Summary.shortHash(record.planHash())
                                + ". Seed-level data, settings of every arm, the plan in full and the study's source are in report.html."),
                400));
        if (!record.papers().isEmpty()) {
            fo.section("References").blocks(clip(contents.references(), 1200));
        }
    }

    private String costSentence() {
        var c = record.cost();
        return Numbers.duration(c.cpuSeconds()) + " of CPU time, " + Numbers.duration(c.wallSeconds())
                + " of wall time, peak memory of a worker " + Numbers.bytes(c.peakBytes())
                + ", failed trials included. Cost by arm: see report.html.";
    }

    private static Plate clipped(Plate plate, Extent extent) {
        return new Plate(
                plate.name(),
                clip(plate.caption(), Math.max(300, extent.characters() / 5)),
                plate.wide(),
                plate.narrow());
    }

    private static String clip(String text, int most) {
        return Span.plain(Span.cut(Span.of(text), most));
    }

    /** The first blocks that together have at most {@code most} characters, with a word on where the rest is. */
    private static List<Block> clip(List<Block> blocks, int most) {
        var kept = new ArrayList<Block>();
        int left = most;
        for (var block : blocks) {
            int length = length(block);
            if (length > left) {
                if (left > 80) {
                    kept.add(clip(block, left));
                }
                kept.add(Block.paragraph("(Continued in report.html.)"));
                return kept;
            }
            kept.add(block);
            left -= length;
        }
        return kept;
    }

    private static Block clip(Block block, int most) {
        return switch (block) {
            case Block.Paragraph p -> new Block.Paragraph(Span.cut(p.spans(), most));
            case Block.Heading h -> new Block.Heading(h.level(), clip(h.text(), most));
            case Block.Code c -> new Block.Code(clip(c.text(), most));
            case Block.Bullets b -> {
                var items = new ArrayList<List<Span>>();
                int left = most;
                for (var item : b.items()) {
                    if (left > 0) {
                        items.add(Span.cut(item, left));
                        left -= Span.plain(item).length();
                    }
                }
                yield new Block.Bullets(items);
            }
            default -> block;
        };
    }

    private static int length(Block block) {
        return switch (block) {
            case Block.Paragraph p -> Span.plain(p.spans()).length() + 20;
            case Block.Heading h -> h.text().length() + 40;
            case Block.Code c -> c.text().length() + 40;
            case Block.Bullets b ->
                b.items().stream().mapToInt(i -> Span.plain(i).length() + 20).sum();
            case Block.Table t -> t.rows().size() * 60;
            default -> 0;
        };
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Rendered(byte[] bytes, int pages) {}

    private Rendered render(String fo) {
        var bytes = new ByteArrayOutputStream();
        try {
            var agent = FACTORY.newFOUserAgent();
            agent.setTitle(Glyphs.printable(contents.title()));
            agent.setProducer("Assay");
            agent.setCreator("Assay");
            agent.setCreationDate(Date.from(record.ended().orElse(record.planned())));
            agent.setAccessibility(true);
            agent.getEventBroadcaster().addEventListener(event -> {});
            var fop = FACTORY.newFop(MimeConstants.MIME_PDF, agent, bytes);
            SAXParserFactory.newDefaultNSInstance()
                    .newSAXParser()
                    .parse(new InputSource(new StringReader(fo)), fop.getDefaultHandler());
            return new Rendered(
                    TimelessPdf.fixed(bytes.toByteArray()), fop.getResults().getPageCount());
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(
                    "The pages of run " + record.run() + " could not be set: " + e.getMessage(), e);
        }
    }

    private static FopFactory factory() {
        try (var configuration = Resources.open("fop.xml")) {
            return new FopConfParser(configuration, URI.create("file:///"), new JarFonts())
                    .getFopFactoryBuilder()
                    .build();
        } catch (IOException | SAXException e) {
            throw new IllegalStateException(
                    "The page setter's configuration in the report module's jar cannot be read.", e);
        }
    }

    /** Gives FOP the fonts of this jar and nothing else: no file, no address of the network. */
    private static final class JarFonts implements ResourceResolver {

        @Override
        public Resource getResource(URI uri) throws IOException {
            String name = uri.getPath() == null ? "" : uri.getPath().replaceAll(".*/", "");
            InputStream in = Resources.class.getResourceAsStream("fonts/" + name);
            if (in == null || !name.endsWith(".ttf")) {
                throw new IOException("The report prints nothing from outside: " + uri);
            }
            return new Resource(in);
        }

        @Override
        public OutputStream getOutputStream(URI uri) throws IOException {
            throw new IOException("The report writes nothing beside itself: " + uri);
        }
    }
}
