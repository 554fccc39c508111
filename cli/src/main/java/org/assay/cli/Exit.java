package org.assay.cli;

/** Exit codes, the same for every command. */
final class Exit {

    /** All went well, whatever the verdicts say. */
    static final int OK = 0;
    /** Trials failed, results differ or a file is out of date. */
    static final int FAILED = 1;
    /** The command line was not understood or names something unknown. */
    static final int USAGE = 2;
    /** The machine does not allow it: no JDK, no build, no space, no permission. */
    static final int MACHINE = 3;
    /** A defect of Assay. */
    static final int DEFECT = 70;

    private Exit() {}
}
