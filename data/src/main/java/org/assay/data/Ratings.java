package org.assay.data;

import java.util.List;
import java.util.Map;
import org.assay.tensor.Tensor;

/**
 * Films as users rated them. Users and films are numbered from 0 in the order of their original numbers.
 *
 * @param users {@code [rating]}, INT64
 * @param films {@code [rating]}, INT64
 * @param ratings {@code [rating]}, FLOAT32: 0.5 to 5 in steps of 0.5
 * @param times {@code [rating]}, INT64: seconds since 1970
 * @param titles of each film, with its year
 * @param genres of each film
 */
public record Ratings(
        Tensor users,
        Tensor films,
        Tensor ratings,
        Tensor times,
        List<String> titles,
        List<List<String>> genres,
        String contentHash)
        implements Contents {
    @Override
    public Map<String, Long> counts() {
        return Map.of("ratings", users.size(0), "movies", (long) titles.size());
    }
}
