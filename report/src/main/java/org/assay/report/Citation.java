package org.assay.report;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import org.assay.lab.Paper;
import org.assay.lab.RunRecord;

/** {@code CITATION.cff}, Citation File Format 1.2.0: how to cite the bundle, and the papers it is about. */
final class Citation {

    private Citation() {}

    static String write(RunRecord record, String title, People people) {
        var out = new StringBuilder(
                "cff-version: 1.2.0\nmessage: \"If you use this bundle, please cite it and the papers it tests.\"\ntype: dataset\n");
        line(out, "", "title", "Reproducibility bundle: " + title);
        out.append("authors:\n");
        authors(out, "  ", people.names().isEmpty() ? List.of(People.UNNAMED) : people.names());
        line(out, "", "date-released", JsonText.day(record.ended().orElse(record.planned())));
        line(out, "", "version", record.run());
        line(out, "", "license", "Apache-2.0");
        line(out, "", "abstract", record.question() + " " + Summary.tally(record));
        if (!record.papers().isEmpty()) {
            out.append("references:\n");
            record.papers().forEach(p -> paper(out, p));
        }
        return out.toString();
    }

    private static void paper(StringBuilder out, Paper paper) {
        out.append("  - type: article\n");
        line(out, "    ", "title", paper.title());
        out.append("    authors:\n");
        authors(out, "      ", paper.authors().isEmpty() ? List.of("unknown") : paper.authors());
        line(out, "    ", "notes", paper.venue() + ", " + paper.id());
    }

    private static void authors(StringBuilder out, String indent, List<String> names) {
        names.forEach(n -> line(out, indent + "- ", "name", n));
    }

    /** Double-quoted as in JSON, which YAML reads as well. */
    private static void line(StringBuilder out, String indent, String key, String value) {
        out.append(indent).append(key).append(": \"");
        JsonStringEncoder.getInstance().quoteAsString(value, out);
        out.append("\"\n");
    }
}
