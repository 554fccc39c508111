package org.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Real processes, as a user starts them. */
final class Processes {

    private Processes() {}

    record Outcome(int exit, String out, String err) {}

    static Outcome run(Path directory, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        return start(directory, environment, command).outcome();
    }

    static Started start(Path directory, Map<String, String> environment, List<String> command) throws IOException {
        var out = Files.createTempFile("assay-test", ".out");
        var err = Files.createTempFile("assay-test", ".err");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ASSAY_") || name.startsWith("MAVEN_"));
        builder.environment().putAll(environment);
        return new Started(builder.start(), out, err);
    }

    /** The command line program on this test's class path, in a process of its own. */
    static List<String> assay(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "org.assay.cli.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    record Started(Process process, Path outFile, Path errFile) {

        Outcome outcome() throws IOException, InterruptedException {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("The process did not end within two minutes; it wrote\n"
                        + Files.readString(outFile) + "\n" + Files.readString(errFile));
            }
            return new Outcome(process.exitValue(), Files.readString(outFile, UTF_8), Files.readString(errFile, UTF_8));
        }
    }
}
