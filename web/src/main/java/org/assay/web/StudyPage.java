package org.assay.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assay.lab.Claim;
import org.assay.lab.Plan;
import org.assay.lab.RunRecord;
import org.assay.lab.Scale;
import org.assay.lab.Study;
import org.assay.report.Excerpt;
import org.assay.web.Archive.Line;

/** One study: its paper, its plan and claims, what is recorded, its figures, its runs here, and its source. */
final class StudyPage {

    private final Study<?> study;
    private final Optional<RunRecord> recorded;
    private final List<Catalogue.Figure> figures;
    private final List<Line> runs;
    private final Archive archive;

    /** @param runs all runs */
    StudyPage(Study<?> study, Catalogue catalogue, List<Line> runs, Archive archive) {
        this.study = study;
        this.recorded = catalogue.recorded(study.id());
        this.figures = catalogue.figures(study.id());
        this.runs = runs.stream()
                .filter(line -> line.run().study().equals(study.id()))
                .toList();
        this.archive = archive;
    }

    Page page() {
        var content = Node.of(
                kicker(),
                Tag.of("h1", study.id()),
                Tag.as("p", "question", study.question()),
                study.papers().stream().map(Show::paper).toList(),
                Show.command("./assay run " + study.id()),
                claims(),
                plan(study.plan()),
                deviations(),
                pictures(),
                runsHere(),
                source());
        return Page.still(study.id(), "Studies", content);
    }

    /** What it belongs to, each a link to the scoreboard's studies of that kind. */
    private Node kicker() {
        var kicker = Tag.as("p", "kicker", Tag.link("/studies" + Url.query("family", study.family()), study.family()));
        study.courseLists()
                .forEach(list -> kicker.add(" · ").add(Tag.link("/studies" + Url.query("course", list), list)));
        return kicker;
    }

    private Node claims() {
        var rows = new ArrayList<List<Node>>();
        for (var claim : study.plan().claims()) {
            rows.add(List.of(
                    Node.of(Tag.of("strong", claim.id()), claim.primary() ? " primary" : ""),
                    Node.of(
                            claim.text(),
                            Tag.as(
                                    "span",
                                    "finding",
                                    "Decided by: " + claim.statement().words())),
                    Node.of(claim.published().map(Show::published).orElse("–")),
                    recordedEffect(claim),
                    recordedVerdict(claim)));
        }
        var caption = recorded.map(r -> "With the recorded run at " + r.scale().label() + " scale.")
                .orElse("No run is recorded yet.");
        return Node.of(
                Tag.of("h2", "Claims"),
                Show.table(
                        "cards",
                        caption,
                        List.of("Claim", "Statement", "Published", "#Ours [interval]", "Verdict"),
                        rows));
    }

    private Node recordedEffect(Claim claim) {
        return Node.of(recorded.flatMap(r -> r.claims().stream()
                        .filter(c -> c.id().equals(claim.id()))
                        .findFirst())
                .map(Excerpt::effect)
                .orElse("–"));
    }

    private Node recordedVerdict(Claim claim) {
        return Node.of(recorded.flatMap(r -> r.claims().stream()
                .filter(c -> c.id().equals(claim.id()))
                .findFirst()
                .map(c -> Show.verdict(c, r.scale()))));
    }

    private <S extends Record> Node plan(Plan<S> plan) {
        var rows = new ArrayList<List<Node>>();
        for (var arm : plan.arms()) {
            var changes = arm.changes().stream()
                    .map(c -> c.name() + " = " + c.value())
                    .collect(Collectors.joining(", "));
            rows.add(List.of(
                    Node.of(arm.name(), plan.exploratory(arm) ? " (exploratory)" : ""),
                    Node.of(changes.isEmpty() ? "–" : changes),
                    Node.of(plan.seedsOf(arm).size())));
        }
        var looks = plan.looks().stream().map(String::valueOf).collect(Collectors.joining(", then "));
        return Node.of(
                Tag.of("h2", "Plan"),
                Tag.of("p", "Judged after " + looks + " seeds, until every primary claim is decided."),
                Show.table("plain", "Arms, and what each changes.", List.of("Arm", "Changes", "#Seeds at most"), rows),
                settings(plan));
    }

    private static <S extends Record> Node settings(Plan<S> plan) {
        var rows = new ArrayList<List<Node>>();
        var plain = plan.arms().getFirst();
        var paper = plan.settingValues(Scale.PAPER, plain);
        var laptop = plan.settingValues(Scale.LAPTOP, plain);
        paper.forEach((name, value) ->
                rows.add(List.of(Node.of(name), Node.of(value), Node.of(laptop.getOrDefault(name, "–")))));
        var table = Show.table(
                "plain",
                "Settings of the arm " + plain.name() + " at the paper's scale and at a laptop's.",
                List.of("Setting", "#Paper", "#Laptop"),
                rows);
        return Tag.of("details", Tag.of("summary", "Settings"), table);
    }

    private Node deviations() {
        var list = Tag.of("ul");
        study.deviations().forEach(deviation -> list.add(Tag.of("li", deviation)));
        return study.deviations().isEmpty() ? Node.none() : Node.of(Tag.of("h2", "Deviations from the paper"), list);
    }

    /** Those of the newest run here that has any, else those of the recorded run. */
    private Node pictures() {
        for (var line : runs) {
            if (line.run().trials() > 0) {
                var drawn = FiguresPage.of(archive.run(line.run().run()));
                if (!drawn.isEmpty()) {
                    var from = Tag.of(
                            "p",
                            "From the run ",
                            Tag.link(
                                    Url.path("runs", line.run().run()),
                                    line.run().run()),
                            ".");
                    return Node.of(Tag.of("h2", "Figures"), from, drawn);
                }
            }
        }
        var list = new ArrayList<Node>();
        for (var figure : figures) {
            var source = Url.path("studies", study.id(), "figures", figure.name() + ".svg");
            list.add(Tag.of(
                    "figure",
                    Tag.of("img")
                            .with("src", source)
                            .with("alt", figure.name().replace('-', ' '))
                            .with("loading", "lazy")
                            .with("class", "paper"),
                    Tag.of("figcaption", figure.name().replace('-', ' ') + ", from the recorded run.")));
        }
        return list.isEmpty() ? Node.none() : Node.of(Tag.of("h2", "Figures"), list);
    }

    private Node runsHere() {
        return runs.isEmpty()
                ? Node.none()
                : Node.of(
                        Tag.of("h2", "Runs here"),
                        RunsPage.parts(runs).stream().map(Feed.Part::content).toList());
    }

    private Node source() {
        var file = study.getClass().getSimpleName() + ".java";
        try (var in = study.getClass().getResourceAsStream(file)) {
            if (in == null) {
                return Node.none();
            }
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Node.of(
                    Tag.of("h2", "Method"),
                    Tag.of("details", Tag.of("summary", "The study's source, " + file), Show.command(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
