package org.assay.lab;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Help with mistyped names. */
public final class Names {

    private Names() {}

    /** The known name nearest to {@code typed} by edit distance, if one is near enough to be meant. */
    public static Optional<String> nearest(String typed, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String name) -> distance(lower(typed), lower(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> {
                    var distance = distance(lower(typed), lower(name));
                    return distance <= Math.max(1, Math.min(typed.length(), name.length()) / 2)
                            || lower(name).startsWith(lower(typed));
                });
    }

    /** {@code " Did you mean alpha?"}, or nothing if no name is near. */
    public static String suggestion(String typed, Collection<String> known) {
        return nearest(typed, known).map(name -> " Did you mean " + name + "?").orElse("");
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Edit distance in which swapping two neighbours is one edit. */
    static int distance(String a, String b) {
        var cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
