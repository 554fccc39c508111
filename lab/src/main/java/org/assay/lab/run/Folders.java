package org.assay.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Folders on disk. */
final class Folders {

    private static final int LONGEST_NAME = 100;

    private Folders() {}

    /** Removes a folder with all that is in it; nothing happens where there is none. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** A file name for a trial, readable and different for different trials. */
    static String name(String arm, long seed) {
        var plain = arm.replaceAll("[^A-Za-z0-9._=,+-]", "_");
        boolean same = plain.equals(arm) && arm.length() <= LONGEST_NAME;
        var unique = same
                ? plain
                : plain.substring(0, Math.min(plain.length(), LONGEST_NAME)) + "~"
                        + new Hash().add(arm).hex().substring(0, 8);
        return unique + "-" + seed;
    }
}
