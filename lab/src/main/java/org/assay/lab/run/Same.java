package org.assay.lab.run;

import org.assay.lab.LabException;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.Code;
import org.assay.lab.RunRecord.Environment;

/** Whether a run can be continued or repeated with what is here now. */
final class Same {

    private Same() {}

    static boolean code(Code a, Code b) {
        return a.studyHash().equals(b.studyHash()) && a.toolboxHash().equals(b.toolboxHash());
    }

    static boolean machine(Environment recorded) {
        return recorded.processor().equals(Machine.processor())
                && recorded.jdk().equals(Machine.jdk());
    }

    /** Why a run of this very plan is not continued. */
    static String difference(RunRecord header, Code code) {
        var what = !header.code().studyHash().equals(code.studyHash())
                ? "the study's code has changed since"
                : !header.code().toolboxHash().equals(code.toolboxHash())
                        ? "the toolbox has changed since"
                        : "it ran on another processor or JDK ("
                                + header.environment().processor() + ", "
                                + header.environment().jdk() + ")";
        return "Run " + header.run() + " has this plan but is not continued: " + what + ".";
    }

    static void requirePlan(RunRecord header, Bench<?> bench) {
        if (!bench.plan().hash(header.scale()).equals(header.planHash())) {
            throw new LabException("The plan of study " + header.study() + " has changed since run " + header.run()
                    + " was planned: run the study again to begin a new run.");
        }
    }
}
