package org.assay.data.catalogue;

import java.io.PrintStream;

/** Told how a download goes. */
@FunctionalInterface
public interface Progress {
    /**
     * So many bytes of a file are there; called about ten times a second at most, and at the end.
     *
     * @param total {@link DataFile#UNKNOWN} when it is not known
     */
    void update(String file, long done, long total);

    static Progress none() {
        return (file, done, total) -> {};
    }

    /** A bar that is redrawn in place. */
    static Progress bar(PrintStream out) {
        return new ProgressBar(out);
    }
}
