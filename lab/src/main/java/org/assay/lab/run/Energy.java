package org.assay.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Energy of the processor packages as Linux counts it (RAPL under {@code /sys/class/powercap}), everything that runs on them included. Nothing is
 * estimated: without counters that may be read all the while there is no figure.
 */
final class Energy {

    /** Where Linux keeps the counters. */
    static final Path POWERCAP = Path.of("/sys/class/powercap");

    private static final long MINUTE = 60_000_000_000L;

    private final Path folder;
    private Map<Path, Counter> last;
    private long lastNanos = System.nanoTime();
    private boolean known;
    private double microjoules;

    /** A counter in microjoules goes from 0 to {@code range} and begins again. */
    private record Counter(long value, long range) {}

    private Energy(Path folder) {
        this.folder = folder;
        this.last = read(folder);
        this.known = !last.isEmpty();
    }

    /** Begins to measure by the counters in a folder. */
    static Energy meter(Path folder) {
        return new Energy(folder);
    }

    /** To be called now and then: a counter that begins again twice between two looks would go unnoticed, which takes more than a quarter of an hour. */
    void now() {
        if (System.nanoTime() - lastNanos > MINUTE) {
            look();
        }
    }

    /** Joules since the beginning; empty where not every package could be read. */
    Optional<Double> joules() {
        look();
        return known ? Optional.of(1e-6 * microjoules) : Optional.empty();
    }

    private void look() {
        lastNanos = System.nanoTime();
        var next = read(folder);
        known &= next.keySet().equals(last.keySet());
        for (var zone : next.entrySet()) {
            var before = Optional.ofNullable(last.get(zone.getKey())).orElse(zone.getValue());
            var now = zone.getValue();
            microjoules += now.value() - before.value() + (now.value() < before.value() ? before.range() : 0);
        }
        last = next;
    }

    /** One entry a package; empty if one of them may not be read. */
    private static Map<Path, Counter> read(Path folder) {
        var counters = new TreeMap<Path, Counter>();
        if (!Files.isDirectory(folder)) {
            return counters;
        }
        try (var zones = Files.newDirectoryStream(folder, "intel-rapl:[0-9]*")) {
            for (var zone : zones) {
                // Zones within a package, intel-rapl:0:1, are contained in their package's figure.
                if (zone.getFileName().toString().chars().filter(c -> c == ':').count() == 1) {
                    counters.put(
                            zone,
                            new Counter(
                                    number(zone.resolve("energy_uj")), number(zone.resolve("max_energy_range_uj"))));
                }
            }
            return counters;
        } catch (IOException | NumberFormatException e) {
            return Map.of();
        }
    }

    private static long number(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }
}
