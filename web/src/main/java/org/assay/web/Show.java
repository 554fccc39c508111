package org.assay.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assay.lab.Paper;
import org.assay.lab.Published;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.lab.Scale;
import org.assay.lab.Verdict;

/** Small things that many pages show alike. */
final class Show {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    private Show() {}

    static Node time(Instant time) {
        return Tag.of("time", TIME.format(time)).with("datetime", time.toString());
    }

    /** A verdict in its colour and its words. */
    static Tag verdict(Verdict verdict, String text) {
        var kind = verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return Tag.as("span", "verdict " + kind, text);
    }

    static Tag verdict(ClaimRecord claim, Scale scale) {
        return verdict(claim.verdict(), claim.verdict().label() + " (" + scale.label() + ")");
    }

    /** Every claim with its verdict, in a row. */
    static Node verdicts(List<ClaimRecord> claims) {
        var list = Tag.as("ul", "verdicts");
        for (var claim : claims) {
            list.add(Tag.of(
                    "li",
                    Tag.of("b", claim.id()),
                    claim.primary() ? "* " : " ",
                    verdict(claim.verdict(), claim.verdict().label())));
        }
        return list;
    }

    static String published(Published published) {
        return published.value()
                + (published.place().isBlank() ? "" : " (" + published.place() + ")")
                + (published.source() == Published.Source.RECALLED ? " [recalled]" : "");
    }

    /** A paper in one line, its identifier a link where it is one. */
    static Node paper(Paper paper) {
        var id = paper.id();
        Node identifier = id.matches("arXiv:[\\w.\\-/]+")
                ? Tag.link("https://arxiv.org/abs/" + id.substring(6), id)
                : id.matches("(?i)doi:10\\.\\d+/\\S+")
                        ? Tag.link("https://doi.org/" + id.substring(4), id)
                        : id.matches("https?://\\S+") ? Tag.link(id, id) : Node.of(id);
        var by = String.join(", ", paper.authors());
        return Tag.as("p", "paper", by + ". ", Tag.of("cite", paper.title()), ". " + paper.venue() + ". ", identifier);
    }

    static Node command(String command) {
        return Tag.of("pre", Tag.of("code", command)).with("tabindex", "0");
    }

    /**
     * A table that scrolls by itself where it is too wide.
     *
     * @param columns titles; one that begins with # holds numbers
     */
    static Tag table(String cssClass, String caption, List<String> columns, List<List<Node>> rows) {
        var head = Tag.of("tr");
        columns.forEach(
                c -> head.add(Tag.as("th", kind(c), c.replaceFirst("^#", "")).with("scope", "col")));
        var body = Tag.of("tbody");
        for (var row : rows) {
            var line = Tag.of("tr");
            for (int i = 0; i < row.size(); i++) {
                var cell = Tag.as(i == 0 ? "th" : "td", kind(columns.get(i)), Tag.of("span", row.get(i)));
                line.add(
                        i == 0
                                ? cell.with("scope", "row")
                                : cell.with("data-label", columns.get(i).replaceFirst("^#", "")));
            }
            body.add(line);
        }
        var table = Tag.as("table", cssClass, Tag.of("caption", caption), Tag.of("thead", head), body);
        return Tag.as("div", "scroll", table)
                .with("tabindex", "0")
                .with("role", "region")
                .with("aria-label", caption);
    }

    private static String kind(String column) {
        return column.startsWith("#") ? "number" : "words";
    }

    /** A labelled list of values of which several may be ticked. */
    static Node choices(String legend, String name, List<String> values, List<String> ticked) {
        var set = Tag.of("fieldset", Tag.of("legend", legend));
        values.forEach(value -> set.add(Tag.of(
                "label", Tag.input("checkbox", name, value).when(ticked.contains(value), "checked"), " ", value)));
        return set;
    }

    /** A labelled choice of one value; an empty one stands for any. */
    static Node choice(String label, String name, List<String> values, String chosen, String any) {
        var select = Tag.of("select").with("name", name).with("id", "choose-" + name);
        if (!any.isEmpty()) {
            select.add(Tag.of("option", any).with("value", ""));
        }
        values.forEach(value ->
                select.add(Tag.of("option", value).with("value", value).when(value.equals(chosen), "selected")));
        return Tag.as("p", "field", Tag.of("label", label).with("for", "choose-" + name), " ", select);
    }

    /** Those asked for that there are; without any, the first few. */
    static List<String> chosen(List<String> asked, List<String> there, int first) {
        var known = new ArrayList<>(asked);
        known.retainAll(there);
        return known.isEmpty() ? there.stream().limit(first).toList() : known;
    }
}
