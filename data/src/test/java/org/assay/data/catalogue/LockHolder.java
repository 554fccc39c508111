package org.assay.data.catalogue;

import java.io.IOException;
import java.nio.file.Path;

/** Holds a lock in a process of its own until its input ends. */
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (var _ = FolderLock.on(Path.of(arguments[0]))) {
            System.out.print('L');
            System.out.flush();
            while (System.in.read() >= 0) {}
        }
    }
}
