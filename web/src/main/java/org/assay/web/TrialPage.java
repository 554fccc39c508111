package org.assay.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.report.Excerpt;
import org.assay.web.Curves.Arm;

/** One trial: what it measured, its curves, pictures and texts, and what it printed. */
final class TrialPage {

    private static final int SERIES = 12;
    private static final int IMAGES = 64;
    private static final int SAMPLES = 40;

    private final RunState run;
    private final Logs logs;
    private final String arm;
    private final long seed;
    private final String path;

    /** @throws Refusal if the run has no such trial */
    TrialPage(RunState run, Logs logs, Request request) {
        this.run = run;
        this.logs = logs;
        this.arm = request.needed("arm");
        this.seed = request.number("seed");
        this.path = Url.path("runs", run.record().run());
        known(run, arm, seed);
    }

    /** @throws Refusal if the run has no such trial, at work or ended */
    static void known(RunState run, String arm, long seed) {
        if (run.trial(arm, seed).isEmpty() && run.live(arm, seed).isEmpty()) {
            throw Refusal.missing("The run has no trial of arm " + arm + ", seed " + seed + ", yet.");
        }
    }

    Page page() {
        var record = run.record();
        var trial = run.trial(arm, seed);
        var content = Node.of(
                Tag.as("p", "kicker", "Trial of ", Tag.link(path, record.run())),
                Tag.of("h1", arm + ", seed " + seed),
                trial.map(this::outcome)
                        .orElseGet(
                                () -> Tag.of("p", "It is at work; this page shows it as it was when you opened it.")),
                Tag.of("p", "By itself again:"),
                Show.command("./" + run.data().reproduce(arm, seed)),
                logs.folded(run, arm, seed, "log"),
                trial.map(TrialPage::cells),
                curves(),
                images(),
                samples(),
                settings());
        return Page.still(arm + ", seed " + seed, "Runs", content);
    }

    private Node outcome(TrialRecord trial) {
        var words = trial.status().name().toLowerCase(Locale.ROOT) + " in "
                + Excerpt.duration(trial.cost().wallSeconds()) + ", "
                + Excerpt.duration(trial.cost().cpuSeconds()) + " of processor time, peak memory "
                + Excerpt.bytes(trial.cost().peakBytes())
                + trial.cost()
                        .energyJoules()
                        .map(joules -> ", " + Excerpt.number(joules / 3600)
                                + " Wh of the processor packages, all that ran on them included")
                        .orElse("")
                + trial.ended().map(end -> ", ended " + Excerpt.time(end)).orElse("")
                + (trial.attempts() > 1 ? ", at attempt " + trial.attempts() : "") + ".";
        return Node.of(
                Tag.of("p", words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1)),
                trial.failure().map(cause -> Tag.as("p", "bad", cause)));
    }

    private static Node cells(TrialRecord trial) {
        var rows = new ArrayList<List<Node>>();
        trial.metrics().forEach((name, value) -> rows.add(List.of(Node.of(name), Node.of(Double.toString(value)))));
        trial.timings().forEach((name, value) -> rows.add(List.of(Node.of(name), Node.of(Double.toString(value)))));
        return rows.isEmpty()
                ? Node.none()
                : Node.of(
                        Tag.of("h2", "Values"),
                        Show.table(
                                "plain short",
                                "What the trial measured, digit for digit.",
                                List.of("Cell", "#Value"),
                                rows));
    }

    private Node curves() {
        var figures = Tag.as("div", "figures");
        int drawn = 0;
        for (var name : run.series().stream().limit(SERIES).toList()) {
            var curve = Curves.of(run, arm, seed, name);
            if (curve.isPresent()) {
                boolean live = run.live(arm, seed).isPresent();
                var line = new Arm(
                        arm,
                        live ? List.of() : List.of(curve.get()),
                        live ? List.of(curve.get()) : List.of(),
                        Optional.empty());
                figures.add(Chart.figure("curve-" + drawn++, name, Axes.of(run.study(), name), List.of(line)));
            }
        }
        return drawn == 0 ? Node.none() : Node.of(Tag.of("h2", "Curves"), figures);
    }

    private Node images() {
        var names = run.data().imageNames(arm, seed);
        if (names.isEmpty()) {
            return Node.none();
        }
        var grid = Tag.as("ul", "images");
        for (var name : names.stream().limit(IMAGES).toList()) {
            var source = path + "/image" + Url.query("arm", arm, "seed", Long.toString(seed), "name", name);
            grid.add(Tag.of(
                    "li",
                    Tag.of(
                            "figure",
                            Tag.link(
                                    source,
                                    Tag.of("img")
                                            .with("src", source)
                                            .with("alt", name)
                                            .with("loading", "lazy")),
                            Tag.of("figcaption", name))));
        }
        return Node.of(Tag.of("h2", "Images"), grid);
    }

    private Node samples() {
        var texts = run.data().samples(arm, seed);
        var section = Tag.of("section");
        texts.entrySet().stream()
                .limit(SAMPLES)
                .forEach(sample -> section.add(Tag.of("h3", sample.getKey()), Show.command(sample.getValue())));
        return texts.isEmpty() ? Node.none() : Node.of(Tag.of("h2", "Samples"), section);
    }

    private Node settings() {
        var rows = run.record().arms().stream()
                .filter(a -> a.name().equals(arm))
                .flatMap(a -> a.settings().entrySet().stream())
                .map(e -> List.of(Node.of(e.getKey()), Node.of(String.valueOf(e.getValue()))))
                .toList();
        return Node.of(
                Tag.of("h2", "Settings"),
                Show.table("plain short", "The arm's settings at this scale.", List.of("Setting", "Value"), rows));
    }
}
