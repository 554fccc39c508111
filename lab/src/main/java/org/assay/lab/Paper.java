package org.assay.lab;

import java.util.Arrays;
import java.util.List;

/**
 * What a study reproduces.
 *
 * @param title the paper's title
 * @param authors in the paper's order
 * @param venue where and when it appeared, for example {@code ICLR 2018}
 * @param id a stable identifier such as {@code arXiv:1710.09412}
 */
public record Paper(String title, List<String> authors, String venue, String id) {

    public Paper {
        authors = List.copyOf(authors);
    }

    /** {@code authors} one by one, or as printed, separated by commas. */
    public static Paper of(String title, String venue, String id, String... authors) {
        return new Paper(
                title,
                Arrays.stream(authors)
                        .flatMap(some -> Arrays.stream(some.split(", ")))
                        .toList(),
                venue,
                id);
    }

    /** Authors, title, venue and id in one line. */
    public String citation() {
        return String.join(", ", authors) + ". " + title + ". " + venue + ". " + id + ".";
    }
}
