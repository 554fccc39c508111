package org.assay.cli;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.util.OptionalInt;

/** Asks the operating system for the width of a terminal window. */
final class Tty {

    private static final long LINUX_TIOCGWINSZ = 0x5413;
    private static final long MAC_TIOCGWINSZ = 0x40087468;

    private Tty() {}

    /** Columns of the terminal behind a file descriptor; empty where there is none or it does not say. */
    @SuppressWarnings("restricted")
    static OptionalInt columns(int descriptor) {
        var os = System.getProperty("os.name");
        if (!os.equals("Linux") && !os.startsWith("Mac")) {
            return OptionalInt.empty();
        }
        try (var arena = Arena.ofConfined()) {
            var linker = Linker.nativeLinker();
            var ioctl = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("ioctl"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
                    Linker.Option.firstVariadicArg(2));
            // struct winsize: rows, columns, and the size in pixels, 16 bits each
            var size = arena.allocate(ValueLayout.JAVA_SHORT, 4);
            var answer =
                    (int) ioctl.invokeExact(descriptor, os.equals("Linux") ? LINUX_TIOCGWINSZ : MAC_TIOCGWINSZ, size);
            var columns = Short.toUnsignedInt(size.getAtIndex(ValueLayout.JAVA_SHORT, 1));
            return answer == 0 && columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
        } catch (Throwable unavailable) {
            return OptionalInt.empty();
        }
    }
}
