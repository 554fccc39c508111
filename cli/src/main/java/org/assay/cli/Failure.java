package org.assay.cli;

/** What a user is told, in one sentence and without a stack trace, and the exit code that goes with it. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Failure(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /** The command line asks for something that is not there or cannot be. */
    static Failure usage(String sentence) {
        return new Failure(Exit.USAGE, sentence);
    }

    /** The machine, the disk or the network does not allow it. */
    static Failure machine(String sentence) {
        return new Failure(Exit.MACHINE, sentence);
    }

    int exitCode() {
        return exitCode;
    }
}
