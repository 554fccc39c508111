package org.assay.lab.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.assay.lab.LabException;
import org.assay.lab.Trial;

/** Metrics of a comma-separated file: every column of numbers is a series, its last value a metric. */
final class CsvMetrics {

    private CsvMetrics() {}

    /** {@code step} names the column of positions; empty for the number of the row. */
    static void read(Path file, String step, Trial<?> trial) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new LabException("The command left no file " + file + ".");
        }
        var rows = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(CsvMetrics::fields)
                .toList();
        if (rows.isEmpty()) {
            throw new LabException("File " + file + " is empty; it needs a header line.");
        }
        var header = rows.getFirst();
        int at = header.indexOf(step);
        if (!step.isEmpty() && at < 0) {
            throw new LabException(
                    "File " + file + " has no column " + step + ". Columns: " + String.join(", ", header) + ".");
        }
        var last = new LinkedHashMap<String, Double>();
        for (int row = 1; row < rows.size(); row++) {
            var values = rows.get(row);
            var x = at < 0 ? Optional.of((double) row) : number(values, at);
            for (int column = 0; column < header.size(); column++) {
                var value = number(values, column);
                if (column != at && x.isPresent() && value.isPresent()) {
                    trial.series(header.get(column), x.get(), value.get());
                    last.put(header.get(column), value.get());
                }
            }
        }
        last.forEach(trial::metric);
    }

    private static Optional<Double> number(List<String> values, int column) {
        try {
            return column < values.size()
                    ? Optional.of(Double.valueOf(values.get(column).strip()))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The fields of a line; a quoted field may hold commas, and quotes written twice. */
    static List<String> fields(String line) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString().strip());
        return fields;
    }
}
