package org.assay.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** One of the two streams a user reads, and what it can show. */
final class Screen {

    private static final int WIDTH_OF_A_PIPE = 100;
    private static final int NARROWEST = 40;

    /** What a piece of text is; a screen without colour ignores it. */
    enum Tone {
        STRONG("1"),
        FAINT("2"),
        GOOD("32"),
        BAD("31"),
        DOUBTFUL("33"),
        NAME("36");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    private final PrintStream stream;
    private final int descriptor;
    private final boolean terminal;
    private final boolean colour;
    private final boolean unicode;
    private final int columns;

    private Screen(PrintStream stream, int descriptor, boolean terminal, boolean colour, boolean unicode, int columns) {
        this.stream = stream;
        this.descriptor = descriptor;
        this.terminal = terminal;
        this.colour = colour;
        this.unicode = unicode;
        this.columns = columns;
    }

    /** A stream of any width, without a terminal behind it. */
    static Screen plain(PrintStream stream, int columns) {
        return new Screen(stream, -1, false, false, true, columns);
    }

    /**
     * Standard output (1) or standard error (2). The launcher says in the property {@code assay.terminals} which of them are terminals;
     * {@code TERM=dumb} and {@code NO_COLOR} are respected.
     */
    static Screen standard(int descriptor, Map<String, String> environment) {
        var stream = new PrintStream(
                new FileOutputStream(descriptor == 1 ? FileDescriptor.out : FileDescriptor.err),
                true,
                StandardCharsets.UTF_8);
        var terminal = System.getProperty("assay.terminals", "").contains(Integer.toString(descriptor))
                && !Set.of("dumb", "").contains(environment.getOrDefault("TERM", ""));
        var colour = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
        var unicode = Charset.forName(System.getProperty("native.encoding", "US-ASCII"))
                .equals(StandardCharsets.UTF_8);
        return new Screen(stream, descriptor, terminal, colour, unicode, 0);
    }

    /** Whether lines may be drawn over. */
    boolean terminal() {
        return terminal;
    }

    /** Whether the user's locale shows more than ASCII. */
    boolean unicode() {
        return unicode;
    }

    boolean colour() {
        return colour;
    }

    /** Columns at this moment: a window may be resized. */
    int width() {
        var width = columns > 0 ? columns : terminal ? Tty.columns(descriptor).orElse(80) : WIDTH_OF_A_PIPE;
        return Math.max(NARROWEST, width);
    }

    String paint(Tone tone, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + tone.code + "m" + text + "\u001b[0m" : text;
    }

    void line(String text) {
        stream.println(text);
    }

    void line() {
        stream.println();
    }

    /** Writes as it is and at once. */
    void raw(String text) {
        stream.print(text);
        stream.flush();
    }

    PrintStream stream() {
        return stream;
    }
}
