package org.assay.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
     * @param stale why the record is no longer that of the study's plan; empty if it is
     * @param changed code that has changed since, which may or may not change results: {@code assay verify} tells
     */
    record Line(
            String study,
            String scale,
            String planHash,
            List<Recorded.ClaimVerdict> verdicts,
            int trials,
            double seconds,
            Optional<String> stale,
            List<String> changed) {}

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
                        stale(record, Optional.ofNullable(studies.get(record.study()))),
                        changed(record, Optional.ofNullable(studies.get(record.study())))))
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
        lines.stream()
                .filter(line -> !line.changed.isEmpty())
                .collect(Collectors.groupingBy(
                        Line::changed, LinkedHashMap::new, Collectors.mapping(Line::study, Collectors.toList())))
                .forEach((changed, names) -> io.out()
                        .line("note: " + Text.list(changed) + " changed since the "
                                + (names.size() == 1 ? "record of " : "records of ") + Text.list(names)
                                + "; 'assay verify "
                                + (names.size() == 1 ? names.getFirst() : "STUDY") + "' tells whether results did."));
        return Exit.OK;
    }

    private static Optional<String> stale(RunRecord record, Optional<Study<?>> study) {
        if (study.isEmpty()) {
            return Optional.of("the catalogue has no such study");
        }
        return study.get().plan().isOf(record) ? Optional.empty() : Optional.of("the study's plan has changed since");
    }

    private static List<String> changed(RunRecord record, Optional<Study<?>> study) {
        var changed = new ArrayList<String>();
        if (study.isPresent()) {
            var code = Studies.code(study.get());
            if (!code.studyHash().equals(record.code().studyHash())) {
                changed.add("the study's code");
            }
            if (!code.toolboxHash().equals(record.code().toolboxHash())) {
                changed.add("the toolbox");
            }
        }
        return changed;
    }
}
