package org.assay.report;

import java.util.List;
import java.util.stream.Collectors;

/** A manuscript without figures as Markdown. Everything that a study or a person wrote goes through {@link #escape}. */
final class MarkdownWriter {

    private final StringBuilder out = new StringBuilder();

    private MarkdownWriter() {}

    static String write(Manuscript m) {
        var w = new MarkdownWriter();
        w.paragraph(escape(m.kicker()));
        w.paragraph("# " + escape(m.title()));
        w.paragraph(escape(m.byline()));
        for (var section : m.sections()) {
            if (!section.title().isEmpty()) {
                w.paragraph("## " + escape(section.title()));
            }
            section.blocks().forEach(w::block);
        }
        return w.out.toString().stripTrailing() + "\n";
    }

    private void paragraph(String text) {
        if (!text.isBlank()) {
            out.append(text).append("\n\n");
        }
    }

    private void block(Block block) {
        switch (block) {
            case Block.Heading h -> paragraph("### " + escape(h.text()));
            case Block.Paragraph p -> paragraph(spans(p.spans()));
            case Block.Bullets b ->
                paragraph(b.items().stream().map(i -> "- " + spans(i)).collect(Collectors.joining("\n")));
            case Block.Code c -> paragraph(c.text().stripTrailing().indent(4).stripTrailing());
            case Block.Table t -> table(t);
            case Block.Image i -> paragraph(escape(i.plate().caption()));
            case Block.Folded f -> f.blocks().forEach(this::block);
        }
    }

    private void table(Block.Table t) {
        paragraph(escape(t.caption()));
        out.append(row(t.columns().stream().map(c -> escape(c.title())).toList()));
        out.append(
                row(t.columns().stream().map(c -> c.number() ? "---:" : "---").toList()));
        t.rows()
                .forEach(r ->
                        out.append(row(r.stream().map(c -> spans(c.spans())).toList())));
        out.append('\n');
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String spans(List<Span> spans) {
        return spans.stream()
                .map(s -> switch (s) {
                    case Span.Strong b ->
                        "**" + escape(b.text().strip()) + "**" + (b.text().endsWith(" ") ? " " : "");
                    case Span.Emphasis e -> "*" + escape(e.text()) + "*";
                    default -> escape(s.text());
                })
                .collect(Collectors.joining());
    }

    /** Text that stays text, on one line. */
    static String escape(String text) {
        return text.replaceAll("\\R", " ").replaceAll("([\\\\`*_\\[\\]<>#|~])", "\\\\$1");
    }
}
