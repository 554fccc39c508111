package org.assay.data.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import org.assay.data.format.DataException;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    @Test
    void everySetSaysWhatItIs() {
        assertThat(Catalogue.all()).hasSizeGreaterThanOrEqualTo(34).allSatisfy(set -> {
            assertThat(set.id()).matches("[a-z0-9.-]+");
            assertThat(set.title()).isNotBlank();
            assertThat(set.home().getScheme()).startsWith("http");
            assertThat(set.licence()).isNotBlank();
            assertThat(set.citation()).isNotBlank();
            assertThat(set.splits()).isNotEmpty();
            assertThat(set.editions()).isNotEmpty();
        });
        assertThat(Catalogue.all()).extracting(DataSet::id).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void filesOfASetHaveNamesAndChecksumsThatFit() {
        for (var set : Catalogue.all()) {
            var known = new HashMap<String, String>();
            for (var edition : set.editions()) {
                assertThat(edition.files()).isNotEmpty();
                for (var file : edition.files()) {
                    assertThat(file.path()).doesNotContain("..").doesNotStartWith("/");
                    assertThat(file.sha256()).matches("([0-9a-f]{64})?");
                    assertThat(known.put(file.path(), file.sha256()))
                            .as(set.id() + "/" + file.path())
                            .isIn(null, file.sha256());
                    assertThat(file.at())
                            .allSatisfy(
                                    address -> assertThat(address.getScheme()).startsWith("http"));
                }
            }
        }
    }

    /** Those that are read from a folder, by the readers of {@code org.assay.data.official}. */
    @Test
    void theLargeSetsThatTheCourseNamesAreListedWithTheirAddresses() {
        for (var id : List.of(
                "an4",
                "caltech-pedestrians",
                "coco2017",
                "daimler-pedestrians",
                "flowers102",
                "mpii-pose",
                "mpiigaze",
                "nyu-depth-v2",
                "oxford-iiit-pet",
                "places365",
                "sports-1m")) {
            var set = Catalogue.of(id);
            assertThat(set.items()).as(id).isPositive();
            assertThat(set.editions()).as(id).allMatch(Edition::published);
        }
    }

    @Test
    void aMisspeltIdIsAnsweredWithTheNearest() {
        assertThat(Catalogue.of("cifar10").items()).isEqualTo(60_000);
        assertThatThrownBy(() -> Catalogue.of("cifar-10"))
                .isInstanceOf(DataException.class)
                .hasMessage("there is no data set \"cifar-10\"; did you mean cifar10? `assay data list` shows all");
    }
}
