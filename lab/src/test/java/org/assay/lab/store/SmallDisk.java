package org.assay.lab.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system in memory of a given size, where the tests may mount one. */
public record SmallDisk(Path path) implements AutoCloseable {

    /** Skips the test where mounting is not allowed. */
    public static SmallDisk mount(Path path, String size) throws IOException {
        Files.createDirectories(path);
        Assumptions.assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path.toString()),
                "this user cannot mount a small disk");
        return new SmallDisk(path);
    }

    public void grow(String size) {
        command("mount", "-o", "remount,size=" + size, path.toString());
    }

    boolean readOnly() {
        return command("mount", "-o", "remount,ro", path.toString());
    }

    private static boolean command(String... words) {
        try {
            var process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.onExit().join().exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        command("umount", path.toString());
    }
}
