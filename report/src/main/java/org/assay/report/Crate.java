package org.assay.report;

import static org.assay.report.JsonText.day;
import static org.assay.report.JsonText.id;
import static org.assay.report.JsonText.object;
import static org.assay.report.JsonText.reference;
import static org.assay.report.JsonText.several;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.lab.Paper;
import org.assay.lab.RunRecord;

/**
 * {@code ro-crate-metadata.json}: RO-Crate 1.2 (w3id.org/ro/crate/1.2) with the Process Run Crate profile 0.5; each trial is an action, the whole
 * run one more.
 */
final class Crate {

    static final String FILE = "ro-crate-metadata.json";
    private static final String SPECIFICATION = "https://w3id.org/ro/crate/1.2";
    private static final String PROFILE = "https://w3id.org/ro/wfrun/process/0.5";
    private static final String LICENCE = "https://spdx.org/licenses/Apache-2.0";
    private static final String PROGRAM = "#assay";
    private static final String JAVA = "#java";

    private final RunData data;
    private final RunRecord record;
    private final String title;
    private final String command;
    private final People people;
    private final BundleFiles files;
    private final List<Object> graph = new ArrayList<>();

    private Crate(RunData data, String title, String command, People people, BundleFiles files) {
        this.data = data;
        this.record = data.record();
        this.title = title;
        this.command = command;
        this.people = people;
        this.files = files;
    }

    /** About all files gathered so far; {@code command} repeats the run. */
    static String write(RunData data, String title, String command, People people, BundleFiles files) {
        return new Crate(data, title, command, people, files).text();
    }

    private String text() {
        graph.add(object(
                "@id",
                FILE,
                "@type",
                "CreativeWork",
                "name",
                "Metadata of this research object",
                "about",
                id("./"),
                "conformsTo",
                id(SPECIFICATION)));
        graph.add(root());
        graph.add(object(
                "@id",
                PROFILE,
                "@type",
                List.of("CreativeWork", "Profile"),
                "name",
                "Process Run Crate",
                "version",
                "0.5"));
        graph.add(object(
                "@id",
                SPECIFICATION,
                "@type",
                List.of("CreativeWork", "Profile"),
                "name",
                "RO-Crate Metadata Specification",
                "version",
                "1.2"));
        graph.add(object(
                "@id", LICENCE,
                "@type", "CreativeWork",
                "name", "Apache License 2.0",
                "description", "Permissive licence with a grant of patents; the whole text is in the file LICENSE."));
        people();
        graph.add(object(
                "@id",
                PROGRAM,
                "@type",
                "SoftwareApplication",
                "name",
                "Assay",
                "description",
                "A reproducibility laboratory for deep learning on the JVM; README.md says where to get it.",
                "url",
                id("README.md"),
                "version",
                version(),
                "softwareVersion",
                version()));
        graph.add(object(
                "@id", JAVA,
                "@type", "ComputerLanguage",
                "name", "Java",
                "url", "https://docs.oracle.com/javase/specs/",
                "version", "25"));
        files.entries().values().forEach(e -> graph.add(file(e)));
        papers();
        sets();
        graph.addAll(actions().entities());
        return JsonText.of(object("@context", SPECIFICATION + "/context", "@graph", graph));
    }

    private String version() {
        return record.code().version()
                + record.code().commit().map(c -> " (" + c + ")").orElse("");
    }

    private Map<String, Object> file(BundleFiles.Entry e) {
        boolean source = e.name().endsWith(".java");
        return object(
                "@id", reference(e.name()),
                "@type", source ? List.of("File", "SoftwareSourceCode") : "File",
                "name", e.name(),
                "description", e.description(),
                "encodingFormat", e.format(),
                "contentSize", Long.toString(e.bytes()),
                "sha256", e.sha256(),
                "programmingLanguage", source ? id(JAVA) : "",
                "version", source ? version() : "");
    }

    private Map<String, Object> root() {
        var end = record.ended().orElse(record.planned());
        return object(
                "@id", "./",
                "@type", "Dataset",
                "name", "Reproducibility bundle: " + title,
                "description",
                        record.question() + " " + Summary.tally(record)
                                + " With plan, results, environment, source, figures and report.",
                "datePublished", day(end),
                "license", id(LICENCE),
                "conformsTo", id(PROFILE),
                "author", several(agents()),
                "publisher", agents().getFirst(),
                "keywords", List.of("reproducibility", record.family(), record.study()),
                "citation", ids(record.papers().stream().map(Crate::address).toList()),
                "hasPart",
                        ids(files.entries().keySet().stream()
                                .map(JsonText::reference)
                                .toList()),
                "mentions", actions().ids());
    }

    private CrateActions actions() {
        var inputs = new ArrayList<Object>();
        inputs.add(id("plan.json"));
        data.materials().data().forEach(d -> inputs.add(id(setId(d.id()))));
        files.entries().keySet().stream()
                .filter(f -> f.startsWith("source/"))
                .forEach(f -> inputs.add(id(reference(f))));
        var results = new ArrayList<Object>(List.of(id("run.json"), id("trials.csv")));
        if (files.has("series.csv")) {
            results.add(id("series.csv"));
        }
        return new CrateActions(record, command, id(PROGRAM), agents().getFirst(), inputs, results);
    }

    private List<Map<String, Object>> agents() {
        var agents = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < Math.max(1, people.names().size()); i++) {
            agents.add(id(people.names().isEmpty() ? "#unnamed" : "#person-" + (i + 1)));
        }
        return agents;
    }

    private void people() {
        for (int i = 0; i < people.names().size(); i++) {
            graph.add(object(
                    "@id",
                    "#person-" + (i + 1),
                    "@type",
                    "Person",
                    "name",
                    people.names().get(i)));
        }
        if (people.names().isEmpty()) {
            graph.add(object("@id", "#unnamed", "@type", "Organization", "name", People.UNNAMED));
        }
    }

    private void papers() {
        int n = 0;
        for (var paper : record.papers()) {
            var authors = new ArrayList<Object>();
            for (var author : paper.authors()) {
                String at = "#author-" + ++n;
                authors.add(id(at));
                graph.add(object("@id", at, "@type", "Person", "name", author));
            }
            graph.add(object(
                    "@id", address(paper),
                    "@type", "ScholarlyArticle",
                    "name", paper.title(),
                    "identifier", paper.id(),
                    "author", several(authors)));
        }
    }

    private void sets() {
        for (var set : data.materials().data()) {
            graph.add(object(
                    "@id", setId(set.id()),
                    "@type", "Dataset",
                    "name", set.title(),
                    "description", set.citation() + content(set.id()),
                    "url", set.source(),
                    "license", set.licence(),
                    "version", set.version(),
                    "subjectOf", id(reference(Bundle.croissant(set.id())))));
        }
    }

    private String content(String set) {
        return record.data().orElse(List.of()).stream()
                .filter(read -> read.id().equals(set))
                .map(read -> " The trials read it with this SHA-256 over all items: " + read.contentHash() + ".")
                .reduce("", String::concat);
    }

    private static String setId(String set) {
        return "#data-" + Plates.fileName(set);
    }

    private static String address(Paper paper) {
        return HtmlReport.identifier(paper.id()) instanceof Span.Link link
                ? link.target()
                : "#paper-" + Plates.fileName(paper.id());
    }

    private static Object ids(List<String> names) {
        return several(names.stream().map(JsonText::id).toList());
    }
}
