package org.assay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assay.report.plot.SvgWriter;

/** Writes HTML. Everything that is not markup of this class goes through {@link #text}, which escapes. */
final class Html {

    private final StringBuilder out = new StringBuilder();
    private int figures;

    /** Opens an element; attributes are name, value, name, value. */
    Html open(String element, String... attributes) {
        out.append('<').append(element);
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

    Html close(String element) {
        out.append("</").append(element).append('>');
        return this;
    }

    Html text(String text) {
        out.append(SvgWriter.escape(text));
        return this;
    }

    Html line() {
        out.append('\n');
        return this;
    }

    /** Style sheet, script and finished drawings only: never anything that a study or a person wrote. */
    Html trusted(String markup) {
        out.append(markup);
        return this;
    }

    Html element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close(element);
    }

    Html blocks(List<Block> blocks) {
        blocks.forEach(this::block);
        return this;
    }

    Html block(Block block) {
        switch (block) {
            case Block.Heading h -> element(h.level() == 1 ? "h3" : "h4", h.text());
            case Block.Paragraph p -> open("p").spans(p.spans()).close("p");
            case Block.Bullets b -> {
                open("ul");
                b.items().forEach(i -> open("li").spans(i).close("li"));
                close("ul");
            }
            case Block.Code c ->
                open("pre", "tabindex", "0").element("code", c.text()).close("pre");
            case Block.Table t -> table(t);
            case Block.Image i -> figure(i.plate());
            case Block.Folded f -> {
                open("details").element("summary", f.title());
                blocks(f.blocks());
                close("details");
            }
        }
        return line();
    }

    Html spans(List<Span> spans) {
        spans.forEach(s -> {
            switch (s) {
                case Span.Plain p -> text(p.text());
                case Span.Strong p -> element("strong", p.text());
                case Span.Emphasis p -> element("em", p.text());
                case Span.Mono p -> element("code", p.text());
                case Span.Link l -> {
                    if (l.target().matches("(https?://|#).*")) {
                        element("a", l.text(), "href", l.target());
                    } else {
                        text(l.text());
                    }
                }
                case Span.Badge b -> badge(b);
            }
        });
        return this;
    }

    private void badge(Span.Badge badge) {
        String kind = badge.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
        element("span", badge.text(), "class", "verdict " + kind);
    }

    private void table(Block.Table table) {
        boolean cards = table.name().equals("claims");
        boolean broad = cards || table.columns().size() > 5;
        open(
                "div",
                "class",
                broad ? "scroll broad" : "scroll",
                "tabindex",
                "0",
                "role",
                "region",
                "aria-label",
                table.caption());
        open("table", "id", "t-" + table.name(), "class", cards ? "cards" : "plain");
        element("caption", table.caption());
        open("thead").open("tr");
        table.columns()
                .forEach(c -> element("th", c.title(), "scope", "col", "class", c.number() ? "number" : "words"));
        close("tr").close("thead").open("tbody").line();
        for (var row : table.rows()) {
            open("tr");
            for (int i = 0; i < row.size(); i++) {
                cell(row.get(i), table.columns().get(i), i == 0, cards);
            }
            close("tr").line();
        }
        close("tbody").close("table").close("div");
    }

    private void cell(Block.Cell cell, Block.Column column, boolean header, boolean labelled) {
        var attributes = new ArrayList<String>();
        if (header) {
            attributes.addAll(List.of("scope", "row"));
        }
        attributes.addAll(List.of("class", column.number() ? "number" : "words"));
        if (!Double.isNaN(cell.key())) {
            attributes.addAll(List.of("data-key", Double.toString(cell.key())));
        }
        if (labelled && !header) {
            attributes.addAll(List.of("data-label", column.title().replaceAll(" \\[.*", "")));
        }
        String element = header ? "th" : "td";
        open(element, attributes.toArray(String[]::new))
                .open("span")
                .spans(cell.spans())
                .close("span")
                .close(element);
    }

    private void figure(Plate plate) {
        String id = "f" + ++figures;
        open("figure", "id", "f-" + plate.name());
        out.append(SvgWriter.inPage(plate.wide(), id + "w", "wide"));
        out.append(SvgWriter.inPage(plate.narrow(), id + "n", "narrow"));
        open("figcaption")
                .element("strong", "Figure " + figures + ". ")
                .text(plate.caption())
                .close("figcaption");
        close("figure");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
