package org.assay.lab.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.assay.lab.LabException;
import org.assay.lab.RunRecord;
import org.assay.lab.Scale;

/** {@code run.json}: the record of a run as a file. NaN and infinities are the strings {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}. */
public final class RunJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addMixIn(Scale.class, ByLabel.class)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .build();

    /** Scales are written as on the command line. */
    private interface ByLabel {
        @JsonValue
        String label();
    }

    private RunJson() {}

    /** The record as indented text, the same for equal records. */
    public static String text(RunRecord record) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(record) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The record of run " + record.run() + " cannot be written as JSON.", e);
        }
    }

    /**
     * The record in a file.
     *
     * @throws LabException if the file is missing, is no record, or was written by a newer version
     */
    public static RunRecord read(Path file) {
        try {
            return read(Files.readString(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new LabException("There is no file " + file + ".", e);
        } catch (IOException e) {
            throw new LabException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** The record in a text that was found at {@code place}. */
    public static RunRecord read(String text, String place) {
        try {
            var tree = MAPPER.readTree(text);
            int schema = tree.path("schema").asInt(-1);
            if (schema > RunRecord.SCHEMA) {
                throw new LabException(place + " was written by a newer Assay (layout " + schema
                        + ", this one reads up to " + RunRecord.SCHEMA + "): upgrade Assay to read it.");
            }
            return MAPPER.treeToValue(tree, RunRecord.class);
        } catch (JsonProcessingException e) {
            throw new LabException(place + " is not a run record: " + e.getOriginalMessage() + place(e) + ".", e);
        }
    }

    /** Writes the record so that a reader sees the old file or the new one, never a part. */
    public static void write(RunRecord record, Path file) {
        var part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, text(record));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new LabException(
                    file + " cannot be written (" + e.getMessage()
                            + "): the results are safe in the store; free some space or make the folder writable, then run the same command again.",
                    e);
        }
    }

    /** In one line, for the store. */
    static String line(RunRecord record) {
        try {
            return MAPPER.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The record of run " + record.run() + " cannot be written as JSON.", e);
        }
    }

    static RunRecord parse(String line) throws JsonProcessingException {
        return MAPPER.readValue(line, RunRecord.class);
    }

    private static String place(JsonProcessingException e) {
        var location = e.getLocation();
        return location == null ? "" : " (line " + location.getLineNr() + ")";
    }
}
