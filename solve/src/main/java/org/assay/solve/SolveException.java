package org.assay.solve;

/** A problem that cannot be solved as it was given; the message says which one of the batch and what to do. */
public final class SolveException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SolveException(String message) {
        super(message);
    }

    SolveException(String message, Throwable cause) {
        super(message, cause);
    }
}
