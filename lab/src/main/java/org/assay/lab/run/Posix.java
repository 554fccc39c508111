package org.assay.lab.run;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The few system calls a worker wants that Java lacks; each does nothing where the system has none. */
@SuppressWarnings("restricted")
final class Posix {

    static final int OUT = 1;
    static final int ERR = 2;

    private static final int SIGINT = 2;
    private static final MemorySegment IGNORE = MemorySegment.ofAddress(1);
    private static final boolean MAC = System.getProperty("os.name", "").startsWith("Mac");
    private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");
    private static final int CPU_CLOCK = MAC ? 12 : 2;
    private static final int APPEND = MAC ? 0x1 | 0x8 | 0x200 : 0x1 | 0x400 | 0x40;

    private static final Optional<MethodHandle> DUP2 =
            function("dup2", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final Optional<MethodHandle> CLOSE =
            function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final Optional<MethodHandle> CREAT = function(
            "open",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private static final Optional<MethodHandle> CLOCK = function(
            "clock_gettime", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

    private static final long RUSAGE_BYTES = 144;
    private static final int CHILDREN = -1;
    private static final Optional<MethodHandle> RUSAGE = function(
            "getrusage", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

    private Posix() {}

    /**
     * What processes that this one started, and that have ended, have used.
     *
     * @param cpuNanos processor time of all of them
     * @param peakBytes largest resident memory of any of them
     */
    record Children(long cpuNanos, long peakBytes) {}

    static Children children() {
        if (RUSAGE.isEmpty()) {
            return new Children(0, 0);
        }
        try (var arena = Arena.ofConfined()) {
            var usage = arena.allocate(RUSAGE_BYTES, Long.BYTES);
            if ((int) RUSAGE.get().invokeExact(CHILDREN, usage) != 0) {
                return new Children(0, 0);
            }
            long seconds = usage.getAtIndex(ValueLayout.JAVA_LONG, 0) + usage.getAtIndex(ValueLayout.JAVA_LONG, 2);
            long micros = usage.getAtIndex(ValueLayout.JAVA_LONG, 1) + usage.getAtIndex(ValueLayout.JAVA_LONG, 3);
            long peak = usage.getAtIndex(ValueLayout.JAVA_LONG, 4);
            return new Children(1_000_000_000L * seconds + 1_000L * micros, MAC ? peak : 1024 * peak);
        } catch (Throwable e) {
            throw new IllegalStateException("getrusage cannot be called.", e);
        }
    }

    private static Optional<MethodHandle> function(String name, FunctionDescriptor type, Linker.Option... options) {
        if (WINDOWS) {
            return Optional.empty();
        }
        var linker = Linker.nativeLinker();
        return linker.defaultLookup().find(name).map(address -> linker.downcallHandle(address, type, options));
    }

    /** Sends what is written to {@code to} where {@code from} goes; false if that cannot be. */
    static boolean redirect(int from, int to) {
        if (DUP2.isEmpty()) {
            return false;
        }
        try {
            return (int) DUP2.get().invokeExact(from, to) >= 0;
        } catch (Throwable e) {
            throw new IllegalStateException("dup2 cannot be called.", e);
        }
    }

    /** Appends standard output and standard error, native code's included, to a file; false if that cannot be. */
    static boolean redirectOutput(Path file) {
        if (CREAT.isEmpty() || CLOSE.isEmpty()) {
            return false;
        }
        try (var arena = Arena.ofConfined()) {
            int descriptor = (int) CREAT.get().invokeExact(arena.allocateFrom(file.toString()), APPEND, 0644);
            if (descriptor < 0) {
                return false;
            }
            boolean done = redirect(descriptor, OUT) && redirect(descriptor, ERR);
            var _ = (int) CLOSE.get().invokeExact(descriptor);
            return done;
        } catch (Throwable e) {
            throw new IllegalStateException("Output cannot be sent to " + file + ".", e);
        }
    }

    /** Processor time of this process in nanoseconds. */
    static OptionalLong cpuNanos() {
        if (CLOCK.isEmpty()) {
            return OptionalLong.empty();
        }
        try (var arena = Arena.ofConfined()) {
            var time = arena.allocate(ValueLayout.JAVA_LONG, 2);
            if ((int) CLOCK.get().invokeExact(CPU_CLOCK, time) != 0) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(time.getAtIndex(ValueLayout.JAVA_LONG, 0) * 1_000_000_000L
                    + time.getAtIndex(ValueLayout.JAVA_LONG, 1));
        } catch (Throwable e) {
            throw new IllegalStateException("clock_gettime cannot be called.", e);
        }
    }

    /** Ctrl-C in the terminal reaches every process of the group; the laboratory decides when its workers end. */
    static void ignoreInterrupt() {
        var signal = function(
                "signal", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        if (signal.isPresent()) {
            try {
                var _ = (MemorySegment) signal.get().invokeExact(SIGINT, IGNORE);
            } catch (Throwable e) {
                throw new IllegalStateException("signal cannot be called.", e);
            }
        }
    }
}
