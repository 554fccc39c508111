package org.assay.studies.optimisation;

import java.util.OptionalInt;

/** The first step from which a condition held in a number of looks in a row: a noisy curve must not decide by one point. */
final class Onset {
    private final int needed;
    private int held;
    private int since;

    Onset(int needed) {
        this.needed = needed;
    }

    /** What a look at {@code step} saw; once reached, later looks change nothing. */
    void look(int step, boolean holds) {
        if (reached()) {
            return;
        }
        if (!holds) {
            held = 0;
        } else if (held++ == 0) {
            since = step;
        }
    }

    boolean reached() {
        return held >= needed;
    }

    OptionalInt step() {
        return reached() ? OptionalInt.of(since) : OptionalInt.empty();
    }
}
