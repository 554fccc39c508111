package org.assay.studies.optimisationlayers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.assay.data.DataSets;
import org.assay.data.Examples;
import org.assay.data.Ratings;
import org.assay.solve.SoftSort;
import org.assay.studies.Needed;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Examples whose eight labels are to be ranked: inputs {@code [example, feature]}, labels {@code [example, 8]} are ranks from 1 to 8, ties averaged. */
record RankingData(Examples train, Examples validation, Examples test) {
    static final int RANKED = 8;

    private static final int FEATURES = 10;
    private static final int MOST_TESTED = 1_000;

    /** Normal inputs, and the ranks of linear scores of variance 1 with normal noise. */
    static RankingData drawn(int train, double noise, Rng rng) {
        return Scope.call(() -> {
            int all = train * 3 / 2 + MOST_TESTED;
            var w = rng.split("teacher").normal(RANKED, FEATURES).div(Math.sqrt(FEATURES));
            var x = rng.split("inputs").normal(all, FEATURES);
            var scores = x.linear(w).add(rng.split("noise").normal(all, RANKED), noise);
            return split(new Examples(x, SoftSort.exactRanks(scores)), train, train / 2);
        });
    }

    /** Users, and how in the second half of their ratings they rank the eight genres rated most, from what they rated in the first. */
    static RankingData films(Rng rng) {
        return Scope.call(() -> {
            var users = users(Needed.data("ratings to learn from", DataSets::movieLens));
            var shuffled = users.rows(rng.permutation(users.count()));
            int train = (int) (users.count() * 3 / 5);
            return split(shuffled, train, (int) (users.count() / 5));
        });
    }

    /** Inputs in units of the training part's means and deviations. */
    private static RankingData split(Examples all, int train, int validation) {
        var own = all.inputs().narrow(0, 0, train);
        var deviation = own.std(0).clampMin(1e-6);
        var scaled = new Examples(all.inputs().sub(own.mean(0)).div(deviation), all.labels());
        return new RankingData(
                scaled.range(0, train),
                scaled.range(train, train + validation),
                scaled.range(train + validation, all.count()));
    }

    /**
     * Of each user who rated all eight genres in the second half, not all alike: mean and number (its logarithm) of the ratings of each genre in the first half
     * and of all; a genre without a rating has the user's mean.
     */
    static Examples users(Ratings ratings) {
        var genres = ratings.genres().stream()
                .flatMap(List::stream)
                .distinct()
                .sorted()
                .toList();
        var number = new HashMap<String, Integer>();
        for (int g = 0; g < genres.size(); g++) {
            number.put(genres.get(g), g);
        }
        var of = ratings.genres().stream()
                .map(film -> film.stream()
                        .mapToInt(genre -> number.getOrDefault(genre, 0))
                        .toArray())
                .toList();
        var users = ratings.users().toLongs();
        var films = ratings.films().toLongs();
        var rated = ratings.ratings().toDoubles();
        var times = ratings.times().toLongs();
        var counts = new int[genres.size()];
        for (long film : films) {
            for (int g : of.get((int) film)) {
                counts[g]++;
            }
        }
        var ranked = number.values().stream()
                .sorted(Comparator.<Integer>comparingInt(g -> -counts[g]).thenComparingInt(g -> g))
                .limit(RANKED)
                .toList();
        var byUser = new HashMap<Long, List<Integer>>();
        for (int i = 0; i < users.length; i++) {
            byUser.computeIfAbsent(users[i], _ -> new ArrayList<>()).add(i);
        }
        var inputs = new ArrayList<double[]>();
        var means = new ArrayList<double[]>();
        byUser.keySet().stream().sorted().forEach(user -> {
            var own = byUser.getOrDefault(user, List.of()).stream()
                    .sorted(Comparator.<Integer>comparingLong(i -> times[i]).thenComparingInt(i -> i))
                    .toList();
            var first = Half.of(own.subList(0, own.size() / 2), rated, films, of, genres.size());
            var second = Half.of(own.subList(own.size() / 2, own.size()), rated, films, of, genres.size());
            var target = ranked.stream().mapToDouble(second::mean).toArray();
            boolean complete = ranked.stream().allMatch(g -> second.count[g] > 0);
            if (complete && Arrays.stream(target).distinct().count() > 1) {
                inputs.add(first.features());
                means.add(target);
            }
        });
        return new Examples(matrix(inputs), SoftSort.exactRanks(matrix(means)));
    }

    private static Tensor matrix(List<double[]> rows) {
        var flat = rows.stream().flatMapToDouble(Arrays::stream).toArray();
        return Tensor.of(DType.FLOAT32, flat, rows.size(), rows.getFirst().length);
    }

    /** A user's ratings by genre; the last place is that of all. */
    private static final class Half {
        private final double[] sum;
        private final int[] count;

        private Half(int genres) {
            sum = new double[genres + 1];
            count = new int[genres + 1];
        }

        static Half of(List<Integer> own, double[] rated, long[] films, List<int[]> genres, int all) {
            var half = new Half(all);
            for (int i : own) {
                half.add(all, rated[i]);
                for (int g : genres.get((int) films[i])) {
                    half.add(g, rated[i]);
                }
            }
            return half;
        }

        private void add(int genre, double rating) {
            sum[genre] += rating;
            count[genre]++;
        }

        double mean(int genre) {
            int all = count.length - 1;
            return count[genre] > 0 ? sum[genre] / count[genre] : sum[all] / count[all];
        }

        double[] features() {
            var features = new double[2 * count.length];
            for (int g = 0; g < count.length; g++) {
                features[2 * g] = mean(g);
                features[2 * g + 1] = Math.log1p(count[g]);
            }
            return features;
        }
    }
}
