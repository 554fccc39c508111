package org.assay.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assay.data.catalogue.Catalogue;
import org.assay.data.catalogue.Store;
import org.assay.lab.LabException;
import org.assay.lab.run.Laboratory;
import org.assay.lab.run.Machine;
import org.assay.lab.run.RunSummary;
import org.assay.tensor.Native;

/** Looks at everything a run needs of this machine. */
final class Doctor {

    private static final long GIB = 1L << 30;
    private static final long LITTLE_MEMORY = 4 * GIB;
    private static final long LITTLE_SPACE = 2 * GIB;

    private final Io io;
    private final Path runs;

    Doctor(Io io, Path runs) {
        this.io = io;
        this.runs = runs;
    }

    List<Finding> examine() {
        var findings = new ArrayList<Finding>();
        findings.add(Finding.ok("JDK", Machine.jdk() + ", " + System.getProperty("java.home")));
        findings.add(Finding.ok("system", Machine.os()));
        findings.add(processor());
        findings.add(memory());
        findings.addAll(library());
        findings.add(disk("disk", runs));
        findings.add(data());
        findings.add(mirror());
        findings.add(store());
        return findings;
    }

    private static Finding processor() {
        var text = Machine.processor() + ", " + Text.count(Machine.cores(), "core");
        var x86 = System.getProperty("os.arch").equals("amd64") && Files.exists(Path.of("/proc/cpuinfo"));
        return x86 && !text.contains("avx2")
                ? Finding.warning(
                        "processor",
                        text,
                        "without AVX2 every product of matrices is several times slower; prefer another machine")
                : Finding.ok("processor", text);
    }

    private static Finding memory() {
        var bean = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        var total = bean.getTotalMemorySize();
        var text = Numbers.bytes(total);
        return total < LITTLE_MEMORY
                ? Finding.warning(
                        "memory", text, "give fewer workers (--workers 1), or studies may be killed for lack of memory")
                : Finding.ok("memory", text);
    }

    private static List<Finding> library() {
        try {
            var library = Native.describe();
            return List.of(
                    Finding.ok(
                            "libtorch",
                            library.libtorch() + ", kernels for " + library.cpuCapability() + ", "
                                    + Text.count(library.threads(), "thread")),
                    Finding.ok(
                            "BLAS",
                            "OpenBLAS kernels for " + library.blasCoreType() + ", chosen by " + library.blasChosen()));
        } catch (LinkageError | RuntimeException e) {
            return List.of(
                    Finding.broken(
                            "libtorch",
                            "the native library does not load: " + e.getMessage(),
                            "Assay needs a 64-bit Linux, macOS or Windows with a C++ run-time library; on Linux, glibc 2.28 or newer"));
        }
    }

    private Finding disk(String name, Path place) {
        try {
            var there = place.toAbsolutePath();
            for (var parent = there.getParent(); !Files.exists(there) && parent != null; parent = there.getParent()) {
                there = parent;
            }
            var free = Files.getFileStore(there).getUsableSpace();
            var text = Numbers.bytes(free) + " free for " + io.shown(place);
            if (!Files.isWritable(there)) {
                return Finding.broken(
                        name, io.shown(place) + " cannot be written", "choose another folder with --runs DIR");
            }
            return free < LITTLE_SPACE
                    ? Finding.warning(
                            name, text, "free some space; a full disk ends a run, and what is finished is kept")
                    : Finding.ok(name, text);
        } catch (IOException e) {
            return Finding.warning(name, Misreading.of(e), "choose another folder with --runs DIR");
        }
    }

    private static Finding data() {
        var store = Store.standard();
        var sets = Catalogue.all();
        long present = sets.stream()
                .filter(set -> store.status(set) == Store.Status.PRESENT)
                .count();
        var folder = store.folder(sets.getFirst()).getParent();
        return Finding.ok("data", present + " of " + Text.count(sets.size(), "data set") + " in " + folder);
    }

    private Finding mirror() {
        var mirror = io.environment().getOrDefault("ASSAY_MIRROR", "");
        if (mirror.isEmpty()) {
            return Finding.ok("mirror", "none (ASSAY_MIRROR); data sets are fetched from where they are published");
        }
        return mirror.contains("://") || Files.isDirectory(io.directory().resolve(mirror))
                ? Finding.ok("mirror", mirror)
                : Finding.warning(
                        "mirror",
                        mirror + " is no folder",
                        "set ASSAY_MIRROR to a folder or address that holds the data sets");
    }

    private Finding store() {
        if (!Files.isDirectory(runs)) {
            return Finding.ok("runs", "none yet in " + io.shown(runs));
        }
        try (var laboratory = Laboratory.open(runs)) {
            var all = laboratory.runs();
            long open = all.stream().filter(run -> !run.complete()).count();
            return Finding.ok(
                    "runs",
                    Text.count(all.size(), "run") + " in " + io.shown(runs)
                            + (open == 0
                                    ? ""
                                    : ", " + open + " not complete ('assay resume' goes on with the newest, "
                                            + newestOpen(all) + ")"));
        } catch (LabException e) {
            return Finding.broken("runs", String.valueOf(e.getMessage()), "choose another folder with --runs DIR");
        }
    }

    private static String newestOpen(List<RunSummary> all) {
        return all.stream()
                .filter(run -> !run.complete())
                .map(RunSummary::run)
                .findFirst()
                .orElse("none");
    }
}
