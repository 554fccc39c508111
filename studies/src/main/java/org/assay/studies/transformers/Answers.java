package org.assay.studies.transformers;

import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What a model answers to pairs of each greatest common divisor, and the paper's three rules about it.
 *
 * @param byDivisor from 1 to a limit
 */
record Answers(List<Answer> byDivisor) {

    private static final double LEARNED = 0.95;

    /**
     * To pairs of one divisor.
     *
     * @param modal the most frequent answer, of several the smallest
     * @param frequency its share
     * @param accuracy share of right answers
     */
    record Answer(int modal, double frequency, double accuracy) {

        static Answer of(long right, long... answers) {
            var sorted = answers.clone();
            Arrays.sort(sorted);
            int most = 0;
            long modal = 0;
            for (int i = 0, run = 0; i < sorted.length; i++) {
                run = i > 0 && sorted[i] == sorted[i - 1] ? run + 1 : 1;
                if (run > most) {
                    most = run;
                    modal = sorted[i];
                }
            }
            double hits = Arrays.stream(answers).filter(a -> a == right).count();
            return new Answer(Math.toIntExact(modal), (double) most / answers.length, hits / answers.length);
        }
    }

    /** Of answers to as many pairs of each divisor, in the order of the divisors. */
    static Answers of(long[] answers, int each) {
        return new Answers(IntStream.rangeClosed(1, answers.length / each)
                .mapToObj(k -> Answer.of(k, Arrays.copyOfRange(answers, (k - 1) * each, k * each)))
                .toList());
    }

    int limit() {
        return byDivisor.size();
    }

    Answer to(int divisor) {
        return byDivisor.get(divisor - 1);
    }

    /** Divisors that are answered rightly nearly always, and 1. */
    SortedSet<Integer> learned() {
        var learned = new TreeSet<>(List.of(1));
        IntStream.rangeClosed(1, limit()).filter(k -> to(k).accuracy >= LEARNED).forEach(learned::add);
        return learned;
    }

    double meanAccuracy() {
        return byDivisor.stream().mapToDouble(Answer::accuracy).average().orElseThrow();
    }

    /** R1: the answer is a function of the divisor. */
    double deterministic() {
        return byDivisor.stream().mapToDouble(Answer::frequency).average().orElseThrow();
    }

    /** R2: the share of learned divisors that are products of divisors of the base. */
    double productsOfBase(int base) {
        return learned().stream()
                .mapToInt(k -> isProduct(k, base) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    /** R3: the share of divisors whose most frequent answer is the largest learned one that divides them. */
    double largestLearned() {
        var learned = learned();
        return IntStream.rangeClosed(1, limit())
                .map(k -> to(k).modal == largestDividing(k, learned) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    /** The rule that agrees least. */
    double rules(int base) {
        return Math.min(deterministic(), Math.min(productsOfBase(base), largestLearned()));
    }

    /** Which share of all pairs of uniform numbers has one of these greatest common divisors: k has 6 / (pi k)^2. */
    static double forecast(SortedSet<Integer> divisors) {
        return divisors.stream()
                .mapToDouble(k -> 6 / (Math.PI * Math.PI * k * k))
                .sum();
    }

    static int largestDividing(int k, SortedSet<Integer> divisors) {
        return divisors.stream().filter(d -> k % d == 0).mapToInt(d -> d).max().orElseThrow();
    }

    /** Whether every prime factor of k divides the base. */
    static boolean isProduct(int k, int base) {
        int rest = k;
        for (int d = gcd(rest, base); d > 1; d = gcd(rest, base)) {
            rest /= d;
        }
        return rest == 1;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** How many divisors two sets share, over how many are in either. */
    static double overlap(SortedSet<Integer> a, SortedSet<Integer> b) {
        var either = new TreeSet<>(a);
        either.addAll(b);
        var both = new TreeSet<>(a);
        both.retainAll(b);
        return (double) both.size() / either.size();
    }
}
