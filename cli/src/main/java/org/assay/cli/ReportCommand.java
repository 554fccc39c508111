package org.assay.cli;

import java.util.concurrent.Callable;
import org.assay.lab.store.RunJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        sortOptions = false,
        description = "Write the report of a run again and print its verdicts.",
        footerHeading = "%n",
        footer = {
            "What you write into notes.md in the run's folder goes into the report.",
            "'assay bundle RUN' packs it with everything else for a hand-in."
        })
final class ReportCommand implements Callable<Integer> {

    private final Io io;

    @Parameters(
            paramLabel = "RUN",
            description =
                    "A run ('assay runs'), a study with a recorded run ('assay results'), or the path of a run.json.")
    @SuppressWarnings("NullAway.Init")
    String run;

    @Mixin
    RunsOption runs = new RunsOption();

    @Mixin
    JsonOption json = new JsonOption();

    @Mixin
    HelpOption help = new HelpOption();

    ReportCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() {
        var screen = json.screen(io);
        return Reports.with(run, runs, io, found -> {
            var record = found.record();
            var places = Reports.write(found, io);
            VerdictText.table(record.claims(), record.scale(), screen).forEach(screen::line);
            screen.line();
            places.forEach(screen::line);
            if (json.json) {
                io.out().raw(RunJson.text(record));
            }
            return Exit.OK;
        });
    }
}
