package org.assay.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Calls of the C library that must come before the native libraries read their settings. */
final class Platform {
    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_MMAP_MAX = -4;
    private static final int M_ARENA_MAX = -8;

    private Platform() {}

    /** Sets an environment variable of this process, unless the user has set it. */
    static void environment(String name, String value) {
        if (System.getenv(name) != null) {
            return;
        }
        var setenv = function(
                "setenv", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
        try (var arena = Arena.ofConfined()) {
            if (setenv.isPresent()) {
                var _ = (int) setenv.get().invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("The environment variable " + name + " could not be set.", e);
        }
    }

    /**
     * Keeps what is freed in the process: a training step frees and allocates the same sizes as the one before, and
     * memory that went back to the system in between has to be mapped and zeroed page by page again.
     */
    static void keepFreedMemory() {
        if (System.getenv("LD_PRELOAD") != null || System.getenv("GLIBC_TUNABLES") != null) {
            return;
        }
        var mallopt = function("mallopt", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        try {
            if (mallopt.isPresent()) {
                var _ = (int) mallopt.get().invokeExact(M_ARENA_MAX, 1);
                var _ = (int) mallopt.get().invokeExact(M_MMAP_MAX, 0);
                var _ = (int) mallopt.get().invokeExact(M_TRIM_THRESHOLD, Integer.MAX_VALUE);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("The allocator could not be set up.", e);
        }
    }

    /** Which kernels OpenBLAS, once it is loaded, uses. */
    static Optional<String> blasCoreType() {
        return blas("openblas_get_corename", FunctionDescriptor.of(ValueLayout.ADDRESS))
                .map(Platform::text);
    }

    /** How many threads OpenBLAS, once it is loaded, may use. */
    static void blasThreads(int count) {
        var set = blas("openblas_set_num_threads", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
        try {
            if (set.isPresent()) {
                set.get().invokeExact(count);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("The number of OpenBLAS threads could not be set.", e);
        }
    }

    @SuppressWarnings("restricted") // A constant string of the library.
    private static String text(MethodHandle function) {
        try {
            return ((MemorySegment) function.invokeExact()).reinterpret(256).getString(0);
        } catch (Throwable e) {
            throw new IllegalStateException("OpenBLAS did not name its core type.", e);
        }
    }

    @SuppressWarnings("restricted") // Called with the signatures of POSIX and of glibc.
    private static Optional<MethodHandle> function(String name, MemoryLayout result, MemoryLayout... parameters) {
        var linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find(name)
                .map(symbol -> linker.downcallHandle(symbol, FunctionDescriptor.of(result, parameters)));
    }

    @SuppressWarnings("restricted") // Called with the signatures of OpenBLAS, in the library that is loaded already.
    static Optional<MethodHandle> blas(String name, FunctionDescriptor signature) {
        try {
            return SymbolLookup.libraryLookup(System.mapLibraryName("openblas") + ".0", Arena.global())
                    .find(name)
                    .map(symbol -> Linker.nativeLinker().downcallHandle(symbol, signature));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
