package org.assay.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assay.data.catalogue.Copy;
import org.assay.data.catalogue.DataFile;
import org.assay.data.catalogue.DataSet;
import org.assay.data.catalogue.Edition;

/** Data sets that a test has written itself. */
final class TinySets {
    private TinySets() {}

    /** All files of a folder as a copy of a set. */
    static Copy copy(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            var edition = new Edition(
                    "mirror",
                    files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString())
                            .sorted()
                            .map(path -> new DataFile(path, DataFile.UNKNOWN, "", List.of()))
                            .toList());
            var set = new DataSet(
                    "tiny", "tiny", URI.create("http://home.example"), "none", "none", List.of(), List.of(edition), "");
            return new Copy(set, edition, folder);
        }
    }
}
