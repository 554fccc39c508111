package org.assay.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assay.lab.RunRecord;
import org.assay.lab.Study;
import org.assay.lab.run.Studies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "results",
        sortOptions = false,
        description = "Print the scoreboard over the recorded runs, and mark what has changed since they were made.")
final class ResultsCommand implements Callable<Integer> {

    private final Io io;

    @Mixin
    JsonOption json = new JsonOption();

    @Mixin
    HelpOption help = new HelpOption();

    ResultsCommand(Io io) {
        this.io = io;
    }

    /**
     * A recorded run on the scoreboard.
     *
     * @param stale what has changed since; empty if nothing has
     */
    record Line(
            String study,
            String scale,
            String planHash,
            List<Recorded.ClaimVerdict> verdicts,
            int trials,
            double seconds,
            Optional<String> stale) {}

    @Override
    public Integer call() {
        Map<String, Study<?>> studies =
                Studies.all().stream().collect(Collectors.toMap(Study::id, Function.identity()));
        var lines = Recorded.in(io).all().stream()
                .map(record -> new Line(
                        record.study(),
                        record.scale().label(),
                        record.planHash(),
                        record.claims().stream().map(Recorded.ClaimVerdict::of).toList(),
                        record.trials().size(),
                        record.cost().wallSeconds(),
                        stale(record, Optional.ofNullable(studies.get(record.study())))))
                .toList();
        if (json.json) {
            io.out().raw(Json.text(lines));
            return Exit.OK;
        }
        var table = new Table("study", "scale", "trials", "time", "", "verdicts");
        for (var line : lines) {
            table.row(
                    line.study,
                    line.scale,
                    Integer.toString(line.trials),
                    CostText.seconds(line.seconds),
                    line.stale.map(_ -> "stale").orElse(""),
                    Recorded.each(line.verdicts));
        }
        table.lines(io.out()).forEach(io.out()::line);
        lines.forEach(line -> line.stale.ifPresent(why -> io.out().line("stale: " + line.study + ": " + why + ".")));
        return Exit.OK;
    }

    private static Optional<String> stale(RunRecord record, Optional<Study<?>> study) {
        if (study.isEmpty()) {
            return Optional.of("the catalogue has no such study");
        }
        return study.get().plan().hash(record.scale()).equals(record.planHash())
                ? Optional.empty()
                : Optional.of("the study's plan has changed since");
    }
}
