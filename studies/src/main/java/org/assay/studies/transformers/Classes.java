package org.assay.studies.transformers;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Divisors that a model cannot tell apart when all it tests for is products of divisors of the base: those with the same largest such product.
 *
 * @param members of each class, by that product
 */
record Classes(List<List<Integer>> members) {

    static Classes of(int base, int limit) {
        var products = IntStream.rangeClosed(1, limit)
                .filter(k -> Answers.isProduct(k, base))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
        var members = new TreeMap<Integer, List<Integer>>();
        for (int k = 1; k <= limit; k++) {
            members.computeIfAbsent(Answers.largestDividing(k, products), _ -> new ArrayList<>())
                    .add(k);
        }
        return new Classes(List.copyOf(members.values()));
    }

    /** The share of divisors, in classes of more than one, that are answered as most of their class are. */
    double consistency(Answers answers) {
        return members.stream()
                .filter(ks -> ks.size() > 1)
                .flatMapToInt(ks -> {
                    int representative = representative(ks, answers);
                    return ks.stream().mapToInt(k -> answers.to(k).modal() == representative ? 1 : 0);
                })
                .average()
                .orElseThrow();
    }

    /** The share of classes whose representative differs. */
    double changes(Answers before, Answers after) {
        return members.stream()
                .mapToInt(ks -> representative(ks, before) == representative(ks, after) ? 0 : 1)
                .average()
                .orElseThrow();
    }

    /** What is answered to most members of a class; of several answers the smallest. */
    private static int representative(List<Integer> ks, Answers answers) {
        return Answers.Answer.of(
                        0, ks.stream().mapToLong(k -> answers.to(k).modal()).toArray())
                .modal();
    }
}
