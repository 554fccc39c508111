package org.assay.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.LabException;
import org.assay.lab.Paper;
import org.assay.lab.Published;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.ArmRecord;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.lab.RunRecord.Code;
import org.assay.lab.RunRecord.Cost;
import org.assay.lab.RunRecord.DataRecord;
import org.assay.lab.RunRecord.Environment;
import org.assay.lab.RunRecord.SharedRecord;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.Scale;
import org.assay.lab.TrialStatus;
import org.assay.lab.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run.json} against its published schema. */
public class RunJsonTest {

    private static final String HASH = "0123456789abcdef".repeat(4);

    @TempDir
    private Path folder;

    /** What is wrong with a record by the schema; empty if nothing is. */
    public static List<String> faults(String json) throws IOException {
        try (var stream = RunJson.class.getResourceAsStream("/org/assay/lab/run.schema.json")) {
            var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(stream, InputFormat.JSON);
            return schema.validate(json, InputFormat.JSON).stream()
                    .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                    .toList();
        }
    }

    private static RunRecord full() {
        return new RunRecord(
                1,
                "study-paper-1",
                "study",
                "Why?",
                "family",
                List.of(Paper.of("T", "ICLR 2018", "arXiv:1", "A", "B")),
                Scale.PAPER,
                HASH,
                "{ }",
                Instant.parse("2026-01-02T03:04:05Z"),
                Optional.of(Instant.parse("2026-01-02T04:04:05.678Z")),
                true,
                2,
                List.of(new ArmRecord("a", false, Map.of("rate", 0.1, "kind", "TREE", "width", 3, "on", true))),
                List.of(new ClaimRecord(
                        "C1",
                        "text",
                        true,
                        Optional.of(new Published("5 %", "Table 2", Published.Source.READ)),
                        "a below b",
                        Verdict.NOT_REPRODUCED,
                        Optional.of(Double.NaN),
                        List.of(Double.NEGATIVE_INFINITY, 0.3),
                        0.1,
                        "nats",
                        5,
                        List.of(0.1, -0.2),
                        "It is so.",
                        Map.of("settled", true, "p", 0.25))),
                List.of(done(), failed()),
                List.of(new SharedRecord("teacher", HASH, new Cost(1, 1, 1))),
                Optional.of(List.of(new DataRecord("digits", HASH))),
                new Cost(2, 4, 3, Optional.of(12.5), Optional.of(1e15)),
                new Environment(
                        "Linux", "cpu", 2, 1L << 34, "jdk", 2, 1, Map.of("assay.threads", "1"), Map.of("l", "1")),
                new Code("1.0", Optional.of("a".repeat(40)), true, HASH, HASH),
                List.of("smaller"),
                List.of("a note"));
    }

    private static TrialRecord done() {
        return new TrialRecord(
                "a",
                1,
                TrialStatus.DONE,
                Map.of("m", 1e-300),
                Map.of("t", 2.0),
                new Cost(1, 2, 3),
                1,
                Optional.empty(),
                Optional.of(Instant.parse("2026-01-02T03:05:06.789Z")));
    }

    private static TrialRecord failed() {
        return new TrialRecord(
                "a",
                2,
                TrialStatus.FAILED,
                Map.of("m", Double.POSITIVE_INFINITY),
                Map.of(),
                new Cost(1, 2, 3),
                2,
                Optional.of("it broke"));
    }

    @Test
    void aRecordSurvivesTheFileAndKeepsToTheSchema() throws IOException {
        var file = folder.resolve("run.json");
        RunJson.write(full(), file);
        assertThat(RunJson.read(file)).isEqualTo(full());
        assertThat(RunJson.text(RunJson.read(file))).isEqualTo(Files.readString(file));
        assertThat(faults(Files.readString(file))).isEmpty();
        assertThat(Files.readString(file)).contains("\"scale\" : \"paper\"", "\"verdict\" : \"NOT_REPRODUCED\"");
    }

    /** What the checkout holds as recorded, by whichever version it was written, is what the schema promises to readers. */
    @Test
    void recordedRunsKeepToTheSchema() throws IOException {
        try (var files = Files.list(Path.of("..", "results"))) {
            var records =
                    files.filter(file -> file.toString().endsWith(".json")).toList();
            assertThat(records).isNotEmpty();
            for (var file : records) {
                assertThat(faults(Files.readString(file))).as(file.toString()).isEmpty();
            }
        }
    }

    /** Records of before tell neither the data nor when a trial ended. */
    @Test
    void aRecordWithoutDataAndTimesOfTrialsIsStillOne() throws IOException {
        var json = RunJson.text(full())
                .replaceFirst("(?s)\\s*\"data\" : \\[.*?\\],", "")
                .replaceFirst(",\\s*\"ended\" : \"2026-01-02T03:05:06.789Z\"", "");
        assertThat(faults(json)).isEmpty();
        var record = RunJson.read(json, "here");
        assertThat(record.data()).isEmpty();
        assertThat(record.trials()).allMatch(trial -> trial.ended().isEmpty());
        assertThat(RunJson.text(record)).isEqualTo(json);
    }

    @Test
    void everyVerdictIsInTheSchema() throws IOException {
        for (var verdict : Verdict.values()) {
            var json = RunJson.text(full()).replace("\"NOT_REPRODUCED\"", '"' + verdict.name() + '"');
            assertThat(faults(json)).as(verdict.name()).isEmpty();
        }
    }

    @Test
    void theSchemaFindsWhatIsWrong() throws IOException {
        var json = RunJson.text(full());
        assertThat(faults(json.replace("\"NOT_REPRODUCED\"", "\"MAYBE\"")))
                .singleElement()
                .asString()
                .contains("/claims/0/verdict");
        assertThat(faults(json.replace("\"planHash\"", "\"hash\""))).hasSize(2);
        assertThat(faults(json.replace("\"failure\" : \"it broke\"", "\"broken\" : 1")))
                .isNotEmpty();
    }

    @Test
    void filesThatAreNoRecordsAreSaidSo() throws IOException {
        assertThatThrownBy(() -> RunJson.read(folder.resolve("none.json")))
                .isInstanceOf(LabException.class)
                .hasMessage("There is no file " + folder.resolve("none.json") + ".");
        var torn = Files.writeString(
                folder.resolve("torn.json"), RunJson.text(full()).substring(0, 500));
        assertThatThrownBy(() -> RunJson.read(torn))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith(torn + " is not a run record: ");
        var newer = Files.writeString(
                folder.resolve("newer.json"), RunJson.text(full()).replace("\"schema\" : 1", "\"schema\" : 2"));
        assertThatThrownBy(() -> RunJson.read(newer))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        newer
                                + " was written by a newer Assay (layout 2, this one reads up to 1): upgrade Assay to read it.");
    }
}
