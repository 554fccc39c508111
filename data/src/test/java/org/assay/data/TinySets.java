package org.assay.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assay.data.catalogue.Copy;
import org.assay.data.catalogue.DataFile;
import org.assay.data.catalogue.DataSet;
import org.assay.data.catalogue.Edition;

/** Data sets that a test has written itself. */
final class TinySets {
    private TinySets() {}

    /** A file of lines, its folders made. */
    static void write(Path folder, String name, String... lines) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(folder.resolve(name), Arrays.asList(lines));
    }

    /** An archive of entries in the order of their names. */
    static void zip(Path folder, String name, Map<String, byte[]> entries) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            for (var entry : new TreeMap<>(entries).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }

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
