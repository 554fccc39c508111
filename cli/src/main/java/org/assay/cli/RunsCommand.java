package org.assay.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.assay.lab.run.RunSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "runs", sortOptions = false, description = "List the runs made here, newest first.")
final class RunsCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private final Io io;

    @Mixin
    RunsOption runs = new RunsOption();

    @Mixin
    JsonOption json = new JsonOption();

    @Mixin
    HelpOption help = new HelpOption();

    RunsCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() {
        try (var laboratory = runs.existing(io)) {
            var all = laboratory.runs();
            if (json.json) {
                io.out().raw(Json.text(all));
                return Exit.OK;
            }
            var table = new Table("run", "began", "state", "verdicts");
            all.forEach(run ->
                    table.row(run.run(), TIME.format(run.planned()), state(run), VerdictText.counts(run.claims())));
            table.lines(io.out()).forEach(io.out()::line);
            return Exit.OK;
        }
    }

    private static String state(RunSummary run) {
        return (run.complete() ? "complete, " : run.ended().isPresent() ? "out of budget, " : "not complete, ")
                + Text.count(run.trials(), "trial");
    }
}
