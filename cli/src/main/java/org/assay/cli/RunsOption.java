package org.assay.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assay.lab.run.LabSettings;
import org.assay.lab.run.Laboratory;
import picocli.CommandLine.Option;

/** {@code --runs}, the same in every command. */
final class RunsOption {

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Where runs are kept (default: ./runs).")
    @SuppressWarnings("NullAway.Init")
    Path folder;

    Path in(Io io) {
        return io.directory().resolve(folder);
    }

    Laboratory open(Io io) {
        return open(in(io));
    }

    /** Workers start from the same cache of classes as this process, where the launcher has made one. */
    static Laboratory open(Path folder) {
        var cache = Optional.ofNullable(System.getProperty("assay.aot"));
        var flags = cache.map(file -> List.of("-XX:AOTCache=" + file, "-Xlog:aot=off", "-Xlog:cds=off"));
        var usual = LabSettings.DEFAULT;
        return Laboratory.open(
                folder, new LabSettings(usual.stall(), usual.start(), usual.properties(), flags.orElse(List.of())));
    }

    /** The laboratory in a folder that has runs already; reading makes no folder. */
    Laboratory existing(Io io) {
        if (!Files.isDirectory(in(io))) {
            throw Failure.usage("There are no runs in " + io.shown(in(io))
                    + " yet; 'assay run grokking' makes one, --runs DIR looks elsewhere.");
        }
        return open(io);
    }
}
