package org.assay.cli;

import java.util.concurrent.Callable;
import org.assay.cli.Finding.State;
import org.assay.cli.Screen.Tone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "doctor",
        sortOptions = false,
        description = "Check what a run needs of this machine, and say what to do about it.")
final class DoctorCommand implements Callable<Integer> {

    private static final int LABEL = 12;

    private final Io io;

    @Mixin
    RunsOption runs = new RunsOption();

    @Mixin
    JsonOption json = new JsonOption();

    @Mixin
    HelpOption help = new HelpOption();

    DoctorCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() {
        var findings = new Doctor(io, runs.in(io)).examine();
        if (json.json) {
            io.out().raw(Json.text(findings));
        } else {
            findings.forEach(this::print);
        }
        return findings.stream().anyMatch(finding -> finding.state() == State.BROKEN) ? Exit.MACHINE : Exit.OK;
    }

    private void print(Finding finding) {
        var screen = io.out();
        var mark = switch (finding.state()) {
            case OK -> screen.paint(Tone.GOOD, "ok     ");
            case WARNING -> screen.paint(Tone.DOUBTFUL, "warning");
            case BROKEN -> screen.paint(Tone.BAD, "broken ");
        };
        var indent = " ".repeat("warning".length() + 2 + LABEL);
        var lines = Text.wrap(finding.text(), screen.width() - indent.length());
        screen.line(mark + "  " + Text.pad(finding.name(), LABEL) + lines.getFirst());
        lines.stream().skip(1).forEach(line -> screen.line(indent + line));
        finding.advice()
                .ifPresent(advice -> Text.wrap(advice, screen.width() - indent.length())
                        .forEach(line -> screen.line(indent + screen.paint(Tone.STRONG, line))));
    }
}
