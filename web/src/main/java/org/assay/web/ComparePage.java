package org.assay.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.report.Excerpt;
import org.assay.web.Archive.Line;
import org.assay.web.Curves.Arm;

/** Runs and arms beside each other: claims, values over seeds, and one series. */
final class ComparePage {

    private static final int RUNS = 4;
    private static final int ARMS = 8;
    private static final int LISTED = 40;

    private final List<Line> all;
    private final Map<String, RunState> runs;
    private final Curves curves;
    private final List<String> arms;
    private final List<String> series;
    private final Optional<String> chosen;

    /** @param runs those that are compared, by the letter they are shown under */
    private ComparePage(List<Line> all, Map<String, RunState> runs, Curves curves, Request request) {
        this.all = all;
        this.runs = runs;
        this.curves = curves;
        var names = new LinkedHashSet<String>();
        runs.values().forEach(run -> names.addAll(run.arms()));
        this.arms = Show.chosen(request.all("arm"), List.copyOf(names), Math.max(1, ARMS / Math.max(1, runs.size())));
        var reported = new LinkedHashSet<String>();
        runs.values().forEach(run -> reported.addAll(run.series()));
        this.series = List.copyOf(reported);
        this.chosen = request.one("series")
                .filter(series::contains)
                .or(() -> series.stream().findFirst());
    }

    /** @throws Refusal for more runs than can be told apart, or one that there is not */
    static Page page(Archive archive, Curves curves, Request request) {
        var asked = request.all("run");
        if (asked.size() > RUNS) {
            throw new Refusal(400, "At most " + RUNS + " runs can be compared at once.");
        }
        var runs = new LinkedHashMap<String, RunState>();
        asked.forEach(id -> runs.put(String.valueOf((char) ('A' + runs.size())), archive.run(id)));
        return new ComparePage(archive.runs(), runs, curves, request).page();
    }

    private Page page() {
        var content = Tag.of("div", Tag.of("h1", "Compare"));
        if (all.isEmpty()) {
            content.add(Tag.of("p", "There are no runs here yet."));
        } else if (runs.isEmpty()) {
            content.add(
                    Tag.of(
                            "p",
                            "Choose one run to compare its arms, or up to " + RUNS
                                    + " to compare them with each other."),
                    form());
        } else {
            content.add(legend(), Tag.of("details", Tag.of("summary", "Choose runs, arms and series"), form()));
            content.add(claims(), values(), curve());
        }
        return Page.still("Compare", "Compare", content);
    }

    private Node form() {
        var form = Tag.as("form", "choose").with("method", "get").with("action", "/compare");
        var listed = new LinkedHashMap<String, String>();
        runs.values().forEach(run -> listed.put(run.record().run(), run.record().run()));
        all.stream()
                .limit(LISTED)
                .forEach(line -> listed.put(line.run().run(), line.run().run()));
        var compared = runs.values().stream().map(run -> run.record().run()).toList();
        form.add(Show.choices("Runs", "run", List.copyOf(listed.keySet()), compared));
        if (!runs.isEmpty()) {
            var names = new LinkedHashSet<String>();
            runs.values().forEach(run -> names.addAll(run.arms()));
            form.add(Show.choices("Arms", "arm", List.copyOf(names), arms));
            if (!series.isEmpty()) {
                form.add(Show.choice("Series", "series", series, chosen.orElse(""), ""));
            }
        }
        return form.add(Tag.of("button", "Compare"));
    }

    private Node legend() {
        var list = Tag.as("ul", "legend");
        runs.forEach((letter, run) -> list.add(Tag.of(
                "li",
                runs.size() > 1 ? Node.of(Tag.of("b", letter), " ") : Node.none(),
                Tag.link(Url.path("runs", run.record().run()), run.record().run()),
                Tag.as(
                        "span",
                        "muted",
                        " " + run.phase().words() + ", "
                                + Excerpt.count(run.record().trials().size(), "trial")))));
        return list;
    }

    private Node claims() {
        if (runs.size() < 2) {
            return Node.none();
        }
        var ids = new LinkedHashMap<String, ClaimRecord>();
        runs.forEach((letter, run) -> run.record()
                .claims()
                .forEach(claim -> ids.putIfAbsent(run.record().study() + " " + claim.id(), claim)));
        var columns = new ArrayList<>(List.of("Claim", "Statement"));
        columns.addAll(runs.keySet());
        var rows = new ArrayList<List<Node>>();
        ids.forEach((key, claim) -> {
            var row = new ArrayList<Node>(List.of(Tag.of("strong", claim.id()), Node.of(claim.text())));
            runs.values()
                    .forEach(run -> row.add(Node.of(run.record().claims().stream()
                            .filter(other -> key.equals(run.record().study() + " " + other.id()))
                            .findFirst()
                            .map(other -> run.record().looks() == 0
                                    ? Tag.as("span", "muted", "not judged yet")
                                    : Node.of(
                                            Show.verdict(other, run.record().scale()),
                                            Tag.as("span", "finding", Excerpt.effect(other))))
                            .orElseGet(() -> Tag.as("span", "muted", "–")))));
            rows.add(row);
        });
        return rows.isEmpty()
                ? Node.none()
                : Node.of(
                        Tag.of("h2", "Claims"),
                        Show.table("plain", "Verdicts with ours and its interval.", columns, rows));
    }

    private Node values() {
        var cells = new LinkedHashSet<String>();
        runs.values().forEach(run -> cells.addAll(run.cells()));
        var columns = new ArrayList<>(List.of("Arm", "#Seeds"));
        cells.forEach(cell -> columns.add("#" + cell));
        var rows = new ArrayList<List<Node>>();
        each((label, run, arm) -> {
            var row = new ArrayList<Node>(
                    List.of(Node.of(label), Node.of(run.done(arm).size())));
            cells.forEach(cell -> row.add(Node.of(Excerpt.mean(run.values(arm, cell)))));
            rows.add(row);
        });
        return cells.isEmpty()
                ? Node.none()
                : Node.of(
                        Tag.of("h2", "Values"),
                        Show.table("plain", "Means over seeds with 95 % t intervals.", columns, rows));
    }

    private Node curve() {
        if (chosen.isEmpty()) {
            return Node.none();
        }
        var name = chosen.get();
        var lines = new ArrayList<Arm>();
        each((label, run, arm) -> {
            var line = curves.of(run, arm, name);
            lines.add(new Arm(label, line.done(), line.live(), line.mean()));
        });
        var study = runs.values().iterator().next().study();
        return Node.of(Tag.of("h2", "Curves"), Chart.figure("curve", name, Axes.of(study, name), lines));
    }

    /** A line of the comparison. */
    private interface Compared {
        void take(String label, RunState run, String arm);
    }

    private void each(Compared compared) {
        for (var arm : arms) {
            runs.forEach((letter, run) -> {
                if (run.arms().contains(arm)) {
                    compared.take(runs.size() > 1 ? letter + " · " + arm : arm, run, arm);
                }
            });
        }
    }
}
