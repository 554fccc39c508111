package org.assay.bench;

import java.nio.file.Path;
import java.util.List;

/** Processes of our own program. */
final class JavaProcess {
    private JavaProcess() {}

    /** Starts a main class on this process' JVM and class path. */
    static List<String> command(Class<?> main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
    }
}
