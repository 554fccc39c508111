package org.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.assay.data.catalogue.Progress;
import org.assay.data.catalogue.Store;
import org.assay.data.format.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {
    @TempDir
    Path cache;

    private Inventory inventory(Map<String, String> mirror) {
        var environment = new HashMap<>(mirror);
        environment.put("ASSAY_CACHE", cache.toString());
        return new Inventory(Store.of(environment, Progress.none()));
    }

    @Test
    void anEmptyCacheListsEverythingAsAbsent() {
        var inventory = inventory(Map.of());
        assertThat(inventory.list())
                .hasSizeGreaterThanOrEqualTo(34)
                .allSatisfy(entry -> assertThat(entry.status()).isEqualTo("absent"));
        assertThat(inventory.check("names").status()).isEqualTo("absent");
        assertThatThrownBy(() -> inventory.path("names"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("assay data get names");
    }

    @Test
    void aSetIsFetchedCheckedDamagedAndRepaired() throws IOException {
        var mirror = RealSets.mirror();
        assumeTrue(mirror.isPresent(), "no mirror of the data sets: set ASSAY_MIRROR");
        var inventory = inventory(Map.of("ASSAY_MIRROR", mirror.get()));
        inventory.get("sms-spam");
        assertThat(inventory.check("sms-spam")).satisfies(entry -> {
            assertThat(entry.status()).isEqualTo("ok");
            assertThat(entry.items()).isEqualTo(5574);
            assertThat(entry.contentHash()).hasSize(64);
        });
        var file = inventory.path("sms-spam").resolve("sms.tsv.gz");
        var bytes = Files.readAllBytes(file);
        bytes[500]++;
        Files.write(file, bytes);
        assertThat(inventory.check("sms-spam").failed()).isTrue();
        assertThat(inventory.check("sms-spam").problem()).contains("sms.tsv.gz is not the file the catalogue names");
        inventory.get("sms-spam");
        assertThat(inventory.check("sms-spam").status()).isEqualTo("ok");
    }
}
