package org.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.assay.lab.run.Csv;
import org.assay.lab.run.RunData;
import org.assay.lab.tensorboard.TensorBoard;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        sortOptions = false,
        description = "Write the trials and series of a run as CSV and the series as TensorBoard event files.",
        footerHeading = "%n",
        footer =
                "trials.csv has a row a trial and a column a cell; series.csv has a row a point; 'tensorboard --logdir DIR/tensorboard' draws the curves.")
final class ExportCommand implements Callable<Integer> {

    private final Io io;

    @Parameters(paramLabel = "RUN", description = "The run ('assay runs' lists them).")
    @SuppressWarnings("NullAway.Init")
    String run;

    @Option(names = "--to", paramLabel = "DIR", description = "Where to write (default: the run's folder).")
    @Nullable
    Path folder;

    @Mixin
    RunsOption runs = new RunsOption();

    @Mixin
    JsonOption json = new JsonOption();

    @Mixin
    HelpOption help = new HelpOption();

    ExportCommand(Io io) {
        this.io = io;
    }

    /** What was written, as paths. */
    record Exported(String trials, String series, String tensorboard) {}

    @Override
    public Integer call() {
        try (var laboratory = runs.existing(io)) {
            var data = laboratory.runData(run);
            var place = folder == null ? data.folder() : io.directory().resolve(folder);
            var exported = write(data, place);
            if (json.json) {
                io.out().raw(Json.text(exported));
            } else {
                for (var line : List.of(
                        "Trials: " + exported.trials,
                        "Series: " + exported.series,
                        "TensorBoard: " + exported.tensorboard)) {
                    io.out().line(line);
                }
            }
            return Exit.OK;
        }
    }

    private Exported write(RunData data, Path place) {
        var trials = place.resolve("trials.csv");
        var series = place.resolve("series.csv");
        var events = place.resolve("tensorboard");
        try {
            Files.createDirectories(place);
            try (var out = Files.newBufferedWriter(trials, UTF_8)) {
                Csv.trials(data, out);
            }
            try (var out = Files.newBufferedWriter(series, UTF_8)) {
                Csv.series(data, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TensorBoard.export(data, events);
        return new Exported(io.shown(trials), io.shown(series), io.shown(events));
    }
}
