package org.assay.web;

import java.util.ArrayList;
import java.util.List;
import org.assay.report.Excerpt;
import org.assay.report.RunData;

/** The figures that a study declares, as a run's report draws them. */
final class FiguresPage {

    private FiguresPage() {}

    static Page page(RunState run) {
        var record = run.record();
        var figures = of(run);
        var content = Node.of(
                Tag.as("p", "kicker", "Figures of ", Tag.link(Url.path("runs", record.run()), record.run())),
                Tag.of("h1", record.study()),
                figures.isEmpty()
                        ? Tag.of("p", "The study draws nothing from what this run has so far.")
                        : Node.of(figures));
        return Page.still("Figures of " + record.run(), "Runs", content);
    }

    /** Empty where the study cannot be loaded or the run has no data for any. */
    static List<Node> of(RunState run) {
        var figures = new ArrayList<Node>();
        var drawn = run.study().map(study -> Excerpt.figures(RunData.of(run.data(), study)));
        for (var figure : drawn.orElse(List.of())) {
            figures.add(Tag.of(
                    "figure",
                    new Node.Markup(figure.wide()),
                    new Node.Markup(figure.narrow()),
                    Tag.of("figcaption", Tag.of("strong", "Figure " + (figures.size() + 1) + ". "), figure.caption())));
        }
        return figures;
    }
}
