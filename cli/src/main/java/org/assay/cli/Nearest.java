package org.assay.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The valid name a user probably meant. */
final class Nearest {

    private Nearest() {}

    /** The name with the fewest edits (insertion, deletion, replacement, swap of neighbours), if they are few for its length. */
    static Optional<String> of(String given, Collection<String> valid) {
        var wanted = given.toLowerCase(Locale.ROOT);
        return valid.stream()
                .filter(name -> close(wanted, name.toLowerCase(Locale.ROOT)))
                .min(Comparator.comparingInt((String name) -> distance(wanted, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(name -> name));
    }

    /** {@code "; did you mean 'grokking'?"} or, where nothing is near, {@code "."}. */
    static String hint(String given, Collection<String> valid) {
        return of(given, valid).map(name -> "; did you mean '" + name + "'?").orElse(".");
    }

    private static boolean close(String given, String name) {
        var allowed = Math.max(1, Math.min(given.length(), name.length()) / 3);
        return distance(given, name) <= allowed || (given.length() >= 3 && name.startsWith(given));
    }

    private static int distance(String a, String b) {
        var d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                var same = a.charAt(i - 1) == b.charAt(j - 1);
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
