package org.assay.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.assay.cli.Screen.Tone;
import org.assay.lab.RunRecord;
import org.assay.lab.Study;
import org.assay.lab.run.Studies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        sortOptions = false,
        description = "List the studies of the catalogue and their recorded verdicts.")
final class ListCommand implements Callable<Integer> {

    private final Io io;

    @Option(names = "--family", paramLabel = "NAME", description = "Only the studies of a family.")
    Optional<String> family = Optional.empty();

    @Option(
            names = "--course",
            paramLabel = "WORDS",
            description =
                    "Only the studies that a course's list names: part of its title is enough, as in --course DD2424.")
    Optional<String> course = Optional.empty();

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
            List<String> courseLists,
            String question,
            List<Recorded.ClaimVerdict> verdicts,
            Optional<String> scale,
            Optional<Double> seconds) {}

    @Override
    public Integer call() {
        var recorded = Recorded.in(io);
        var entries = Studies.all().stream()
                .sorted(Comparator.<Study<?>, String>comparing(Study::family).thenComparing(Study::id))
                .filter(study -> family.stream().allMatch(study.family()::equals))
                .filter(study -> course.stream().allMatch(words -> named(study, words)))
                .map(study -> entry(study, recorded.find(study.id())))
                .toList();
        if (json.json) {
            io.out().raw(Json.text(entries));
            return Exit.OK;
        }
        var family = "";
        for (var entry : entries) {
            if (!family.equals(entry.family)) {
                family = entry.family;
                io.out().line(io.out().paint(Tone.STRONG, family));
            }
            show(entry);
        }
        io.out().line();
        io.out()
                .line(Text.count(entries.size(), "study", "studies")
                        + "; times and verdicts are those of the recorded runs at laptop scale.");
        courses(entries);
        return Exit.OK;
    }

    /** The study with its record, and its question below. */
    private void show(Entry entry) {
        var record = entry.seconds
                .map(time -> "  " + CostText.seconds(time) + ": " + Recorded.counts(entry.verdicts))
                .orElse("  not recorded");
        io.out().line("  " + io.out().paint(Tone.NAME, entry.study) + record);
        Text.wrap(entry.question, io.out().width() - 4)
                .forEach(line -> io.out().line("    " + io.out().paint(Tone.FAINT, line)));
    }

    private void courses(List<Entry> entries) {
        var named = new TreeMap<String, List<String>>();
        entries.forEach(entry -> entry.courseLists.forEach(
                list -> named.computeIfAbsent(list, _ -> new ArrayList<>()).add(entry.study)));
        named.forEach((list, studies) -> Text.wrap(
                        "On the list " + list + ": " + String.join(", ", studies) + ".",
                        io.out().width())
                .forEach(io.out()::line));
    }

    private static boolean named(Study<?> study, String words) {
        return study.courseLists().stream()
                .anyMatch(list -> list.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT)));
    }

    private static Entry entry(Study<?> study, Optional<RunRecord> record) {
        return new Entry(
                study.id(),
                study.family(),
                study.courseLists(),
                study.question(),
                record.map(RunRecord::claims).orElse(List.of()).stream()
                        .map(Recorded.ClaimVerdict::of)
                        .toList(),
                record.map(r -> r.scale().label()),
                record.map(r -> r.cost().wallSeconds()));
    }
}
