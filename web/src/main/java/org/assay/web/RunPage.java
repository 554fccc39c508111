package org.assay.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.run.LiveRun.LiveTrial;
import org.assay.report.Excerpt;
import org.assay.web.Feed.Part;

/** One run: where it stands, its claims, its curves and its trials. */
final class RunPage {

    private static final int SERIES = 4;
    private static final int ARMS = 6;
    private static final int CELLS = 6;
    private static final int OPEN = 30;

    private final RunState run;
    private final boolean listed;
    private final Curves curves;
    private final Logs logs;
    private final List<String> series;
    private final List<String> arms;
    private final String path;
    private final String query;

    /** @param listed whether the run's study is one of the catalogue */
    RunPage(RunState run, boolean listed, Curves curves, Logs logs, Request request) {
        this.run = run;
        this.listed = listed;
        this.curves = curves;
        this.logs = logs;
        this.series = Show.chosen(request.all("series"), run.series(), SERIES);
        this.arms = Show.chosen(request.all("arm"), run.arms(), ARMS);
        this.path = Url.path("runs", run.record().run());
        this.query = request.queryText();
    }

    Page page() {
        var record = run.record();
        var parts = parts();
        var content = Node.of(
                Tag.as(
                        "p",
                        "kicker",
                        "Run of ",
                        studyLink(),
                        " · " + record.scale().label() + " scale · began ",
                        Show.time(record.planned())),
                Tag.of("h1", record.study()),
                Tag.as("p", "question", record.question()),
                record.papers().stream().limit(1).map(Show::paper).toList(),
                parts.get(0).inPage(),
                section("claims", "Claims", parts.get(1).inPage()),
                section("curves", "Curves", choose(), parts.get(2).inPage()),
                parts.get(3).inPage(),
                section("trials", "Trials", parts.get(4).inPage()),
                Tag.as(
                        "p",
                        "run",
                        "Run ",
                        Tag.of("code", record.run()),
                        " · plan ",
                        Tag.of("code", record.planHash())));
        return Page.live(record.study() + ", " + record.scale().label(), "Runs", path + "/events" + query, content);
    }

    /** In the order of the page: progress, claims, curves, failures, trials. */
    List<Part> parts() {
        return List.of(
                new Part("progress", progress()),
                new Part("claims", claims()),
                new Part("curves", curveFigures()),
                new Part("failures", failures()),
                new Part("trials", trials()));
    }

    private static Tag section(String id, String title, Object... parts) {
        return Tag.of("section", Tag.of("h2", title).with("id", id)).add(parts);
    }

    private Node studyLink() {
        var name = run.record().study();
        return listed ? Tag.link(Url.path("studies", name), name) : Node.of(name);
    }

    private Node progress() {
        var record = run.record();
        int done = record.trials().size();
        var sentence = Tag.as(
                "p",
                "standing",
                Tag.as(
                        "span",
                        "state " + run.phase().name().toLowerCase(Locale.ROOT),
                        run.phase().words()),
                " " + where());
        var box = Tag.as("div", "progress", sentence.with("data-announce", ""));
        if (run.phase() == RunState.Phase.GOING) {
            box.add(RunsPage.progress("Trials done", done, Math.max(run.atMost(), 1)));
            if (!run.live().isEmpty()) {
                var list = Tag.as("ul", "working");
                run.live().forEach(trial -> list.add(working(trial)));
                box.add(list);
            }
        }
        if (run.phase() == RunState.Phase.STOPPED) {
            box.add(Tag.of("p", "It goes on from here with"), Show.command("./assay resume " + record.run()));
        }
        record.notes().forEach(note -> box.add(Tag.as("p", "muted", note)));
        return box.add(downloads());
    }

    private String where() {
        var record = run.record();
        var looks = run.looks();
        int done = record.trials().size();
        var trials = run.phase() == RunState.Phase.COMPLETE
                ? Excerpt.count(done, "trial")
                : done + " of at most " + run.atMost() + " trials";
        int failed = run.failed().size();
        var judged = record.looks() == 0
                ? "not judged yet"
                : "judged at look " + record.looks() + (looks.isEmpty() ? "" : " of " + looks.size());
        return trials + (failed > 0 ? ", " + failed + " failed" : "") + "; " + judged
                + ("; " + Excerpt.duration(record.cost().cpuSeconds()) + " of processor time");
    }

    private Node working(LiveTrial trial) {
        var name = trial.arm() + ", seed " + trial.seed() + (trial.attempt() > 1 ? ", attempt " + trial.attempt() : "");
        boolean known = !Double.isNaN(trial.fraction());
        return Tag.of(
                "li",
                Tag.link(trialPath(trial.arm(), trial.seed()), name),
                known ? RunsPage.progress("Progress of " + name, Math.clamp(trial.fraction(), 0, 1), 1) : Node.none(),
                Tag.as("span", "share", known ? Math.round(100 * trial.fraction()) + " %" : "at work"));
    }

    private Node downloads() {
        var links = Tag.as("ul", "links");
        if (run.reports().contains("report.html")) {
            links.add(Tag.of("li", Tag.link(path + "/report.html", "Report")));
        }
        if (run.reports().contains("report.pdf")) {
            links.add(
                    Tag.of("li", Tag.link(path + "/report.pdf", "Report as PDF").with("download", "")));
        }
        links.add(Tag.of("li", Tag.link(path + "/figures", "Figures")));
        links.add(Tag.of(
                "li", Tag.link("/compare" + Url.query("run", run.record().run()), "Compare")));
        links.add(Tag.of("li", Tag.link(path + "/run.json", "Record").with("download", "")));
        links.add(Tag.of("li", Tag.link(path + "/trials.csv", "Trials as CSV").with("download", "")));
        return links;
    }

