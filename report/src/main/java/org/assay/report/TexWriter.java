package org.assay.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Blocks as LaTeX. Everything that a study or a person wrote goes through {@link #escape}. */
final class TexWriter {

    private static final Map<Integer, String> SIGNS = Map.ofEntries(
            Map.entry((int) '\\', "\\textbackslash{}"),
            Map.entry((int) '{', "\\{"),
            Map.entry((int) '}', "\\}"),
            Map.entry((int) '$', "\\$"),
            Map.entry((int) '&', "\\&"),
            Map.entry((int) '#', "\\#"),
            Map.entry((int) '%', "\\%"),
            Map.entry((int) '_', "\\_\\allowbreak{}"),
            Map.entry((int) '~', "\\textasciitilde{}"),
            Map.entry((int) '^', "\\textasciicircum{}"),
            Map.entry((int) '<', "\\textless{}"),
            Map.entry((int) '>', "\\textgreater{}"),
            Map.entry((int) '|', "\\textbar{}"),
            Map.entry((int) '"', "\\textquotedbl{}"),
            Map.entry((int) '-', "-{}"),
            Map.entry((int) '`', "\\textasciigrave{}"),
            Map.entry((int) '[', "{[}"),
            Map.entry((int) ']', "{]}"),
            Map.entry((int) '\u00a0', "~"),
            Map.entry((int) '–', "--"),
            Map.entry((int) '—', "---"),
            Map.entry((int) '‘', "`"),
            Map.entry((int) '’', "'"),
            Map.entry((int) '“', "``"),
            Map.entry((int) '”', "''"),
            Map.entry((int) '…', "\\dots{}"),
            Map.entry((int) '•', "\\textbullet{}"),
            Map.entry((int) '−', "$-$"),
            Map.entry((int) '±', "$\\pm$"),
            Map.entry((int) '×', "$\\times$"),
            Map.entry((int) '·', "$\\cdot$"),
            Map.entry((int) '≤', "$\\leq$"),
            Map.entry((int) '≥', "$\\geq$"),
            Map.entry((int) '≠', "$\\neq$"),
            Map.entry((int) '≈', "$\\approx$"),
            Map.entry((int) '∞', "$\\infty$"),
            Map.entry((int) '→', "$\\rightarrow$"),
            Map.entry((int) '←', "$\\leftarrow$"),
            Map.entry((int) '↑', "$\\uparrow$"),
            Map.entry((int) '↓', "$\\downarrow$"),
            Map.entry((int) '√', "$\\surd$"),
            Map.entry((int) '∑', "$\\sum$"),
            Map.entry((int) '∂', "$\\partial$"),
            Map.entry((int) 'µ', "$\\mu$"));

    private static final String GREEK = "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΦΨΩ";
    private static final List<String> GREEK_NAMES = List.of(
            ("alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon varphi chi psi omega "
                            + "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega")
                    .split(" "));

    /** Letters beyond Latin-1 that the T1 encoding of every TeX distribution has. */
    private static final String LETTERS = "ĂăĄąĆćČčĎďĐđĘęĚěĞğĹĺĽľŁłŃńŇňŐőŔŕŘřŚśŞşŠšŤťŢţŰűŮůŹźŻżŽžŒœŸıİ";

    /** Words longer than this may break, hashes and paths above all. */
    private static final int LONG = 20;

    private final StringBuilder out = new StringBuilder();

    /** LaTeX that prints the text and does nothing else; a question mark where a stock distribution has no glyph. */
    static String escape(String text) {
        var safe = new StringBuilder(text.length() + 16);
        int run = 0;
        for (int c : text.codePoints().toArray()) {
            run = Character.isWhitespace(c) ? 0 : run + 1;
            if (run > LONG && run % 8 == 0) {
                safe.append("\\allowbreak{}");
            }
            int greek = GREEK.indexOf(c);
            if (SIGNS.containsKey(c)) {
                safe.append(SIGNS.get(c));
            } else if (c == 'ο') {
                safe.append('o');
            } else if (greek >= 0) {
                safe.append("$\\").append(GREEK_NAMES.get(greek)).append('$');
            } else if (c == '\n' || c == '\t') {
                safe.append(' ');
            } else if ((c >= 0x20 && c <= 0x7e) || (c >= 0xa1 && c <= 0xff && c != 0xad) || LETTERS.indexOf(c) >= 0) {
                safe.appendCodePoint(c);
            } else {
                safe.append('?');
            }
        }
        return safe.toString();
    }

    TexWriter raw(String tex) {
        out.append(tex).append('\n');
        return this;
    }

    TexWriter section(String title) {
        return raw("\n\\section*{" + escape(title) + "}");
    }

    TexWriter blocks(List<Block> blocks) {
        blocks.forEach(b -> block(b, false));
        return this;
    }

    /** Blocks that span both columns. */
    TexWriter broad(List<Block> blocks) {
        blocks.forEach(b -> block(b, true));
        return this;
    }

    private void block(Block block, boolean broad) {
        switch (block) {
            case Block.Heading h -> raw("\\paragraph*{" + escape(h.text()) + "}");
            case Block.Paragraph p -> raw(spans(p.spans()) + "\n");
            case Block.Bullets b -> {
                raw("\\begin{itemize}\\setlength{\\itemsep}{1pt}\\setlength{\\parskip}{0pt}");
                b.items().forEach(i -> raw("\\item " + spans(i)));
                raw("\\end{itemize}");
            }
            case Block.Code c -> code(c.text());
            case Block.Table t -> table(t, broad);
            case Block.Image i -> figure(i.plate());
            case Block.Folded f -> blocks(f.blocks());
        }
    }

    private void code(String text) {
        raw("{\\ttfamily\\scriptsize\\raggedright\\noindent");
        text.lines().forEach(l -> raw(escape(l).replace(" ", "\\ ") + "\\par\\noindent"));
        raw("\\par}\\smallskip");
    }

    static String spans(List<Span> spans) {
        var tex = new StringBuilder();
        spans.forEach(s -> {
            String text = escape(s.text());
            tex.append(
                    switch (s) {
                        case Span.Plain p -> text;
                        case Span.Strong p -> "\\textbf{" + text + "}";
                        case Span.Emphasis p -> "\\emph{" + text + "}";
                        case Span.Mono p -> "\\texttt{" + text + "}";
                        case Span.Link l -> text;
                        case Span.Badge b ->
                            "{\\sffamily\\bfseries\\footnotesize\\textcolor[HTML]{"
                                    + "%06X"
                                            .formatted(
                                                    VerdictInk.of(b.verdict()).rgb()) + "}{" + text + "}}";
                    });
        });
        return tex.toString();
    }

    private void table(Block.Table table, boolean broad) {
        String environment = broad ? "table*" : "table";
        double total =
                table.columns().stream().mapToDouble(Block.Column::weight).sum();
        raw("\\begin{" + environment + "}[" + (broad ? "t" : "htbp") + "]\\centering\\scriptsize");
        raw("\\caption{" + escape(table.caption()) + "}");
        raw("\\setlength{\\tabcolsep}{2pt}");
        var columns = new StringBuilder();
        for (var c : table.columns()) {
            columns.append(c.number() ? ">{\\raggedleft\\arraybackslash}" : ">{\\raggedright\\arraybackslash}");
            columns.append(
                    String.format(Locale.ROOT, "p{\\dimexpr %.4f\\linewidth-2\\tabcolsep\\relax}", c.weight() / total));
        }
        raw("\\begin{tabular}{@{}" + columns + "@{}}\\toprule");
        raw(String.join(
                        " & ",
                        table.columns().stream()
                                .map(c -> "\\textbf{" + escape(c.title()) + "}")
                                .toList()) + " \\\\ \\midrule");
        table.rows()
                .forEach(r -> raw(String.join(
                                " & ", r.stream().map(c -> spans(c.spans())).toList()) + " \\\\"));
        raw("\\bottomrule\\end{tabular}\\end{" + environment + "}");
    }

    private void figure(Plate plate) {
        raw("\\begin{figure}[htbp]\\centering");
        raw("\\includegraphics[width=\\linewidth]{figures/" + plate.name() + ".pdf}");
        raw("\\caption{" + escape(plate.caption()) + "}");
        raw("\\end{figure}");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
