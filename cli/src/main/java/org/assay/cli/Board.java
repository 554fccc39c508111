package org.assay.cli;

/** Where progress shows: drawn over on a terminal, line by line elsewhere. */
sealed interface Board extends AutoCloseable permits LiveBoard, PlainBoard {

    static Board on(Screen screen, Progress progress) {
        return screen.terminal() ? new LiveBoard(screen, progress) : new PlainBoard(screen, progress, System::nanoTime);
    }

    /** A trial has ended; {@code line} says how. */
    void ended(String line);

    /** Something to keep in sight. */
    void line(String text);

    /** Takes progress off the screen. */
    @Override
    void close();
}
