package org.assay.report;

import org.assay.lab.Verdict;
import org.assay.report.plot.Ink;

/** What every page of ours begins and ends with: one file, light and dark, complete without its script. */
final class HtmlPage {

    private HtmlPage() {}

    static Html open(String title) {
        var html = new Html();
        html.trusted("<!doctype html>\n").open("html", "lang", "en").line().open("head").line();
        html.trusted(
                "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.trusted("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.element("title", title).line();
        html.open("style")
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
        return html.close("body").close("html").line().toString();
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
