package org.assay.cli;

import picocli.CommandLine.Option;

/** {@code --json}, the same in every command. */
final class JsonOption {

    @Option(names = "--json", description = "Print one JSON document; progress goes to standard error.")
    boolean json;

    /** Where words for people go. */
    Screen screen(Io io) {
        return json ? io.err() : io.out();
    }
}
