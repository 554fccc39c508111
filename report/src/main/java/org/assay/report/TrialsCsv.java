package org.assay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assay.lab.RunRecord;

/** Every trial as a line of comma-separated values (RFC 4180). */
final class TrialsCsv {

    private TrialsCsv() {}

    static String write(RunRecord record) {
        var cells = Facts.cells(record);
        var out = new StringBuilder();
        var head = new ArrayList<>(List.of("arm", "seed", "status"));
        head.addAll(cells);
        head.addAll(List.of("cpu_seconds", "wall_seconds", "peak_bytes", "attempts", "failure"));
        line(out, head);
        for (var t : record.trials()) {
            var row = new ArrayList<>(
                    List.of(t.arm(), Long.toString(t.seed()), t.status().name().toLowerCase(Locale.ROOT)));
            cells.forEach(
                    c -> row.add(Arms.cell(t, c).map(v -> Double.toString(v)).orElse("")));
            row.add(Double.toString(t.cost().cpuSeconds()));
            row.add(Double.toString(t.cost().wallSeconds()));
            row.add(Long.toString(t.cost().peakBytes()));
            row.add(Integer.toString(t.attempts()));
            row.add(t.failure().orElse(""));
            line(out, row);
        }
        return out.toString();
    }

    static void line(StringBuilder out, List<String> fields) {
        out.append(String.join(",", fields.stream().map(TrialsCsv::quoted).toList()))
                .append("\r\n");
    }

    private static String quoted(String field) {
        return field.matches("(?s).*[\",\r\n].*") ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }
}
