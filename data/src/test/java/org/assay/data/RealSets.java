package org.assay.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.assay.data.catalogue.Catalogue;
import org.assay.data.catalogue.Progress;
import org.assay.data.catalogue.Store;

/** The real files, where {@code ASSAY_MIRROR} names a mirror of them. */
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
        return Optional.ofNullable(System.getenv("ASSAY_MIRROR")).filter(named -> !named.isEmpty());
    }
}
