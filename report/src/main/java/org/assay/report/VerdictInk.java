package org.assay.report;

import org.assay.lab.Verdict;
import org.assay.report.plot.Ink;

/** A verdict's colour; the verdict is always printed as well. */
final class VerdictInk {

    private VerdictInk() {}

    static Ink of(Verdict verdict) {
        return switch (verdict) {
            case REPRODUCED -> new Ink("v-reproduced", 0x007a59);
            case PARTLY -> new Ink("v-partly", 0x0068a3);
            case CONTRADICTED -> new Ink("v-contradicted", 0xa63a1e);
            case NOT_REPRODUCED -> new Ink("v-not-reproduced", 0x8a5f00);
            case INCONCLUSIVE -> new Ink("v-inconclusive", 0x565a61);
            case NOT_TESTABLE, NO_VERDICT -> new Ink("v-not-testable", 0x565a61);
        };
    }
}
