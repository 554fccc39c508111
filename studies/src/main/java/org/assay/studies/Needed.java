package org.assay.studies;

import java.util.function.Supplier;
import org.assay.data.Images;
import org.assay.data.format.DataException;
import org.assay.lab.LabException;

/** Data sets that a trial cannot do without. */
public final class Needed {
    private Needed() {}

    /**
     * Reads a data set.
     *
     * @param what it gives, as in "ratings to learn from"
     * @throws LabException with one sentence if there is none: neither kept nor to be downloaded, or broken
     */
    public static <T> T data(String what, Supplier<T> read) {
        try {
            return read.get();
        } catch (DataException e) {
            throw new LabException("There are no " + what + ": " + e.getMessage() + ".", e);
        }
    }

    /** Reads pictures to learn from, as {@link #data} does. */
    public static Images pictures(Supplier<Images> read) {
        return data("pictures to learn from", read);
    }
}
