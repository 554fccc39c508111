package org.assay.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.lab.RunRecord;

/** The whole report as one page without any other file. */
final class HtmlReport {

    /** More rows than these stay in {@code trials.csv}: a page must open on a phone. */
    static final int ROWS = 1000;

    private static final int SAMPLES = 40;

    private static final String LICENCE =
            "The report, its figures and the code are under the Apache License 2.0; the data keep the licences of their sources.";

    private final RunData data;
    private final RunRecord record;
    private final Contents contents;
    private final Plates plates;

    private HtmlReport(RunData data, Contents contents, Plates plates) {
        this.data = data;
        this.record = data.record();
        this.contents = contents;
        this.plates = plates;
    }

    static String write(RunData data, Contents contents, Plates plates) {
        return new HtmlReport(data, contents, plates).page();
    }

    private String page() {
        var html = HtmlPage.open(contents.title() + ": reproducibility report");
        header(html);
        html.open("main", "id", "report").line();
        var sections = sections();
        contentsList(html, sections.keySet().stream().toList());
        sections.forEach((title, blocks) -> {
            html.open("section", "id", id(title)).element("h2", title).line();
            html.blocks(blocks);
            html.close("section").line();
        });
        html.close("main").line();
        html.open("footer")
                .open("p")
                .text("Written by Assay " + record.code().version() + " from run " + record.run()
                        + ". The same figures as files: ");
        html.element("code", "figures/")
                .text(". The record: ")
                .element("code", "run.json")
                .text(".")
                .close("p")
                .close("footer")
                .line();
        return HtmlPage.close(html);
    }

    private void header(Html html) {
        html.open("header");
        html.element(
                "p",
                "Reproducibility report · " + record.study() + " · "
                        + record.scale().label() + " scale",
                "class",
                "kicker");
        html.element("h1", contents.title());
        if (!record.papers().isEmpty()) {
            var paper = record.papers().getFirst();
            String by =
                    String.join(", ", paper.authors()) + (paper.venue().isBlank() ? "" : " · " + paper.venue()) + " · ";
            html.open("p", "class", "paper")
                    .text(by)
                    .spans(List.of(identifier(paper.id())))
                    .close("p");
        }
        html.element("p", record.question(), "class", "question");
        html.open("ul", "class", "verdicts", "aria-label", "Verdicts");
        for (var claim : contents.claims()) {
            html.open("li").open("a", "href", "#t-claim-" + Plates.fileName(claim.id()));
            html.element("b", claim.id()).text(" ");
            html.spans(List.of(new Span.Badge(claim.verdict(), ClaimFacts.verdict(record, claim))));
            html.close("a").close("li");
        }
        html.close("ul");
        html.open("p", "class", "run").text("Run ").element("code", record.run());
        html.text(" · planned " + Facts.time(record.planned()) + " · plan ")
                .element("code", Summary.shortHash(record.planHash()));
        html.text(record.complete() ? "" : " · not complete: the run stopped before its planned end")
                .close("p");
        html.close("header").line();
    }

    static Span identifier(String id) {
        if (id.matches("arXiv:[\\w.\\-/]+")) {
            return new Span.Link(id, "https://arxiv.org/abs/" + id.substring(6));
        }
        if (id.matches("(?i)doi:10\\.\\d+/\\S+")) {
            return new Span.Link(id, "https://doi.org/" + id.substring(4));
        }
        return id.matches("https?://\\S+") ? new Span.Link(id, id) : new Span.Plain(id);
    }

