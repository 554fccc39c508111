package org.assay.lab.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.assay.lab.LabException;

/** Holds a run for one laboratory; a process that is killed gives it back by itself. */
final class RunLock implements AutoCloseable {

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Empty if another laboratory, in this process or another, works on the run. */
    static Optional<RunLock> take(Path folder) {
        try {
            var channel =
                    FileChannel.open(folder.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return Optional.of(new RunLock(channel));
                }
            } catch (OverlappingFileLockException e) {
                // held by another laboratory in this process
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new LabException(
                    "The run's folder " + folder + " cannot be written (" + e.getMessage()
                            + "): make it writable or choose another with --runs DIR.",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("The lock of the run cannot be given back.", e);
        }
    }
}
