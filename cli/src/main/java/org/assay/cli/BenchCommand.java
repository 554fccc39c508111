package org.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.assay.bench.BenchException;
import org.assay.bench.Comparison;
import org.assay.bench.Machine;
import org.assay.bench.Peers;
import org.assay.bench.Report;
import org.assay.bench.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        sortOptions = false,
        description =
                "Time whole training steps beside PyTorch, JAX and the naive use of libtorch, in turn, and print our speed over theirs.")
final class BenchCommand implements Callable<Integer> {

    private static final String ALL = "all";
    private static final String NOTES = "\n## Notes\n";

    private final Io io;

    @Option(
            names = "--workloads",
            paramLabel = "W1,W8",
            description =
                    "Which training steps; all of them by default. With W2 the making of its batches is timed, too.")
    Optional<String> workloads = Optional.empty();

    @Option(
            names = "--precisions",
            paramLabel = "f32,bf16",
            description =
                    "In which precisions. By default f32, and bf16 where the processor has instructions for it: elsewhere it takes many "
                            + "times as long.")
    Optional<String> precisions = Optional.empty();

    @Option(
            names = "--peers",
            arity = "0..1",
            fallbackValue = ALL,
            paramLabel = "NAMES",
            description =
                    "Beside whom, as torch-eager,torch-compile,jax,naive-presets. Those that are missing are installed first from PyPI "
                            + "(about 4 GB, under target/). Without this option: those that are installed.")
    Optional<String> peers = Optional.empty();

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Turns of each contestant; ${DEFAULT-VALUE} by default.")
    int rounds;

    @Option(names = "--seconds", defaultValue = "1", description = "Length of a turn; ${DEFAULT-VALUE} by default.")
    double seconds;

    @Option(names = "--record", description = "Write what was found to bench/RESULTS.md; the notes there are kept.")
    boolean record;

    @Mixin
    JsonOption json = new JsonOption();

    @Mixin
    HelpOption help = new HelpOption();

    BenchCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException {
        var home = io.home()
                .orElseThrow(
                        () -> Failure.machine(
                                "The scripts of the other contestants are in the checkout: start the checkout's ./assay bench."));
        var progress = io.err();
        Report report;
        try {
            var plan = new Comparison.Plan(
                    workloads.map(Workload::named).orElse(List.of(Workload.values())),
                    precisions
                            .map(names -> Arrays.stream(names.split(","))
                                    .map(String::strip)
                                    .distinct()
                                    .toList())
                            .orElse(Machine.multipliesBf16() ? List.of("f32", "bf16") : List.of("f32")),
                    peers.filter(names -> !names.equals(ALL)).map(Peers::named).orElse(List.of(Peers.values())),
                    peers.isPresent(),
                    rounds,
                    seconds);
            report = new Comparison(home, plan, progress::line).run();
        } catch (BenchException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
        var page = BenchPage.of(report);
        if (json.json) {
            io.out().raw(Json.text(report));
        } else {
            page.lines(io.out()).forEach(io.out()::line);
        }
        if (record) {
            write(home.resolve("bench").resolve("RESULTS.md"), page);
        }
        return Exit.OK;
    }

    private void write(Path file, BenchPage page) throws IOException {
        var command = "./assay bench --rounds %d --seconds %s%s%s%s --record"
                .formatted(
                        rounds,
                        String.format(Locale.ROOT, "%.3g", seconds),
                        workloads.map(" --workloads "::concat).orElse(""),
                        precisions.map(" --precisions "::concat).orElse(""),
                        peers.map(names -> names.equals(ALL) ? " --peers" : " --peers " + names)
                                .orElse(""));
        var text = page.markdown(command, LocalDate.now(java.time.ZoneOffset.UTC));
        Files.writeString(file, text + notes(file));
        io.err().line("Written to " + io.shown(file) + ".");
    }

    /** What people wrote on the page below the figures: it stays when these are replaced. */
    static String notes(Path file) throws IOException {
        var page = Files.exists(file) ? Files.readString(file) : "";
        int start = page.indexOf(NOTES);
        return start < 0 ? "" : page.substring(start);
    }
}
