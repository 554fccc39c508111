package org.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import org.assay.cli.Screen.Tone;
import org.assay.lab.LabException;
import org.assay.lab.PlanException;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;

/** The program {@code assay}. */
public final class Main {

    private final Io io;

    Main(Io io) {
        this.io = io;
    }

    public static void main(String[] arguments) {
        System.exit(new Main(Io.standard()).run(arguments));
    }

    int run(String... arguments) {
        var line = commandLine(arguments)
                .setOut(new PrintWriter(io.out().stream(), true, UTF_8))
                .setErr(new PrintWriter(io.err().stream(), true, UTF_8))
                .setColorScheme(Help.defaultColorScheme(io.out().colour() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setUsageHelpWidth(Math.clamp(io.out().width(), 80, 110))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler((problem, given) -> misread(problem))
                .setExecutionExceptionHandler((problem, command, parsed) -> failed(problem));
        return line.execute(arguments);
    }

    /** Only the command that is asked for is looked into: a start reads no annotation it does not need. */
    private CommandLine commandLine(String... arguments) {
        var named =
                Arrays.stream(arguments).filter(word -> !word.startsWith("-")).findFirst();
        return named.filter(Assay.COMMANDS::containsKey)
                .filter(name -> !name.equals("help"))
                .map(name -> with(io, Set.of(name)))
                .orElseGet(() -> withAllCommands(io));
    }

    static CommandLine withAllCommands(Io io) {
        return with(io, Assay.COMMANDS.keySet());
    }

    private static CommandLine with(Io io, Set<String> names) {
        var factory = new Factory(io);
        var line = new CommandLine(Assay.class, factory);
        Assay.COMMANDS.forEach((name, command) -> {
            if (names.contains(name)) {
                line.addSubcommand(name, new CommandLine(command, factory));
            }
        });
        return line;
    }

    private int misread(ParameterException problem) {
        io.err().line(io.err().paint(Tone.BAD, "assay: ") + Misreading.sentence(problem));
        return Exit.USAGE;
    }

    private int failed(Exception problem) {
        if (io.debug()) {
            problem.printStackTrace(io.err().stream());
        }
        var message = String.valueOf(problem.getMessage());
        var label = io.err().paint(Tone.BAD, "assay: ");
        return switch (problem) {
            case Failure failure -> {
                io.err().line(label + message);
                yield failure.exitCode();
            }
            case LabException wrong -> {
                io.err().line(label + message);
                yield wrong.getCause() instanceof IOException || wrong.getCause() instanceof SQLException
                        ? Exit.MACHINE
                        : Exit.USAGE;
            }
            case PlanException wrong -> {
                io.err().line(label + message);
                yield Exit.USAGE;
            }
            case UncheckedIOException disk -> {
                io.err().line(label + Misreading.of(disk.getCause()));
                yield Exit.MACHINE;
            }
            case IOException disk -> {
                io.err().line(label + Misreading.of(disk));
                yield Exit.MACHINE;
            }
            default -> {
                io.err()
                        .line(label + "this should not have happened ("
                                + problem.getClass().getSimpleName() + ": " + message
                                + "); ASSAY_DEBUG=1 shows where.");
                yield Exit.DEFECT;
            }
        };
    }

    /** Commands are made with the streams they talk to. */
    private record Factory(Io io) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (var constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Io.class) {
                    return type.cast(constructor.newInstance(io));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
