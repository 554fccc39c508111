package org.assay.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assay.data.catalogue.Catalogue;
import org.assay.tensor.Scope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RealSetsTest {
    static List<String> mirrored() {
        return Catalogue.all().stream()
                .filter(set -> set.editions().stream()
                        .anyMatch(edition -> edition.name().equals("mirror")))
                .map(set -> set.id())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("mirrored")
    void loadsWithTheCataloguesCountsAndHash(String id) {
        Scope.run(() -> {
            var contents = RealSets.load(id);
            assertThat(contents.contentHash()).isEqualTo(Catalogue.of(id).contentHash());
        });
    }
}
