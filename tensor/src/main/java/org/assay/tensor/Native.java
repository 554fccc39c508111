package org.assay.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import org.bytedeco.pytorch.global.torch;

/** Starts the native library with settings that let it run at speed; see {@link #load}. */
public final class Native {
    private static boolean loaded;

    private Native() {}

    /** Loads the native library once. Every class of this package that needs it calls this first. */
    public static synchronized void load() {
        if (loaded) {
            return;
        }
        loaded = true;
        // A waiting OpenMP thread that spins takes the core from OpenBLAS' threads, and the other way round.
        environment("OMP_WAIT_POLICY", "passive");
        int threads = Integer.getInteger("assay.threads", Runtime.getRuntime().availableProcessors());
        environment("OMP_NUM_THREADS", Integer.toString(threads));
        environment("OPENBLAS_NUM_THREADS", Integer.toString(threads));
        var coreType = System.getProperty("assay.blas.coretype");
        if (coreType != null) {
            environment("OPENBLAS_CORETYPE", coreType);
        }
        // Otherwise JavaCPP reads the process' memory from /proc at every allocation.
        System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
        // Memory is freed by scopes; a phantom reference per native object would only burden the collector.
        System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
        torch.set_num_threads(threads);
    }

    /** Sets how many threads one operation may use. */
    public static void threads(int count) {
        load();
        torch.set_num_threads(count);
    }

    @SuppressWarnings("restricted") // setenv is called with the signature it has in POSIX.
    private static void environment(String name, String value) {
        if (System.getenv(name) != null) {
            return;
        }
        var linker = Linker.nativeLinker();
        var symbol = linker.defaultLookup().find("setenv");
        if (symbol.isEmpty()) {
            return;
        }
        try (var arena = Arena.ofConfined()) {
            var setenv = linker.downcallHandle(
                    symbol.get(),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
            var _ = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
        } catch (Throwable e) {
            throw new IllegalStateException("The environment variable " + name + " could not be set.", e);
        }
    }
}
