package org.assay.report;

import java.util.List;
import org.assay.report.plot.SvgWriter;

/** Blocks as XSL-FO for pages in two columns. */
final class FoWriter {

    private static final String FONTS = "Tinos";
    private final StringBuilder out = new StringBuilder();
    private int figures;
    private int tables;

    FoWriter open(String element, String... attributes) {
        out.append("<fo:").append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(SvgWriter.escape(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
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

    FoWriter block(String text, String... attributes) {
        return open("block", attributes).text(text).close("block");
    }

    /** A section's title. */
    FoWriter section(String title) {
        return block(
                title,
                "font-size",
                "11pt",
                "font-weight",
                "bold",
                "space-before",
                "8pt",
                "space-after",
                "2.5pt",
                "keep-with-next.within-column",
                "always",
                "role",
                "H2");
    }

    FoWriter blocks(List<Block> blocks) {
        blocks.forEach(this::block);
        return this;
    }

    FoWriter block(Block block) {
        switch (block) {
            case Block.Heading h ->
                block(
                        h.text(),
                        "font-weight",
                        "bold",
                        "font-style",
                        h.level() == 1 ? "normal" : "italic",
                        "space-before",
                        "4pt",
                        "space-after",
                        "1pt",
                        "keep-with-next.within-column",
                        "always",
                        "role",
                        "H3");
            case Block.Paragraph p ->
                open("block", "space-after", "3pt", "text-align", "justify")
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
                "provisional-distance-between-starts",
                "8pt",
                "provisional-label-separation",
                "2pt",
                "space-after",
                "3pt");
        bullets.items().forEach(item -> {
            open("list-item", "space-after", "1pt")
                    .open("list-item-label", "end-indent", "label-end()")
                    .block("•")
                    .close("list-item-label");
            open("list-item-body", "start-indent", "body-start()")
                    .open("block", "text-align", "justify")
                    .spans(item)
                    .close("block");
            close("list-item-body").close("list-item");
        });
        close("list-block");
    }

    private void code(String text) {
        open(
                "block",
                "font-family",
                "Cousine",
                "font-size",
                "6.9pt",
                "line-height",
                "9pt",
                "background-color",
                "#f3f4f5",
                "padding",
                "3pt",
                "margin-left",
                "3pt",
                "margin-right",
                "3pt",
                "space-before",
                "3pt",
                "space-after",
                "5pt",
                "linefeed-treatment",
                "preserve",
                "white-space-collapse",
                "false",
                "white-space-treatment",
                "preserve",
                "wrap-option",
                "wrap");
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
                case Span.Strong p -> inline(text, "font-weight", "bold");
                case Span.Emphasis p -> inline(text, "font-style", "italic");
                case Span.Mono p -> inline(text, "font-family", "Cousine", "font-size", "88%");
                case Span.Link l -> text(text);
                case Span.Badge b ->
                    inline(
                            text,
                            "font-family",
                            "Arimo",
                            "font-size",
                            "84%",
                            "font-weight",
                            "bold",
                            "color",
                            "#%06x".formatted(VerdictInk.of(b.verdict()).rgb()));
            }
        });
        return this;
    }

    private void inline(String text, String... attributes) {
        open("inline", attributes).text(text).close("inline");
    }

    FoWriter table(Block.Table table, String size) {
        tables++;
        open(
                "block",
                "space-before",
                "5pt",
                "space-after",
                "2.5pt",
                "font-size",
                "8pt",
                "line-height",
                "9.6pt",
                "keep-with-next.within-column",
                "always");
        inline("Table " + tables + ". ", "font-weight", "bold");
        text(table.caption()).close("block");
        open(
                "table",
                "table-layout",
                "fixed",
                "width",
                "100%",
                "font-size",
                size,
                "line-height",
                "1.22",
                "space-after",
                "7pt",
                "border-top",
                "0.9pt solid #1b1f24",
                "border-bottom",
                "0.9pt solid #1b1f24");
        table.columns()
                .forEach(c -> open("table-column", "column-width", "proportional-column-width(" + c.weight() + ")")
                        .close("table-column"));
        open("table-header").open("table-row", "border-bottom", "0.5pt solid #1b1f24");
        table.columns().forEach(c -> cell(List.of(new Span.Strong(c.title())), c.number()));
        close("table-row").close("table-header").open("table-body");
        if (table.rows().isEmpty()) {
            open("table-row");
            table.columns().forEach(c -> cell(Span.of("–"), c.number()));
            close("table-row");
        }
        for (var row : table.rows()) {
            open("table-row", "keep-together.within-column", "always");
            for (int i = 0; i < row.size(); i++) {
                cell(row.get(i).spans(), table.columns().get(i).number());
            }
            close("table-row");
        }
        close("table-body").close("table");
        return this;
    }

    private void cell(List<Span> spans, boolean number) {
        open("table-cell", "padding", "1.4pt 2.5pt 1.4pt 0pt", "text-align", number ? "end" : "start")
                .open("block");
        spans(spans.stream().map(FoWriter::breakableCell).toList());
        close("block").close("table-cell");
    }

    private static Span breakableCell(Span span) {
        return span instanceof Span.Plain p ? new Span.Plain(breakable(p.text().replace("_", "_\u200b"), 14)) : span;
    }

    FoWriter figure(Plate plate) {
        figures++;
        open("block", "space-before", "5pt", "space-after", "7pt", "keep-together.within-column", "always");
        open("block", "text-align", "center", "line-height", "0", "font-size", "0");
        open(
                "instream-foreign-object",
                "content-width",
                "scale-to-fit",
                "width",
                "100%",
                "content-height",
                "scale-to-fit",
                "scaling",
                "uniform",
                "xmlns:fox",
                "http://xmlgraphics.apache.org/fop/extensions",
                "fox:alt-text",
                Glyphs.printable(plate.narrow().title() + ". " + plate.caption()));
        out.append(SvgWriter.file(plate.narrow()));
        close("instream-foreign-object").close("block");
        open("block", "font-size", "8pt", "line-height", "9.6pt", "space-before", "3pt");
        inline("Figure " + figures + ". ", "font-weight", "bold");
        text(plate.caption()).close("block").close("block");
        return this;
    }

    /** The whole document around what was written. */
    String document(String footer) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format" xml:lang="en" font-family="%s" font-size="9pt" line-height="10.9pt" color="#1b1f24">
                <fo:layout-master-set><fo:simple-page-master master-name="page" page-width="210mm" page-height="297mm" margin="15mm 16mm 9mm 16mm">
                <fo:region-body column-count="2" column-gap="6.5mm" margin-bottom="9mm"/><fo:region-after extent="6mm"/>
                </fo:simple-page-master></fo:layout-master-set>
                <fo:page-sequence master-reference="page">
                <fo:static-content flow-name="xsl-region-after"><fo:block font-size="7.5pt" color="#5b6470" text-align="center">%s · <fo:page-number/></fo:block></fo:static-content>
                <fo:flow flow-name="xsl-region-body" hyphenate="false">
                """.formatted(FONTS, SvgWriter.escape(Glyphs.printable(footer)))
                + out
                + "</fo:flow></fo:page-sequence></fo:root>\n";
    }
}
