package org.assay.lab.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.assay.lab.LabException;
import org.assay.lab.Scale;

/** The folder of a run and what lies where in it. */
record RunFolder(Path path) {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneId.systemDefault());

    /** A new folder, its name the run's id: study, scale, date and time. */
    static RunFolder create(Path runs, String study, Scale scale, Instant time) {
        var id = study + "-" + scale.label() + "-" + STAMP.format(time);
        try {
            for (int n = 1; ; n++) {
                var folder = runs.resolve(n == 1 ? id : id + "-" + n);
                try {
                    Files.createDirectory(folder);
                    Files.createDirectory(folder.resolve("logs"));
                    return new RunFolder(folder);
                } catch (FileAlreadyExistsException e) {
                    // another run of the same second has it
                }
            }
        } catch (IOException e) {
            throw new LabException(
                    "The folder of the run cannot be made in " + runs + " (" + e.getMessage()
                            + "): make it writable or choose another with --runs DIR.",
                    e);
        }
    }

    /** A folder for trials that leave nothing, named after the run they repeat. */
    static RunFolder temporary(Path runs, String run, String what) {
        try {
            var folder = Files.createTempDirectory(runs, "." + what + "-").resolve(run);
            Files.createDirectories(folder.resolve("logs"));
            return new RunFolder(folder);
        } catch (IOException e) {
            throw new LabException("A folder cannot be made in " + runs + ": " + e.getMessage() + ".", e);
        }
    }

    void deleteTemporary() {
        new RunFolder(path.resolve("..").normalize()).delete();
    }

    String run() {
        return String.valueOf(path.getFileName());
    }

    Path record() {
        return path.resolve("run.json");
    }

    Path logs() {
        return path.resolve("logs").toAbsolutePath();
    }

    Path workerLog(int worker) {
        return logs().resolve("worker-" + worker + ".log");
    }

    Path log(String arm, long seed) {
        return logs().resolve(Folders.name(arm, seed) + ".log");
    }

    /** What trials at work have said so far; only while a laboratory works on the run. */
    Path live() {
        return path.resolve("live");
    }

    Path checkpoints(String arm, long seed) {
        return path.resolve("checkpoints").resolve(Folders.name(arm, seed)).toAbsolutePath();
    }

    /** What a trial that ended well leaves behind but nobody reads. */
    void tidy(String arm, long seed) {
        try {
            var log = log(arm, seed);
            if (Files.exists(log) && Files.size(log) == 0) {
                Files.delete(log);
            }
            Folders.delete(checkpoints(arm, seed));
        } catch (IOException e) {
            // Leftovers do no harm; the result is in the store.
        }
    }

    void delete() {
        try {
            Folders.delete(path);
        } catch (IOException e) {
            throw new LabException("The folder " + path + " cannot be deleted: " + e.getMessage() + ".", e);
        }
    }
}
