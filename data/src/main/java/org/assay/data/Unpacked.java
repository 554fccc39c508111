package org.assay.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import org.assay.data.catalogue.DataSet;
import org.assay.data.catalogue.FolderLock;
import org.assay.data.catalogue.Store;
import org.assay.data.format.Archive;
import org.assay.data.format.DataException;

/** The files of a set in one folder, archives unpacked: whole or not at all, once a machine. */
final class Unpacked {
    private Unpacked() {}

    static Path folder(Store store, DataSet set) {
        var target = store.folder(set).resolveSibling("unpacked").resolve(set.id());
        if (Files.isDirectory(target)) {
            return target;
        }
        var copy = store.fetch(set);
        try (var _ = FolderLock.on(target.resolveSibling(set.id() + ".lock"))) {
            if (!Files.isDirectory(target)) {
                var part = target.resolveSibling(set.id() + ".part");
                // What an unpacking that was killed has left.
                delete(part);
                for (var path : copy.paths()) {
                    put(copy.path(path), path, part);
                }
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            }
            return target;
        } catch (IOException e) {
            throw new DataException(
                    set.id() + " cannot be unpacked to " + target + " (" + e.getMessage()
                            + "): make room for it, or set ASSAY_CACHE to a folder that has some",
                    e);
        }
    }

    private static void put(Path file, String path, Path folder) throws IOException {
        if (Archive.is(path)) {
            Archive.unpack(file, folder);
        } else {
            var target = folder.resolve(path);
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
