package org.assay.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.lab.Study;

/** The parts of README.md that are made by the program, each between two markers that do not show. */
final class Readme {

    private static final String EXAMPLE_CLASS = "HeavyBall";

    private Readme() {}

    /** The text with its parts made anew. */
    static String updated(String text, List<Study<?>> studies, Recorded recorded) {
        var withTable = replaced(text, "catalogue", table(studies, recorded));
        return replaced(withTable, "example", "```java\n" + NewCommand.text(EXAMPLE_CLASS) + "```\n");
    }

    private static String replaced(String text, String part, String content) {
        var begin = "<!-- " + part + " -->\n";
        var end = "<!-- end of " + part + " -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw Failure.usage("README.md has no part between " + begin.strip() + " and " + end + ".");
        }
        return text.substring(0, from + begin.length()) + content + text.substring(to);
    }

    private static String table(List<Study<?>> studies, Recorded recorded) {
        var rows = studies.stream()
                .sorted(Comparator.<Study<?>, String>comparing(Study::family).thenComparing(Study::id))
                .map(study -> row(study, recorded.find(study.id())))
                .collect(Collectors.joining());
        return "| study | question | verdicts | time |\n| --- | --- | --- | ---: |\n" + rows;
    }

    private static String row(Study<?> study, Optional<RunRecord> record) {
        var link = record.map(r -> "[`" + study.id() + "`](results/" + study.id() + ".json)")
                .orElse("`" + study.id() + "`");
        return "| " + link + " | " + cell(study.question()) + " | "
                + record.map(Readme::verdicts).orElse("not recorded yet") + " | "
                + record.map(r -> CostText.seconds(r.cost().wallSeconds())).orElse("") + " |\n";
    }

    /** Primary claims one by one, the others counted. */
    private static String verdicts(RunRecord record) {
        var primary = record.claims().stream()
                .filter(ClaimRecord::primary)
                .map(claim -> claim.id() + " " + claim.verdict().label())
                .collect(Collectors.joining(", "));
        var others = Recorded.counts(record.claims().stream()
                .filter(claim -> !claim.primary())
                .map(Recorded.ClaimVerdict::of)
                .toList());
        var joined = primary.isEmpty() || others.isEmpty() ? primary + others : primary + "; others: " + others;
        return joined + " (" + record.scale().label().toLowerCase(Locale.ROOT) + ")";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
