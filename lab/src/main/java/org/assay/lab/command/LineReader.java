package org.assay.lab.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.assay.lab.Trial;

/**
 * What a command says on standard output. A line that is a JSON object reports: with a {@code step} (or {@code epoch}) its numbers are points of
 * series, without one they are metrics; {@code progress} tells how far the trial is. Every other line belongs to the log.
 */
final class LineReader {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final Trial<?> trial;
    private final boolean measures;
    private double progress;

    /** {@code measures} tells whether JSON lines are reports; otherwise all is log. */
    LineReader(Trial<?> trial, boolean measures) {
        this.trial = trial;
        this.measures = measures;
    }

    void read(String line) {
        var report = measures ? report(line) : Optional.<JsonNode>empty();
        report.ifPresentOrElse(this::read, () -> System.out.println(line));
        // Any line is a sign of life.
        trial.progress(progress);
    }

    private static Optional<JsonNode> report(String line) {
        if (!line.strip().startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(line)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private void read(JsonNode report) {
        var step = Optional.ofNullable(report.get("step"))
                .or(() -> Optional.ofNullable(report.get("epoch")))
                .filter(JsonNode::isNumber);
        for (var field : report.properties()) {
            var name = field.getKey();
            if (!field.getValue().isNumber() || name.equals("step") || name.equals("epoch")) {
                continue;
            }
            double value = field.getValue().doubleValue();
            if (name.equals("progress")) {
                progress = value;
            } else if (step.isPresent()) {
                trial.series(name, step.get().doubleValue(), value);
            } else {
                trial.metric(name, value);
            }
        }
    }
}
