package org.assay.report;

import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import org.assay.lab.Verdict;
import org.assay.report.plot.Ink;
import org.assay.report.plot.Typeface;

/** What every page of ours begins and ends with: one file, light and dark, complete without its script. */
final class HtmlPage {

    /** Stands where the typeface goes; no text can hold it, since texts are escaped. */
    private static final String FONT = "<!--typeface-->";

    private HtmlPage() {}

    static Html open(String title) {
        var html = new Html();
        html.trusted("<!doctype html>\n")
                .open("html", "lang", "en")
                .line()
                .open("head")
                .line();
        html.trusted(
                "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.trusted("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.element("title", title).line();
        html.open("style")
                .trusted(FONT)
                .trusted(palette())
                .trusted(Resources.text("report.css"))
                .close("style")
                .line();
        html.close("head").line().open("body").line();
        return html.element("a", "Skip to the text", "class", "skip", "href", "#report")
                .line();
    }

    static String close(Html html) {
        html.open("script").trusted(Resources.text("report.js")).close("script").line();
        String page = html.close("body").close("html").line().toString();
        var characters = page.codePoints().boxed().collect(Collectors.toSet());
        return page.replace(FONT, face(characters, false) + face(characters, true));
    }

    /** Labels in figures have the width that they were measured with, whatever fonts the reader's machine has. */
    private static String face(Set<Integer> characters, boolean bold) {
        return "@font-face{font-family:Arimo;font-weight:" + (bold ? "bold" : "normal")
                + ";src:url(data:font/ttf;base64," + Base64.getEncoder().encodeToString(Typeface.file(characters, bold))
                + ")}\n";
    }

    /** Series colours on paper; the style sheet has those for the dark. */
    static String palette() {
        var css = new StringBuilder(":root{");
        Ink.palette().forEach(i -> css.append("--").append(i.role()).append(":#%06x;".formatted(i.rgb())));
        for (var verdict : Verdict.values()) {
            var ink = VerdictInk.of(verdict);
            css.append("--").append(ink.role()).append(":#%06x;".formatted(ink.rgb()));
        }
        return css.append("}\n").toString();
    }
}
