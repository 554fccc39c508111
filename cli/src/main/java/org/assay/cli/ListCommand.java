package org.assay.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.assay.lab.RunRecord;
import org.assay.lab.Study;
import org.assay.lab.run.Studies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        sortOptions = false,
        description = "List the studies of the catalogue and their recorded verdicts.")
final class ListCommand implements Callable<Integer> {

    private final Io io;

    @Mixin
    JsonOption json = new JsonOption();

    @Mixin
    HelpOption help = new HelpOption();

    ListCommand(Io io) {
        this.io = io;
    }

    /**
     * A line of the catalogue.
     *
     * @param seconds elapsed time of the recorded run
     */
    record Entry(
            String study,
            String family,
            String question,
            List<Recorded.ClaimVerdict> verdicts,
            Optional<String> scale,
            Optional<Double> seconds) {}

    @Override
    public Integer call() {
        var recorded = Recorded.in(io);
        var entries = Studies.all().stream()
                .sorted(Comparator.<Study<?>, String>comparing(Study::family).thenComparing(Study::id))
                .map(study -> entry(study, recorded.find(study.id())))
                .toList();
        if (json.json) {
            io.out().raw(Json.text(entries));
            return Exit.OK;
        }
        var table = new Table("study", "family", "time", "verdicts", "question");
        entries.forEach(entry -> table.row(
                entry.study,
                entry.family,
                entry.seconds.map(CostText::seconds).orElse("-"),
                Recorded.counts(entry.verdicts),
                entry.question));
        table.lines(io.out()).forEach(io.out()::line);
        io.out().line();
        io.out()
                .line(Text.count(entries.size(), "study", "studies")
                        + "; times and verdicts are those of the recorded runs at laptop scale.");
        return Exit.OK;
    }

    private static Entry entry(Study<?> study, Optional<RunRecord> record) {
        return new Entry(
                study.id(),
                study.family(),
                study.question(),
                record.map(RunRecord::claims).orElse(List.of()).stream()
                        .map(Recorded.ClaimVerdict::of)
                        .toList(),
                record.map(r -> r.scale().label()),
                record.map(r -> r.cost().wallSeconds()));
    }
}
