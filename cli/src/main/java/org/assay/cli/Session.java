package org.assay.cli;

import java.nio.file.Path;
import org.assay.cli.Screen.Tone;
import org.assay.lab.RunRecord;
import org.assay.lab.TrialStatus;
import org.assay.lab.run.Laboratory;
import org.assay.lab.run.RunListener;
import org.assay.lab.store.RunJson;

/** A run under the user's eyes, from its first trial to its verdicts and its report. */
final class Session {

    private final Io io;
    private final Path runs;
    private final JsonOption json;
    private volatile boolean interrupted;

    Session(Io io, Path runs, JsonOption json) {
        this.io = io;
        this.runs = runs;
        this.json = json;
    }

    /** What the laboratory is to do: run or resume. */
    interface Work {
        RunRecord in(Laboratory laboratory, RunListener listener);
    }

    int run(Work work) {
        var screen = json.screen(io);
        var view = new RunView(screen);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            interrupted = true;
            view.close();
        }));
        try (var laboratory = RunsOption.open(runs)) {
            RunRecord record;
            try (view) {
                record = work.in(laboratory, view);
            }
            if (interrupted) {
                return Exit.FAILED;
            }
            show(record, screen);
            Reports.write(laboratory, record.run(), io).forEach(screen::line);
            if (json.json) {
                io.out().raw(RunJson.text(record));
            }
            return record.trials().stream().anyMatch(trial -> trial.status() == TrialStatus.FAILED)
                    ? Exit.FAILED
                    : Exit.OK;
        }
    }

    private void show(RunRecord record, Screen screen) {
        screen.line(screen.paint(Tone.STRONG, "Verdicts"));
        screen.line("");
        VerdictText.table(record.claims(), record.scale(), screen).forEach(screen::line);
        screen.line("");
        long failed = record.trials().stream()
                .filter(t -> t.status() == TrialStatus.FAILED)
                .count();
        screen.line(Text.count(record.trials().size(), "trial")
                + (failed == 0 ? "" : ", " + failed + " failed")
                + ", " + CostText.of(record.cost()));
        record.notes().forEach(screen::line);
    }
}
