package org.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "new",
        sortOptions = false,
        description = "Write a study of your own to begin with: one Java file that runs as it is.")
final class NewCommand implements Callable<Integer> {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]*");

    private final Io io;

    @Parameters(paramLabel = "NAME", description = "The study's class name, such as MyStudy.")
    @SuppressWarnings("NullAway.Init")
    String name;

    @Mixin
    HelpOption help = new HelpOption();

    NewCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() {
        if (!NAME.matcher(name).matches() || SourceVersion.isKeyword(name)) {
            throw Failure.usage("'" + name
                    + "' is no class name; take a capital letter followed by letters and digits, such as MyStudy.");
        }
        var file = io.directory().resolve(name + ".java");
        try {
            Files.writeString(file, text(name), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw Failure.usage(io.shown(file) + " is there already; choose another name.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        io.out().line("Wrote " + io.shown(file) + ". Run it: assay run " + io.shown(file));
        return Exit.OK;
    }

    /** A study of that class name, complete. */
    static String text(String name) {
        try (var template = Objects.requireNonNull(NewCommand.class.getResourceAsStream("study.txt"))) {
            return new String(template.readAllBytes(), UTF_8).replace("NAME", name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