    private Node claims() {
        var record = run.record();
        var rows = new ArrayList<List<Node>>();
        boolean judged = record.looks() > 0;
        for (var claim : record.claims()) {
            rows.add(List.of(
                    Node.of(Tag.of("strong", claim.id()), claim.primary() ? " primary" : ""),
                    Node.of(claim.text(), Tag.as("span", "finding", judged ? claim.statement() : claim.shape())),
                    Node.of(claim.published().map(Show::published).orElse("–")),
                    Node.of(judged ? Excerpt.effect(claim) : "–"),
                    Node.of(judged ? Excerpt.goal(claim) : "–"),
                    Node.of(claim.seeds()),
                    judged ? Show.verdict(claim, record.scale()) : Tag.as("span", "muted", "at look 1")));
        }
        var caption = judged
                ? "As judged at look " + record.looks()
                        + "; ours is the effect in the claimed direction with its interval, delta the smallest effect that matters."
                : run.looks().isEmpty()
                        ? "Not judged yet."
                        : "Judged after "
                                + run.looks().stream()
                                        .map(String::valueOf)
                                        .reduce((a, b) -> a + ", then " + b)
                                        .orElse("")
                                + " seeds, until every primary claim is decided.";
        return rows.isEmpty()
                ? Tag.of("p", "This plan has no claims.")
                : Show.table(
                        "cards",
                        caption,
                        List.of("Claim", "Statement", "Published", "#Ours [interval]", "#Delta", "#Seeds", "Verdict"),
                        rows);
    }

    private Node choose() {
        if (run.series().size() <= 1 && run.arms().size() <= 1) {
            return Node.none();
        }
        var form = Tag.as(
                        "form",
                        "choose",
                        Show.choices("Series", "series", run.series(), series),
                        Show.choices("Arms", "arm", run.arms(), arms),
                        Tag.of("button", "Show"))
                .with("method", "get")
                .with("action", path + "#curves");
        var summary = series.size() + " of " + run.series().size() + " series, " + Excerpt.count(arms.size(), "arm")
                + " of " + run.arms().size();
        return Tag.of("details", Tag.of("summary", "Choose curves (" + summary + ")"), form)
                .with("id", "choose-curves");
    }

    private Node curveFigures() {
        if (series.isEmpty()) {
            return Tag.as("p", "muted", "No trial has reported a series yet.");
        }
        var figures = Tag.as("div", "figures");
        for (int i = 0; i < series.size(); i++) {
            var name = series.get(i);
            var lines = arms.stream().map(arm -> curves.of(run, arm, name)).toList();
            figures.add(Chart.figure("curve-" + i, name, Axes.of(run.study(), name), lines));
        }
        return figures;
    }

    private Node failures() {
        var failed = run.failed();
        if (failed.isEmpty()) {
            return Node.none();
        }
        var section = section("failed", "Failed trials");
        for (int i = 0; i < failed.size(); i++) {
            var trial = failed.get(i);
            section.add(
                    Tag.of(
                            "h3",
                            Tag.link(trialPath(trial.arm(), trial.seed()), trial.arm() + ", seed " + trial.seed())),
                    Tag.as("p", "bad", trial.failure().orElse("It failed without a cause.")),
                    Tag.of("p", "By itself again:"),
                    Show.command("./" + run.data().reproduce(trial.arm(), trial.seed())),
                    logs.folded(run, trial.arm(), trial.seed(), "log-" + i));
        }
        return section;
    }

    private Node trials() {
        var trials = run.record().trials();
        if (trials.isEmpty()) {
            return Tag.as("p", "muted", "No trial has ended yet.");
        }
        var cells = run.cells().stream().limit(CELLS).toList();
        var columns = new ArrayList<>(List.of("Arm", "#Seed", "Status"));
        cells.forEach(cell -> columns.add("#" + cell));
        columns.add("#Time");
        var rows = trials.stream().map(trial -> row(trial, cells)).toList();
        var caption = "Trials that have ended"
                + (run.cells().size() > CELLS
                        ? ", with " + CELLS + " of their " + run.cells().size()
                                + " values; the page of a trial has all."
                        : ".");
        return Tag.of(
                        "details",
                        Tag.of("summary", Excerpt.count(trials.size(), "trial")),
                        Show.table("plain", caption, columns, rows))
                .with("id", "all-trials")
                .when(trials.size() <= OPEN, "open");
    }

    private List<Node> row(TrialRecord trial, List<String> cells) {
        var row = new ArrayList<Node>();
        row.add(Tag.link(trialPath(trial.arm(), trial.seed()), trial.arm()));
        row.add(Node.of(trial.seed()));
        row.add(Node.of(trial.status().name().toLowerCase(Locale.ROOT)));
        cells.forEach(cell ->
                row.add(Node.of(RunState.cell(trial, cell).map(Excerpt::number).orElse("–"))));
        row.add(Node.of(Excerpt.duration(trial.cost().wallSeconds())));
        return row;
    }

    private String trialPath(String arm, long seed) {
        return path + "/trial" + Url.query("arm", arm, "seed", Long.toString(seed));
    }
}
