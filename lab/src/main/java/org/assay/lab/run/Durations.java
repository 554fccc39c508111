package org.assay.lab.run;

import java.time.Duration;

/** Times as people say them. */
final class Durations {

    private Durations() {}

    /** {@code 10 min}, {@code 1 min 30 s}, {@code 45 s}, {@code 300 ms}. */
    static String words(Duration time) {
        if (time.toSeconds() < 1) {
            return time.toMillis() + " ms";
        }
        if (time.toMinutes() < 1) {
            return time.toSeconds() + " s";
        }
        return time.toMinutes() + " min" + (time.toSecondsPart() == 0 ? "" : " " + time.toSecondsPart() + " s");
    }
}
