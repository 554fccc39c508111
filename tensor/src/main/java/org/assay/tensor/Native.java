package org.assay.tensor;

import java.util.List;
import org.bytedeco.pytorch.global.torch;

/**
 * The native library: how it is started, and what it says of itself.
 *
 * <p>These system properties force what is otherwise chosen: {@code assay.threads}, {@code assay.blas.coretype} (an
 * OpenBLAS core type as {@code Haswell}), {@code assay.cpu.capability} (as {@code avx2}). Environment variables that are
 * set already are never overridden. Denormal numbers are kept, as in IEEE 754 and everywhere else in the field.
 */
public final class Native {
    private static boolean loaded;
    private static String coreTypeOrigin = "";

    private Native() {}

    /**
     * What the library runs with.
     *
     * @param blasCoreType the OpenBLAS kernels in use
     * @param blasChosen how they were chosen
     * @param cpuCapability the vector instructions of libtorch's own kernels, as {@code AVX512}
     */
    public record Description(
            String libtorch, String blasCoreType, String blasChosen, int threads, String cpuCapability) {}

    /** What must be the same for a computation to give the same bits on a processor of the same kind. */
    public record Settings(String blasCoreType, int threads, String cpuCapability) {
        /** The options of a Java process that forces these settings. */
        public List<String> jvmArguments() {
            return List.of(
                    "-Dassay.blas.coretype=" + blasCoreType,
                    "-Dassay.threads=" + threads,
                    "-Dassay.cpu.capability=" + cpuCapability);
        }
    }

    /** Loads the native library once; every class of this package that needs it calls this first. */
    public static synchronized void load() {
        if (loaded) {
            return;
        }
        loaded = true;
        // The next operator of a training step follows in microseconds, and to wake a thread takes hundreds: it waits
        // busily for
        // a while, some 100 microseconds, and leaves the core to others then.
        Platform.environment("GOMP_SPINCOUNT", "20000");
        int threads = Integer.getInteger("assay.threads", Runtime.getRuntime().availableProcessors());
        Platform.environment("OMP_NUM_THREADS", Integer.toString(threads));
        Platform.environment("OPENBLAS_NUM_THREADS", Integer.toString(threads));
        var capability = System.getProperty("assay.cpu.capability");
        if (capability != null) {
            Platform.environment("ATEN_CPU_CAPABILITY", capability.toLowerCase(java.util.Locale.ROOT));
        }
        var coreType = CoreType.choose();
        coreType.name().ifPresent(name -> Platform.environment("OPENBLAS_CORETYPE", name));
        coreTypeOrigin = coreType.origin();
        Platform.keepFreedMemory();
        // Otherwise JavaCPP reads the process' memory from /proc at every allocation.
        System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
        // Memory is freed by scopes; a phantom reference per native object would only burden the collector.
        System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
        torch.set_num_threads(threads);
        BlasTeam.threads(threads);
    }

    /** Sets how many threads one operation of the calling thread may use, and one product in the whole process. */
    public static void threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("An operation needs at least one thread, not " + count + ".");
        }
        load();
        torch.set_num_threads(count);
        BlasTeam.threads(count);
    }

    public static Description describe() {
        load();
        var settings = settings();
        return new Description(
                version(), settings.blasCoreType(), coreTypeOrigin, settings.threads(), settings.cpuCapability());
    }

    public static Settings settings() {
        load();
        var core = Platform.blasCoreType().orElse("unknown");
        try (var capability = torch.get_cpu_capability()) {
            return new Settings(core, torch.get_num_threads(), capability.getString());
        }
    }

    private static String version() {
        var text = torch.class.getPackage().getImplementationVersion();
        return text == null ? "unknown" : text;
    }
}
