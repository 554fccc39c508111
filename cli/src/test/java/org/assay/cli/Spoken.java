package org.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a command said in this process. */
record Spoken(int exit, String out, String err, Io io) {

    /** Runs a command in a folder that also stands for the checkout. */
    static Spoken of(Path folder, Map<String, String> environment, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var io = new Io(
                Screen.plain(new PrintStream(out, true, UTF_8), 100),
                Screen.plain(new PrintStream(err, true, UTF_8), 100),
                folder,
                Optional.of(folder),
                environment);
        var exit = new Main(io).run(arguments);
        return new Spoken(exit, out.toString(UTF_8), err.toString(UTF_8), io);
    }
}