    private Map<String, List<Block>> sections() {
        var sections = new LinkedHashMap<String, List<Block>>();
        var summary = new ArrayList<Block>();
        for (var part : Summary.of(record, contents.notes()).parts()) {
            summary.add(new Block.Heading(1, part.title()));
            summary.addAll(part.blocks());
        }
        sections.put("Summary", summary);
        if (!record.claims().isEmpty()) {
            sections.put("Claims", List.of(ClaimFacts.claims(record, contents.claims())));
            sections.put("Verdicts", verdicts());
        }
        var figures = new ArrayList<Block>();
        plates.declared().forEach(p -> figures.add(new Block.Image(p)));
        if (!plates.missing().isEmpty()) {
            figures.add(Block.paragraph(
                    "Left out, because no trial reported what they show or this record does not hold it: "
                            + String.join(", ", plates.missing()) + "."));
        }
        if (!figures.isEmpty()) {
            sections.put("Figures", figures);
        }
        sections.put("Results by arm", List.of(Facts.means(record)));
        sections.put("Discussion", contents.discussion());
        sections.put("Limitations", contents.limitations());
        sections.put("What was not run", contents.missing());
        sections.put("Deviations from the paper", contents.deviations());
        sections.put(Notes.MATERIALS, contents.materials());
        sections.put("Settings", contents.settings());
        sections.put("Cost", cost());
        sections.put("Environment", List.of(Facts.environment(record)));
        sections.put("How to repeat this", contents.repeat());
        var plan = new ArrayList<>(contents.plan());
        plan.add(new Block.Folded("The plan in full", List.of(new Block.Code(record.plan()))));
        sections.put("Plan", plan);
        sections.put("Trials", trials());
        if (!data.samples().isEmpty()) {
            sections.put("Samples", samples());
        }
        people(sections);
        data.source()
                .ifPresent(s -> sections.put(
                        "Source of the study", List.of(new Block.Folded(s.file(), List.of(new Block.Code(s.text()))))));
        if (!record.papers().isEmpty()) {
            sections.put("References", contents.references());
        }
        return sections;
    }

    private List<Block> verdicts() {
        var blocks = new ArrayList<Block>();
        plates.overview().ifPresent(p -> blocks.add(new Block.Image(p)));
        for (var claim : contents.claims()) {
            blocks.add(new Block.Heading(1, claim.id() + ". " + claim.text()));
            blocks.addAll(contents.verdict(claim, false));
            if (claim.primary()) {
                plates.seeds(claim).forEach(p -> blocks.add(new Block.Image(p)));
            }
            blocks.add(new Block.Folded("How " + claim.id() + " was decided", contents.details(claim)));
        }
        return blocks;
    }

    private List<Block> cost() {
        var blocks = new ArrayList<Block>();
        blocks.add(Facts.cost(record));
        blocks.addAll(contents.effort());
        return blocks;
    }

    private List<Block> trials() {
        var blocks = new ArrayList<Block>();
        blocks.add(Block.paragraph(contents.trialCount()));
        blocks.addAll(contents.remarks());
        blocks.add(new Block.Folded(
                "Seed-level data, " + Numbers.count(record.trials().size(), "trial"),
                List.of(Facts.trials(record, ROWS))));
        if (record.trials().size() > ROWS) {
            blocks.add(Block.paragraph(
                    "The table shows the first " + ROWS + " trials; all of them are in trials.csv beside this page."));
        }
        return blocks;
    }

    private List<Block> samples() {
        var blocks = new ArrayList<Block>();
        data.samples().stream().limit(SAMPLES).forEach(s -> {
            blocks.add(new Block.Heading(1, s.name() + ", " + s.arm() + ", seed " + s.seed()));
            blocks.add(new Block.Code(s.text()));
        });
        return blocks;
    }

    private void people(Map<String, List<Block>> sections) {
        sections.put(Notes.TEAM, contents.written(Notes.TEAM, List.of()));
        sections.put(Notes.REUSED, contents.reused());
        sections.put("Broader impact and licence", contents.written(Notes.IMPACT, List.of(Block.paragraph(LICENCE))));
    }

    private void contentsList(Html html, List<String> titles) {
        html.open("nav", "aria-label", "Contents").open("ol");
        titles.forEach(t -> html.open("li").element("a", t, "href", "#" + id(t)).close("li"));
        html.close("ol").close("nav").line();
    }

    private static String id(String title) {
        return Plates.fileName(title.toLowerCase(java.util.Locale.ROOT));
    }
}
