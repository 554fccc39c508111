package org.assay.cli;

import java.util.concurrent.Callable;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.TrialStatus;
import org.assay.lab.run.RunListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "trial",
        sortOptions = false,
        description = "Run one trial of a run by itself, with all it prints; nothing is stored.")
final class TrialCommand implements Callable<Integer> {

    private final Io io;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run ('assay runs' lists them).")
    @SuppressWarnings("NullAway.Init")
    String run;

    @Parameters(index = "1", paramLabel = "ARM", description = "The arm's name.")
    @SuppressWarnings("NullAway.Init")
    String arm;

    @Parameters(index = "2", paramLabel = "SEED", description = "The seed's number.")
    long seed;

    @Mixin
    RunsOption runs = new RunsOption();

    @Mixin
    JsonOption json = new JsonOption();

    @Mixin
    HelpOption help = new HelpOption();

    TrialCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() {
        TrialRecord trial;
        try (var laboratory = runs.existing(io)) {
            trial = laboratory.trial(run, arm, seed, new RunListener() {});
        }
        if (json.json) {
            io.out().raw(Json.text(trial));
        } else {
            print(trial);
        }
        return trial.status() == TrialStatus.DONE ? Exit.OK : Exit.FAILED;
    }

    private void print(TrialRecord trial) {
        var screen = io.out();
        trial.failure().ifPresent(cause -> screen.line("failed: " + cause));
        var table = new Table("metric", "value");
        trial.metrics().forEach((cell, value) -> table.row(cell, Double.toString(value)));
        trial.timings().forEach((cell, seconds) -> table.row(cell, CostText.seconds(seconds)));
        if (!trial.metrics().isEmpty() || !trial.timings().isEmpty()) {
            table.lines(screen).forEach(screen::line);
        }
        screen.line(trial.arm() + ", seed " + trial.seed() + ": " + CostText.of(trial.cost()));
    }
}
