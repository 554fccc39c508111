package org.assay.lab.command;

import java.util.List;
import java.util.Map;

/** Where a command leaves what it measures. */
sealed interface MetricSource {

    /** JSON objects on standard output, one a line; other lines are the log. */
    record Lines() implements MetricSource {}

    /**
     * A file of comma-separated values with a header line.
     *
     * @param step the column that counts steps; empty for the row's number
     */
    record Csv(Template file, String step) implements MetricSource {}

    /** A folder of TensorBoard event files. */
    record Events(Template folder) implements MetricSource {}

    static MetricSource of(Sheet sheet, List<String> places) {
        if (!sheet.has("metrics") || !(sheet.value("metrics") instanceof Map)) {
            var word = sheet.text("metrics", "stdout");
            if (word.equals("stdout")) {
                return new Lines();
            }
        }
        var source = sheet.sheet("metrics").only("csv", "step", "tensorboard");
        var template = new Template(source.text(source.has("tensorboard") ? "tensorboard" : "csv"));
        template.check("Entry metrics of " + sheet.place(), places);
        return source.has("tensorboard") ? new Events(template) : new Csv(template, source.text("step", ""));
    }
}
