package org.assay.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.assay.lab.run.Laboratory;
import org.assay.lab.run.RunRequest;
import org.assay.lab.run.RunSummary;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        sortOptions = false,
        description = "Go on with a run that was interrupted or whose budget ended.")
final class ResumeCommand implements Callable<Integer> {

    private final Io io;

    @Parameters(paramLabel = "RUN", arity = "0..1", description = "The run (default: the newest that is not complete).")
    @Nullable
    String run;

    @Option(names = "--workers", paramLabel = "N", description = "Trials at once (default: as the run began).")
    int workers;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            converter = Budget.class,
            description = "Stop in time and judge at the last complete look: 90s, 5m, 1h30m.")
    @Nullable
    Duration budget;

    @Mixin
    RunsOption runs = new RunsOption();

    @Mixin
    JsonOption json = new JsonOption();

    @Mixin
    HelpOption help = new HelpOption();

    ResumeCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() {
        String chosen;
        RunRequest request;
        try (var laboratory = runs.existing(io)) {
            chosen = run == null ? unfinished(laboratory) : run;
            request = laboratory.request(chosen);
            var screen = json.screen(io);
            PlanText.lines(PlanSheet.of(laboratory.record(chosen)), screen).forEach(screen::line);
        }
        var how = new RunRequest(
                request.study(),
                request.scale(),
                request.looks(),
                request.arms(),
                request.changes(),
                workers > 0 ? workers : request.workers(),
                Optional.ofNullable(budget),
                false);
        return new Session(io, runs.in(io), json)
                .run((laboratory, listener) -> laboratory.resume(chosen, Optional.of(how), listener));
    }

    private String unfinished(Laboratory laboratory) {
        return laboratory.runs().stream()
                .filter(summary -> !summary.complete())
                .map(RunSummary::run)
                .findFirst()
                .orElseThrow(() -> Failure.usage("Every run in " + io.shown(runs.in(io)) + " is complete."));
    }
}
