package org.assay.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.lab.Study;
import org.assay.lab.Verdict;
import org.assay.report.Excerpt;

/** The scoreboard: every study of the catalogue with the verdicts of its recorded run, filtered by family, course list, verdict and words. */
final class StudiesPage {

    private final List<Study<?>> studies;
    private final Catalogue catalogue;
    private final Optional<String> family;
    private final Optional<String> course;
    private final Optional<String> verdict;
    private final Optional<String> words;

    StudiesPage(List<Study<?>> studies, Catalogue catalogue, Request request) {
        this.studies = studies;
        this.catalogue = catalogue;
        this.family = request.one("family");
        this.course = request.one("course");
        this.verdict = request.one("verdict");
        this.words = request.one("words");
    }

    Page page() {
        var rows = new ArrayList<List<Node>>();
        var counts = new EnumMap<Verdict, Integer>(Verdict.class);
        for (var study : studies) {
            var record = catalogue.recorded(study.id());
            if (passes(study, record)) {
                rows.add(row(study, record));
                claims(record).forEach(claim -> counts.merge(claim.verdict(), 1, Integer::sum));
            }
        }
        var content = Node.of(
                Tag.of("h1", "Studies"),
                form(),
                totals(counts),
                rows.isEmpty()
                        ? Tag.of("p", "No study is like that. ", Tag.link("/studies", "All studies"))
                        : Show.table(
                                "plain stack",
                                rows.size() + " of " + studies.size() + (studies.size() == 1 ? " study" : " studies")
                                        + ", with the verdicts of their recorded runs; a star marks a primary claim.",
                                List.of("Study", "Question", "Verdicts", "#Time"),
                                rows));
        return Page.still("Studies", "Studies", content);
    }

    private static List<ClaimRecord> claims(Optional<RunRecord> record) {
        return record.map(RunRecord::claims).orElse(List.of());
    }

    private boolean passes(Study<?> study, Optional<RunRecord> record) {
        var text = (study.id() + " " + study.question() + " "
                        + study.papers().stream().map(p -> p.citation()).collect(Collectors.joining(" ")))
                .toLowerCase(Locale.ROOT);
        return family.stream().allMatch(study.family()::equals)
                && course.stream().allMatch(study.courseLists()::contains)
                && verdict.stream()
                        .allMatch(v -> claims(record).stream()
                                .anyMatch(c -> c.verdict().label().equals(v)))
                && words.stream()
                        .flatMap(w -> Arrays.stream(w.toLowerCase(Locale.ROOT).split("\\s+", -1)))
                        .allMatch(text::contains);
    }

    private Node form() {
        var families = studies.stream()
                .map(study -> study.family())
                .distinct()
                .sorted()
                .toList();
        var courses = studies.stream()
                .flatMap(study -> study.courseLists().stream())
                .distinct()
                .sorted()
                .toList();
        var verdicts = Arrays.stream(Verdict.values()).map(Verdict::label).toList();
        var search = Tag.input("search", "words", words.orElse("")).with("id", "choose-words");
        return Tag.as(
                        "form",
                        "choose row",
                        Show.choice("Family", "family", families, family.orElse(""), "all"),
                        Show.choice("Course list", "course", courses, course.orElse(""), "all"),
                        Show.choice("Verdict", "verdict", verdicts, verdict.orElse(""), "any"),
                        Tag.as("p", "field", Tag.of("label", "Words").with("for", "choose-words"), " ", search),
                        Tag.of("button", "Filter"))
                .with("method", "get")
                .with("action", "/studies")
                .with("role", "search");
    }

    private static Node totals(EnumMap<Verdict, Integer> counts) {
        var list = Tag.as("ul", "verdicts").with("aria-label", "Claims in all");
        counts.forEach((verdict, count) ->
                list.add(Tag.of("li", Tag.of("b", count), " ", Show.verdict(verdict, verdict.label()))));
        return counts.isEmpty() ? Node.none() : list;
    }

    private static List<Node> row(Study<?> study, Optional<RunRecord> record) {
        return List.of(
                Node.of(
                        Tag.link(Url.path("studies", study.id()), study.id()),
                        Tag.as("span", "id", study.family()),
                        study.courseLists().stream()
                                .map(list -> Tag.as("span", "id", list))
                                .toList()),
                Node.of(study.question()),
                record.map(r -> Show.verdicts(r.claims())).orElseGet(() -> Tag.as("span", "muted", "not recorded yet")),
                Node.of(record.map(r -> Excerpt.duration(r.cost().wallSeconds()))
                        .orElse("–")));
    }
}
