package org.assay.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.assay.data.catalogue.Catalogue;
import org.assay.data.catalogue.Progress;
import org.assay.data.catalogue.Store;

/** The real files, where a mirror of them is at hand: {@code ASSAY_MIRROR}, or {@code ../shared/data} beside the checkout. */
final class RealSets {
    private RealSets() {}

    static Contents load(String id) {
        var mirror = mirror();
        assumeTrue(mirror.isPresent(), "no mirror of the data sets: set ASSAY_MIRROR");
        return DataSets.load(store(mirror.orElseThrow()).fetch(Catalogue.of(id)));
    }

    static Store store(String mirror) {
        return Store.of(
                Map.of(
                        "ASSAY_CACHE",
                        Path.of("target", "cache").toAbsolutePath().toString(),
                        "ASSAY_MIRROR",
                        mirror),
                Progress.none());
    }

    static Optional<String> mirror() {
        var named = System.getenv("ASSAY_MIRROR");
        var beside = Path.of("..", "..", "shared", "data").toAbsolutePath().normalize();
        return named != null && !named.isEmpty()
                ? Optional.of(named)
                : Files.isDirectory(beside) ? Optional.of(beside.toString()) : Optional.empty();
    }
}
