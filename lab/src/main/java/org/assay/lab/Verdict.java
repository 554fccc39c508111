package org.assay.lab;

import org.assay.lab.stats.Outcome;

/** What the evidence says of a claim; with theta the effect in the claimed direction and [L, U] its interval. */
public enum Verdict {
    /** L &gt; 0 and the estimate reaches delta. */
    REPRODUCED,
    /** L &gt; 0 and the estimate is below delta: the direction holds, the size does not. */
    PARTLY,
    /** U &lt; 0. */
    CONTRADICTED,
    /** L &lt;= 0 and 0 &lt;= U &lt; delta: an effect that matters is ruled out. */
    NOT_REPRODUCED,
    /** L &lt;= 0 and U &gt;= delta. */
    INCONCLUSIVE,
    /** The claim's guard does not hold, or trials that it needs are missing. */
    NOT_TESTABLE,
    /** No verdict was planned: the figure is printed with its interval. */
    NO_VERDICT;

    static Verdict of(Outcome outcome) {
        return switch (outcome) {
            case REPRODUCED -> REPRODUCED;
            case PARTLY -> PARTLY;
            case CONTRADICTED -> CONTRADICTED;
            case NOT_REPRODUCED -> NOT_REPRODUCED;
            case INCONCLUSIVE -> INCONCLUSIVE;
        };
    }

    /** As printed: {@code NOT REPRODUCED}. */
    public String label() {
        return name().replace('_', ' ');
    }
}
