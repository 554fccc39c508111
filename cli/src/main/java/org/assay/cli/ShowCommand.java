package org.assay.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.assay.cli.Screen.Tone;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.ClaimRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "show",
        sortOptions = false,
        description = "Show a study: its paper, plan and claims, and what its recorded run says.")
final class ShowCommand implements Callable<Integer> {

    private final Io io;

    @Mixin
    PlanOptions plan = new PlanOptions();

    @Mixin
    RunsOption runs = new RunsOption();

    @Mixin
    JsonOption json = new JsonOption();

    @Mixin
    HelpOption help = new HelpOption();

    ShowCommand(Io io) {
        this.io = io;
    }

    /** A study with its plan at a scale and the claims of its recorded run. */
    record Shown(PlanSheet plan, Optional<String> recordedScale, List<ClaimRecord> recorded) {}

    @Override
    public Integer call() {
        var found = plan.find(runs, io);
        var sheet = PlanSheet.of(found, found.plan(), plan.scale);
        var record = Recorded.in(io).find(found.id());
        if (json.json) {
            io.out()
                    .raw(Json.text(new Shown(
                            sheet,
                            record.map(r -> r.scale().label()),
                            record.map(RunRecord::claims).orElse(List.of()))));
            return Exit.OK;
        }
        PlanText.lines(sheet, io.out()).forEach(io.out()::line);
        sheet.deviations()
                .forEach(deviation ->
                        PlanText.entries(io.out(), "differs", deviation).forEach(io.out()::line));
        record.ifPresent(r -> {
            io.out().line();
            io.out().line(io.out().paint(Tone.STRONG, "Recorded verdicts") + ", " + CostText.of(r.cost()));
            io.out().line();
            VerdictText.table(r.claims(), r.scale(), io.out()).forEach(io.out()::line);
        });
        return Exit.OK;
    }
}
