package org.assay.cli;

import java.nio.file.Files;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.assay.cli.Screen.Tone;
import org.assay.lab.run.Laboratory;
import org.assay.lab.run.Verification;
import org.assay.lab.run.Verification.Check;
import org.assay.lab.run.Verification.Difference;
import org.assay.lab.run.Verification.OtherData;
import org.assay.lab.run.Verification.Outcome;
import org.assay.lab.store.RunJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        sortOptions = false,
        description =
                "Run trials of a run again and compare their metrics, bit for bit on the same kind of processor, and the content of the data they read.")
final class VerifyCommand implements Callable<Integer> {

    private final Io io;

    @Parameters(
            paramLabel = "RUN",
            description =
                    "A run ('assay runs'), a study with a recorded run ('assay results'), or the path of a run.json.")
    @SuppressWarnings("NullAway.Init")
    String run;

    @Option(
            names = "--share",
            paramLabel = "S",
            defaultValue = "0.1",
            description = "Share of the trials to run again, above 0 and up to 1 (default: 0.1).")
    double share;

    @Mixin
    RunsOption runs = new RunsOption();

    @Mixin
    JsonOption json = new JsonOption();

    @Mixin
    HelpOption help = new HelpOption();

    VerifyCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() {
        var screen = json.screen(io);
        Verification verification;
        try (var laboratory = runs.open(io);
                var view = new RunView(screen)) {
            verification = verify(laboratory, view);
        }
        if (json.json) {
            io.out().raw(Json.text(verification));
        }
        verification.otherData().forEach(data -> screen.line(screen.paint(Tone.DOUBTFUL, line(data))));
        verification.checks().stream()
                .filter(check -> check.outcome() != Outcome.IDENTICAL)
                .forEach(check -> screen.line(screen.paint(Tone.DOUBTFUL, line(check))));
        screen.line(summary(verification));
        return verification.holds() ? Exit.OK : Exit.FAILED;
    }

    private Verification verify(Laboratory laboratory, RunView view) {
        if (laboratory.runs().stream().anyMatch(known -> known.run().equals(run))) {
            return laboratory.verify(run, share, view);
        }
        var file = io.directory().resolve(run);
        if (run.endsWith(".json") && Files.exists(file)) {
            return laboratory.verify(RunJson.read(file), share, view);
        }
        var recorded = Recorded.in(io).find(run);
        return recorded.isPresent()
                ? laboratory.verify(recorded.get(), share, view)
                : laboratory.verify(run, share, view);
    }

    private static String line(OtherData data) {
        return "other data: " + data.id() + " had the content " + String.join(" and ", data.recorded()) + " and has "
                + data.now();
    }

    private static String line(Check check) {
        var outcome = check.outcome().name().toLowerCase(Locale.ROOT);
        var why = check.failure()
                .orElseGet(() -> check.differences().stream()
                        .map(VerifyCommand::difference)
                        .collect(Collectors.joining("; ")));
        return outcome + ": " + check.arm() + ", seed " + check.seed() + ": " + why;
    }

    private static String difference(Difference difference) {
        return difference.cell() + " was "
                + difference.recorded().map(String::valueOf).orElse("not reported") + " and is "
                + difference.again().map(String::valueOf).orElse("not reported");
    }

    private static String summary(Verification verification) {
        var checks = verification.checks();
        long same = checks.stream()
                .filter(check -> check.outcome() == Outcome.IDENTICAL)
                .count();
        long close = checks.stream()
                .filter(check -> check.outcome() == Outcome.CLOSE)
                .count();
        return Text.count(checks.size(), "trial") + " of " + verification.run() + " run again: " + same
                + " identical bit for bit"
                + (close == 0 ? "" : ", " + close + " within " + Verification.TOLERANCE)
                + (checks.size() == same + close ? "" : ", " + (checks.size() - same - close) + " not as recorded")
                + (verification.sameProcessor() ? "" : "; this is another kind of processor")
                + (verification.sameCode() ? "" : "; the code has changed since")
                + (verification.otherData().isEmpty() ? "" : "; the data is not that of the record")
                + ".";
    }
}
