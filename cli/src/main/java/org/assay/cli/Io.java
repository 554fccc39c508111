package org.assay.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a command talks to. Results go to {@code out}, everything else (progress beside {@code --json}, errors) to {@code err}.
 *
 * @param directory the user's working directory
 * @param home the checkout Assay was started from; empty where it was not
 * @param environment variables of the process
 */
record Io(Screen out, Screen err, Path directory, Optional<Path> home, Map<String, String> environment) {

    static Io standard() {
        var environment = System.getenv();
        return new Io(
                Screen.standard(1, environment),
                Screen.standard(2, environment),
                Path.of("").toAbsolutePath(),
                Optional.ofNullable(System.getProperty("assay.home")).map(Path::of),
                environment);
    }

    /** Whether the user wants stack traces: {@code ASSAY_DEBUG=1}. */
    boolean debug() {
        return !environment.getOrDefault("ASSAY_DEBUG", "").isEmpty();
    }

    /** A path as the user would write it. */
    String shown(Path path) {
        var absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(directory) && !absolute.equals(directory)
                ? directory.relativize(absolute).toString()
                : absolute.toString();
    }
}
