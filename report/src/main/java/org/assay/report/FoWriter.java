package org.assay.report;

import java.util.List;
import org.assay.report.plot.Scene;
import org.assay.report.plot.SvgWriter;

/**
 * Blocks as XSL-FO for pages in two columns. Attributes are literals of this program; everything that a study or a person wrote goes through
 * {@link #text}, which escapes.
 */
final class FoWriter {

    private static final String CAPTION = "font-size='8pt' line-height='9.6pt'";
    private static final String BOLD = "font-weight='bold'";
    private static final String KEEP = "keep-with-next.within-column='always'";

    /** A table of no more rows is not broken. */
    private static final int SHORT = 18;

    private final StringBuilder out = new StringBuilder();
    private int figures;
    private int tables;

    FoWriter open(String element, String attributes) {
        out.append("<fo:").append(element).append(' ').append(attributes).append('>');
        return this;
    }

    FoWriter open(String element) {
        out.append("<fo:").append(element).append('>');
        return this;
    }

    FoWriter close(String element) {
        out.append("</fo:").append(element).append('>');
        return this;
    }

    FoWriter text(String text) {
        out.append(SvgWriter.escape(Glyphs.printable(text)));
        return this;
    }

    FoWriter block(String text, String attributes) {
        return open("block", attributes).text(text).close("block");
    }

    /** Air that survives the edge of a spanning block, where space-before and space-after do not. */
    FoWriter air(int points) {
        return block("\u00a0", "font-size='1pt' line-height='" + points + "pt'");
    }

    /** A section's title. */
    FoWriter section(String title) {
        return block(
                title,
                "font-size='11pt' line-height='13pt' space-before='8pt' space-after='2.5pt' role='H2' " + BOLD + " "
                        + KEEP);
    }

    FoWriter blocks(List<Block> blocks) {
        blocks.forEach(this::block);
        return this;
    }

    FoWriter block(Block block) {
        switch (block) {
            case Block.Heading h -> {
                String style = h.level() == 1 ? "normal" : "italic";
                block(
                        h.text(),
                        "font-style='" + style + "' space-before='4pt' space-after='1pt' role='H3' " + BOLD + " "
                                + KEEP);
            }
            case Block.Paragraph p ->
                open("block", "space-after='3pt' text-align='justify'")
                        .spans(p.spans())
                        .close("block");
            case Block.Bullets b -> bullets(b);
            case Block.Code c -> code(c.text());
            case Block.Table t -> table(t, "7.4pt");
            case Block.Image i -> figure(i.plate());
            case Block.Folded f -> blocks(f.blocks());
        }
        return this;
    }

    private void bullets(Block.Bullets bullets) {
        open(
                "list-block",
                "provisional-distance-between-starts='8pt' provisional-label-separation='2pt' space-after='3pt'");
        bullets.items().forEach(item -> {
            open("list-item", "space-after='1pt'");
            open("list-item-label", "end-indent='label-end()'")
                    .block("•", "role='P'")
                    .close("list-item-label");
            open("list-item-body", "start-indent='body-start()'")
                    .open("block", "text-align='justify'")
                    .spans(item)
                    .close("block");
            close("list-item-body").close("list-item");
        });
        close("list-block");
    }

    private void code(String text) {
        open(
                "block",
                "font-family='Cousine' font-size='6.9pt' line-height='9pt' background-color='#f3f4f5' padding='3pt' margin-left='3pt' margin-right='3pt'"
                        + " space-before='3pt' space-after='5pt' linefeed-treatment='preserve' white-space-collapse='false' white-space-treatment='preserve'"
                        + " wrap-option='wrap'");
        text(breakable(text, 44)).close("block");
    }

