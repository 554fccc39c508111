package org.assay.data.catalogue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.assay.data.format.DataException;

/** The files of one edition of a data set on this machine. */
public record Copy(DataSet set, Edition edition, Path folder) {
    /** The files' paths in the set's folder, in the catalogue's order. */
    public List<String> paths() {
        return edition.files().stream().map(DataFile::path).toList();
    }

    /** Whether the edition has this file, as it is or with {@code .gz} behind. */
    public boolean has(String path) {
        return edition.files().stream().anyMatch(file -> matches(file, path));
    }

    /** Where a file lies, verified. */
    public Path path(String path) {
        var file = file(path);
        try {
            verify(file, Checksums.sha256(folder.resolve(file.path())));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        return folder.resolve(file.path());
    }

    /** A file's content, verified; decompressed when it is stored as the path with {@code .gz} behind. */
    public byte[] bytes(String path) {
        var file = file(path);
        try {
            var bytes = Files.readAllBytes(folder.resolve(file.path()));
            verify(file, Checksums.sha256(bytes));
            if (file.path().equals(path)) {
                return bytes;
            }
            try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes), 1 << 16)) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private DataFile file(String path) {
        return edition.files().stream()
                .filter(file -> matches(file, path))
                .findFirst()
                .orElseThrow(() -> new DataException(
                        "the " + edition.name() + " edition of " + set.id() + " has no file " + path));
    }

    private static boolean matches(DataFile file, String path) {
        return file.path().equals(path) || file.path().equals(path + ".gz");
    }

    private void verify(DataFile file, String actual) {
        if (!file.sha256().isEmpty() && !file.sha256().equals(actual)) {
            throw new DataException(
                    folder.resolve(file.path()) + " is not the file the catalogue names: its SHA-256 is "
                            + actual + " where " + file.sha256() + " was expected; run `assay data get " + set.id()
                            + "` to replace it");
        }
    }

    private DataException unreadable(DataFile file, IOException e) {
        return new DataException(
                folder.resolve(file.path()) + " cannot be read (" + e.getMessage() + "); run `assay data get "
                        + set.id() + "` to replace it",
                e);
    }
}
