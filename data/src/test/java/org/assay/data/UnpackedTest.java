package org.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assay.data.catalogue.Catalogue;
import org.assay.data.catalogue.DataFile;
import org.assay.data.catalogue.DataSet;
import org.assay.data.catalogue.Edition;
import org.assay.data.catalogue.Progress;
import org.assay.data.catalogue.Store;
import org.assay.data.format.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedTest {
    @TempDir
    Path mirror;

    @TempDir
    Path cache;

    private static final DataSet SET = new DataSet(
            "tiny",
            "a set",
            URI.create("http://home.example"),
            "none",
            "nobody",
            List.of(),
            List.of(new Edition(
                    "original",
                    List.of(
                            new DataFile("pictures.zip", DataFile.UNKNOWN, "", List.of()),
                            new DataFile("labels.mat", DataFile.UNKNOWN, "", List.of())))),
            "");

    private Store store() {
        return Store.of(Map.of("ASSAY_CACHE", cache.toString(), "ASSAY_MIRROR", mirror.toString()), Progress.none());
    }

    private void mirror(String entry) throws IOException {
        Files.createDirectories(mirror.resolve("tiny"));
        Files.writeString(mirror.resolve("tiny/labels.mat"), "labels");
        try (var zip = new ZipOutputStream(Files.newOutputStream(mirror.resolve("tiny/pictures.zip")))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write("a picture".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void archivesAreUnpackedBesideTheOtherFilesOnce() throws IOException {
        mirror("jpg/one.jpg");
        var folder = Unpacked.folder(store(), SET);
        assertThat(folder.resolve("jpg/one.jpg")).hasContent("a picture");
        assertThat(folder.resolve("labels.mat")).hasContent("labels");
        assertThat(folder.resolve("pictures.zip")).doesNotExist();
        // Not again: what is there is taken, though the archive is gone.
        Files.delete(cache.resolve("data/tiny/pictures.zip"));
        Files.delete(mirror.resolve("tiny/pictures.zip"));
        assertThat(Unpacked.folder(store(), SET)).isEqualTo(folder);
    }

    @Test
    void anArchiveThatIsRefusedLeavesNoFolderAndIsUnpackedAnewOnceItIsGood() throws IOException {
        mirror("../outside");
        assertThatThrownBy(() -> Unpacked.folder(store(), SET))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("pictures.zip: the entry \"../outside\" would lie outside the folder");
        assertThat(cache.resolve("data/unpacked/tiny")).doesNotExist();
        assertThat(cache.resolve("data/unpacked/outside")).doesNotExist();
        Files.delete(cache.resolve("data/tiny/pictures.zip"));
        mirror("inside");
        assertThat(Unpacked.folder(store(), SET).resolve("inside")).hasContent("a picture");
    }

    @Test
    void aSetThatIsReadFromItsFolderSaysSoAndIsCheckedByItsFiles() throws IOException {
        Files.createDirectories(mirror.resolve("an4"));
        Files.writeString(mirror.resolve("an4/an4_raw.bigendian.tar.gz"), "nothing vouches for it");
        var inventory = new Inventory(store());
        assertThat(inventory.check("an4").status()).isEqualTo("ok");
        var copy = store().fetch(Catalogue.of("an4"));
        assertThatThrownBy(() -> DataSets.load(copy))
                .isInstanceOf(DataException.class)
                .hasMessage("the data set an4 is not loaded as a whole: give DataSets.folder(\"an4\") to its reader"
                        + " in org.assay.data.official");
    }
}
