package org.assay.cli;

import java.util.Optional;

/**
 * What {@code assay doctor} found out about one thing.
 *
 * @param name what was looked at
 * @param advice what to do, where something is to be done
 */
record Finding(String name, State state, String text, Optional<String> advice) {

    /** How it is. */
    enum State {
        OK,
        /** Assay works, but slower or with less than it could have. */
        WARNING,
        /** Assay does not work. */
        BROKEN
    }

    static Finding ok(String name, String text) {
        return new Finding(name, State.OK, text, Optional.empty());
    }

    static Finding warning(String name, String text, String advice) {
        return new Finding(name, State.WARNING, text, Optional.of(advice));
    }

    static Finding broken(String name, String text, String advice) {
        return new Finding(name, State.BROKEN, text, Optional.of(advice));
    }
}
