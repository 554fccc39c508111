package org.assay.lab.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assay.lab.RunRecord.TrialRecord;

/** Trials and series as comma-separated values (RFC 4180), one header line, numbers with all their digits. */
public final class Csv {

    private static final List<String> TRIAL_COLUMNS =
            List.of("arm", "seed", "status", "attempts", "cpu_seconds", "wall_seconds", "peak_bytes", "failure");

    private Csv() {}

    /** One row a trial, one column a cell; a cell that a trial did not report is empty. */
    public static void trials(RunData data, Appendable out) {
        var cells = new LinkedHashSet<String>();
        for (var trial : data.record().trials()) {
            cells.addAll(trial.metrics().keySet());
            cells.addAll(trial.timings().keySet());
        }
        var head = new ArrayList<>(TRIAL_COLUMNS);
        head.addAll(cells);
        line(out, head);
        for (var trial : data.record().trials()) {
            var row = new ArrayList<>(List.of(
                    trial.arm(),
                    Long.toString(trial.seed()),
                    trial.status().name().toLowerCase(Locale.ROOT),
                    Integer.toString(trial.attempts()),
                    Double.toString(trial.cost().cpuSeconds()),
                    Double.toString(trial.cost().wallSeconds()),
                    Long.toString(trial.cost().peakBytes()),
                    trial.failure().orElse("")));
            cells.forEach(cell -> row.add(value(trial, cell)));
            line(out, row);
        }
    }

    private static String value(TrialRecord trial, String cell) {
        return Optional.ofNullable(trial.metrics().get(cell))
                .or(() -> Optional.ofNullable(trial.timings().get(cell)))
                .map(value -> Double.toString(value))
                .orElse("");
    }

    /** One row a point: arm, seed, series, x, y. */
    public static void series(RunData data, Appendable out) {
        line(out, List.of("arm", "seed", "series", "x", "y"));
        for (var trial : data.record().trials()) {
            for (var name : data.seriesNames()) {
                data.series(trial.arm(), trial.seed(), name).ifPresent(series -> {
                    for (int i = 0; i < series.size(); i++) {
                        line(
                                out,
                                List.of(
                                        trial.arm(),
                                        Long.toString(trial.seed()),
                                        name,
                                        Double.toString(series.x()[i]),
                                        Double.toString(series.y()[i])));
                    }
                });
            }
        }
    }

    private static void line(Appendable out, List<String> fields) {
        try {
            out.append(fields.stream().map(Csv::quoted).collect(Collectors.joining(",")))
                    .append("\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
