package org.assay.report;

import static org.assay.report.JsonText.id;
import static org.assay.report.JsonText.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.lab.Materials;
import org.assay.lab.RunRecord;

/** Croissant 1.1 descriptions (docs.mlcommons.org/croissant): of the data sets that a study uses, and of the table of its results. */
final class Croissant {

    private static final String CONFORMS = "http://mlcommons.org/croissant/1.1";

    private Croissant() {}

    /** A data set with its files; those without an address of their own are named by their path in the set. */
    static String of(Materials.Data set, String published) {
        var files = new ArrayList<Object>();
        for (var f : set.files()) {
            files.add(object(
                    "@type", "cr:FileObject",
                    "@id", f.path(),
                    "name", f.path(),
                    "contentUrl", f.address().isBlank() ? f.path() : f.address(),
                    "contentSize", f.bytes() + " B",
                    "encodingFormat", BundleFiles.format(f.path()),
                    "sha256", f.sha256()));
        }
        var all = head(set.id(), set.title() + describe(set), set.licence(), set.source(), published);
        all.put(
                "creator",
                object("@type", "Organization", "name", "The makers of " + set.title(), "url", set.source()));
        all.put("citeAs", set.citation());
        if (!set.version().isBlank()) {
            all.put("version", set.version());
        }
        all.put("distribution", files);
        return JsonText.of(all);
    }

    private static String describe(Materials.Data set) {
        var parts = set.splits().stream()
                .map(s -> s.name() + ": " + Numbers.count(s.items(), "item") + " " + s.content())
                .toList();
        return (parts.isEmpty() ? "." : ". Splits: " + String.join("; ", parts) + ".")
                + (set.preparation().isBlank() ? "" : " Preparation: " + set.preparation());
    }

    /** The seed-level table of a run, column by column. */
    static String results(RunRecord record, BundleFiles.Entry table, List<String> people) {
        var fields = new ArrayList<Object>();
        fields.add(field("arm", "sc:Text", "The arm of the plan."));
        fields.add(field("seed", "sc:Integer", "The seed of the trial."));
        fields.add(field("status", "sc:Text", "done or failed."));
        Facts.cells(record).forEach(c -> fields.add(field(c, "sc:Float", "Reported by the trial as " + c + ".")));
        fields.add(field("cpu_seconds", "sc:Float", "Processor time of the worker."));
        fields.add(field("wall_seconds", "sc:Float", "Elapsed time."));
        fields.add(field("peak_bytes", "sc:Integer", "Largest resident memory of the worker."));
        fields.add(field("attempts", "sc:Integer", "How often the trial was begun."));
        fields.add(field("failure", "sc:Text", "Why the trial failed."));
        var all = head(
                Plates.fileName(record.run()),
                "Results of run " + record.run() + " of study " + record.study() + ", one line a trial.",
                "https://spdx.org/licenses/Apache-2.0",
                "report.html",
                JsonText.day(record.ended().orElse(record.planned())));
        all.put(
                "creator",
                (people.isEmpty() ? List.of(People.UNNAMED) : people)
                        .stream()
                                .map(p -> object("@type", people.isEmpty() ? "Organization" : "Person", "name", p))
                                .toList());
        all.put("version", "1.0.0");
        all.put("citeAs", "Run " + record.run() + " of study " + record.study() + "; see CITATION.cff.");
        all.put(
                "distribution",
                List.of(object(
                        "@type", "cr:FileObject",
                        "@id", "trials.csv",
                        "name", "trials.csv",
                        "contentUrl", "trials.csv",
                        "contentSize", table.bytes() + " B",
                        "encodingFormat", "text/csv",
                        "sha256", table.sha256())));
        all.put(
                "recordSet",
                List.of(object("@type", "cr:RecordSet", "@id", "trials", "name", "trials", "field", fields)));
        return JsonText.of(all);
    }

    private static Map<String, Object> field(String column, String type, String description) {
        return object(
                "@type",
                "cr:Field",
                "@id",
                "trials/" + column,
                "name",
                column,
                "description",
                description,
                "dataType",
                type,
                "source",
                object("fileObject", id("trials.csv"), "extract", object("column", column)));
    }

    private static Map<String, Object> head(
            String name, String description, String licence, String url, String published) {
        return object(
                "@context", CONTEXT,
                "@type", "sc:Dataset",
                "conformsTo", CONFORMS,
                "name", name,
                "description", description,
                "license", licence,
                "url", url,
                "datePublished", published);
    }

    /** The context that the specification prescribes. */
    private static final Map<String, Object> CONTEXT = context();

    private static Map<String, Object> context() {
        var c = new LinkedHashMap<String, Object>();
        c.put("@language", "en");
        c.put("@vocab", "https://schema.org/");
        c.put("sc", "https://schema.org/");
        c.put("cr", "http://mlcommons.org/croissant/");
        c.put("rai", "http://mlcommons.org/croissant/RAI/");
        c.put("dct", "http://purl.org/dc/terms/");
        c.put("conformsTo", "dct:conformsTo");
        c.put("data", object("@id", "cr:data", "@type", "@json"));
        c.put("dataType", object("@id", "cr:dataType", "@type", "@vocab"));
        c.put("examples", object("@id", "cr:examples", "@type", "@json"));
        for (var term : List.of(
                "arrayShape",
                "citeAs",
                "column",
                "equivalentProperty",
                "extract",
                "field",
                "fileObject",
                "fileProperty",
                "fileSet",
                "format",
                "includes",
                "isArray",
                "isLiveDataset",
                "jsonPath",
                "key",
                "md5",
                "parentField",
                "path",
                "recordSet",
                "references",
                "regex",
                "repeated",
                "replace",
                "samplingRate",
                "separator",
                "source",
                "subField",
                "transform")) {
            c.put(term, "cr:" + term);
        }
        return c;
    }
}
