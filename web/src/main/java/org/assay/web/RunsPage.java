package org.assay.web;

import java.util.ArrayList;
import java.util.List;
import org.assay.report.Excerpt;
import org.assay.web.Archive.Line;
import org.assay.web.Feed.Part;

/** All runs, those that are going on with their progress. */
final class RunsPage {

    private static final int MOST = 200;

    private RunsPage() {}

    static Page page(List<Line> runs) {
        var content = Node.of(
                Tag.of("h1", "Runs"), parts(runs).stream().map(Part::inPage).toList());
        return Page.live("Runs", "Runs", "/events", content);
    }

    static List<Part> parts(List<Line> runs) {
        return List.of(new Part("runs", runs.isEmpty() ? none() : list(runs)));
    }

    private static Node none() {
        return Node.of(
                Tag.of("p", "There are no runs here yet. This one makes its own data and takes some minutes:"),
                Show.command("./assay run grokking"),
                Tag.of("p", "It shows here as soon as it begins. ", Tag.link("/studies", "All studies")));
    }

    private static Node list(List<Line> runs) {
        var rows = new ArrayList<List<Node>>();
        runs.stream().limit(MOST).forEach(line -> rows.add(row(line)));
        var caption = Excerpt.count(runs.size(), "run") + ", newest first"
                + (runs.size() > MOST ? "; the first " + MOST + " are shown." : ". A star marks a primary claim.");
        return Show.table("plain runs stack", caption, List.of("Run", "State", "Began", "Verdicts"), rows);
    }

    private static List<Node> row(Line line) {
        var run = line.run();
        return List.of(
                Node.of(
                        Tag.link(Url.path("runs", run.run()), run.study()),
                        Tag.as("span", "id", run.scale().label() + " scale"),
                        Tag.as("span", "id", run.run())),
                state(line),
                Show.time(run.planned()),
                run.looks() == 0 ? Tag.as("span", "muted", "not judged yet") : Show.verdicts(run.claims()));
    }

    private static Node state(Line line) {
        int trials = line.run().trials();
        var words = Tag.as(
                "span",
                "state " + line.phase().name().toLowerCase(java.util.Locale.ROOT),
                line.phase().words());
        return line.atMost()
                .map(most -> Node.of(
                        words,
                        Tag.as("span", "id", trials + " of at most " + most + " trials"),
                        progress("Trials done", trials, most)))
                .orElseGet(() -> Node.of(words, Tag.as("span", "id", Excerpt.count(trials, "trial"))));
    }

    static Node progress(String label, double value, double most) {
        return Tag.of("progress")
                .with("value", Double.toString(value))
                .with("max", Double.toString(most))
                .with("aria-label", label);
    }
}