    /** Long words get places to break, where no space gives one. */
    private static String breakable(String text, int most) {
        var out = new StringBuilder();
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            run = Character.isWhitespace(c) ? 0 : run + 1;
            out.append(c);
            if (run >= most && !Character.isHighSurrogate(c)) {
                out.append('\u200b');
                run = 0;
            }
        }
        return out.toString();
    }

    FoWriter spans(List<Span> spans) {
        spans.forEach(s -> {
            String text = breakable(s.text(), 34);
            switch (s) {
                case Span.Plain p -> text(text);
                case Span.Strong p -> inline(text, BOLD);
                case Span.Emphasis p -> inline(text, "font-style='italic'");
                case Span.Mono p -> inline(text, "font-family='Cousine' font-size='88%'");
                case Span.Link l -> text(text);
                case Span.Badge b ->
                    inline(
                            text,
                            "font-family='Arimo' font-size='0.84em' font-weight='bold' color='#%06x'"
                                    .formatted(VerdictInk.of(b.verdict()).rgb()));
            }
        });
        return this;
    }

    private void inline(String text, String attributes) {
        open("inline", attributes).text(text).close("inline");
    }

    FoWriter table(Block.Table table, String size) {
        tables++;
        open("block", table.rows().size() <= SHORT ? "keep-together.within-column='always'" : "");
        open("block", "space-before='5pt' space-after='2.5pt' " + CAPTION + " " + KEEP);
        inline("Table " + tables + ". ", BOLD);
        text(table.caption()).close("block");
        open(
                "table",
                "table-layout='fixed' width='100%' line-height='1.22' space-after='7pt' border-top='0.9pt solid #1b1f24' border-bottom='0.9pt solid #1b1f24'"
                        + " font-size='" + size + "'");
        table.columns()
                .forEach(c -> open("table-column", "column-width='proportional-column-width(" + c.weight() + ")'")
                        .close("table-column"));
        open("table-header").open("table-row", "border-bottom='0.5pt solid #1b1f24'");
        table.columns().forEach(c -> cell(List.of(new Span.Strong(c.title())), c.number()));
        close("table-row").close("table-header").open("table-body");
        if (table.rows().isEmpty()) {
            open("table-row");
            table.columns().forEach(c -> cell(Span.of("–"), c.number()));
            close("table-row");
        }
        for (var row : table.rows()) {
            open("table-row", "keep-together.within-column='always'");
            for (int i = 0; i < row.size(); i++) {
                cell(row.get(i).spans(), table.columns().get(i).number());
            }
            close("table-row");
        }
        close("table-body").close("table").close("block");
        return this;
    }

    private void cell(List<Span> spans, boolean number) {
        open("table-cell", "padding='1.4pt 3pt 1.4pt 0pt' text-align='" + (number ? "end" : "start") + "'")
                .open("block");
        spans(spans.stream().map(FoWriter::breakableCell).toList());
        close("block").close("table-cell");
    }

    private static Span breakableCell(Span span) {
        return switch (span) {
            case Span.Plain p -> new Span.Plain(breakable(p.text().replace("_", "_\u200b"), 14));
            case Span.Strong s -> new Span.Strong(breakable(s.text().replace("_", "_\u200b"), 8));
            default -> span;
        };
    }

    FoWriter figure(Plate plate) {
        figures++;
        String alt = SvgWriter.escape(Glyphs.printable(plate.narrow().title() + ". " + plate.caption()));
        open("block", "space-before='5pt' space-after='7pt' keep-together.within-column='always'");
        open("block", "text-align='center' line-height='0' font-size='0'");
        open(
                "instream-foreign-object",
                "content-width='scale-to-fit' width='100%' content-height='scale-to-fit' scaling='uniform'"
                        + " xmlns:fox='http://xmlgraphics.apache.org/fop/extensions' fox:alt-text=\"" + alt + "\"");
        out.append(SvgWriter.file(plate.narrow()));
        close("instream-foreign-object").close("block");
        open("block", "space-before='3pt' " + CAPTION);
        inline("Figure " + figures + ". ", BOLD);
        text(plate.caption()).close("block").close("block");
        return this;
    }

    /** A page that holds one drawing and nothing else. */
    static String figurePage(Scene scene) {
        String size = "page-width='" + 0.75 * scene.width() + "pt' page-height='" + 0.75 * scene.height() + "pt'";
        return "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format' xml:lang='en'><fo:layout-master-set><fo:simple-page-master master-name='page' "
                + size
                + "><fo:region-body/></fo:simple-page-master></fo:layout-master-set><fo:page-sequence master-reference='page'>"
                + "<fo:flow flow-name='xsl-region-body'><fo:block line-height='0' font-size='0'><fo:instream-foreign-object width='100%'"
                + " content-width='scale-to-fit' height='100%' content-height='scale-to-fit' xmlns:fox='http://xmlgraphics.apache.org/fop/extensions'"
                + " fox:alt-text=\"" + SvgWriter.escape(Glyphs.printable(scene.title())) + "\">" + SvgWriter.file(scene)
                + "</fo:instream-foreign-object></fo:block></fo:flow></fo:page-sequence></fo:root>";
    }

    /** The whole document around what was written. */
    String document(String footer) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format" xml:lang="en" font-family="Tinos" font-size="9pt" line-height="10.9pt" color="#1b1f24">
                <fo:layout-master-set><fo:simple-page-master master-name="page" page-width="210mm" page-height="297mm" margin="15mm 16mm 9mm 16mm">
                <fo:region-body column-count="2" column-gap="6.5mm" margin-bottom="9mm"/><fo:region-after extent="6mm"/>
                </fo:simple-page-master></fo:layout-master-set>
                <fo:page-sequence master-reference="page">
                <fo:static-content flow-name="xsl-region-after"><fo:block font-size="7.5pt" color="#5b6470" text-align="center">%s · <fo:page-number/></fo:block></fo:static-content>
                <fo:flow flow-name="xsl-region-body" hyphenate="false">
                """.formatted(SvgWriter.escape(Glyphs.printable(footer)))
                + out
                + "</fo:flow></fo:page-sequence></fo:root>\n";
    }
}
