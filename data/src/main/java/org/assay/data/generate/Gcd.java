package org.assay.data.generate;

import java.util.random.RandomGenerator;
import org.assay.data.Examples;
import org.assay.data.format.DataException;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** Pairs of numbers and their greatest common divisor (Charton 2024, arXiv:2308.15594). */
public final class Gcd {
    private Gcd() {}

    /** How the two numbers are spread over 1 … max. */
    public enum Operands {
        UNIFORM,
        /** Evenly in the logarithm. */
        LOG_UNIFORM
    }

    /** How the divisors are spread in a training set. */
    public enum Outcomes {
        /** As they come: 1/k² in the limit. */
        NATURAL,
        /** In proportion to 1/k up to the limit. */
        INVERSE,
        /** Evenly up to the limit. */
        FLAT
    }

    /**
     * Inputs {@code [pair, 2]}, INT64, numbers from 1 to max; labels {@code [pair]}: their divisor.
     *
     * @param limit the largest divisor of the outcomes other than natural
     */
    public static Examples draw(long pairs, long max, Operands operands, Outcomes outcomes, int limit, Rng rng) {
        if (max < 1 || limit < 1 || (outcomes != Outcomes.NATURAL && limit > max)) {
            throw new DataException("divisors up to " + limit + " do not occur among numbers up to " + max);
        }
        var numbers = new long[(int) (2 * pairs)];
        var divisors = new long[(int) pairs];
        for (int i = 0; i < divisors.length; i++) {
            if (outcomes == Outcomes.NATURAL) {
                numbers[2 * i] = number(max, operands, rng);
                numbers[2 * i + 1] = number(max, operands, rng);
            } else {
                pair(numbers, i, outcome(outcomes, limit, rng), max, operands, rng);
            }
            divisors[i] = gcd(numbers[2 * i], numbers[2 * i + 1]);
        }
        return new Examples(Tensor.of(numbers, pairs, 2), Tensor.of(divisors, pairs));
    }

    /** So many pairs of uniform numbers from 1 to max of each divisor from 1 to the limit, in its order; as {@link #draw}. */
    public static Examples stratified(int each, int limit, long max, Rng rng) {
        if (each < 1 || limit < 1 || limit > max) {
            throw new DataException(
                    each + " pairs of each divisor up to " + limit + " do not occur among numbers up to " + max);
        }
        int pairs = Math.multiplyExact(each, limit);
        var numbers = new long[2 * pairs];
        var divisors = new long[pairs];
        for (int i = 0; i < pairs; i++) {
            divisors[i] = 1L + i / each;
            pair(numbers, i, divisors[i], max, Operands.UNIFORM, rng);
        }
        return new Examples(Tensor.of(numbers, pairs, 2), Tensor.of(divisors, pairs));
    }

    /** A divisor that is asked for is a factor of two numbers without a common one. */
    private static void pair(long[] numbers, int i, long divisor, long max, Operands operands, RandomGenerator rng) {
        long a;
        long b;
        do {
            a = number(max / divisor, operands, rng);
            b = number(max / divisor, operands, rng);
        } while (gcd(a, b) != 1);
        numbers[2 * i] = divisor * a;
        numbers[2 * i + 1] = divisor * b;
    }

    /** The digits of numbers in a base, most significant first: {@code [n]} to {@code [n, width]}, INT64. */
    public static Tensor digits(Tensor numbers, long base, int width) {
        var values = numbers.toLongs();
        var digits = new long[values.length * width];
        for (int i = 0; i < values.length; i++) {
            long rest = values[i];
            for (int d = width - 1; d >= 0; d--) {
                digits[i * width + d] = rest % base;
                rest /= base;
            }
            if (rest != 0) {
                throw new DataException(values[i] + " does not fit into " + width + " digits of base " + base);
            }
        }
        return Tensor.of(digits, values.length, width);
    }

    private static long outcome(Outcomes outcomes, int limit, RandomGenerator rng) {
        return switch (outcomes) {
            case NATURAL -> 1;
            case FLAT -> 1 + rng.nextInt(limit);
            case INVERSE -> {
                double harmonic = 0;
                for (int k = 1; k <= limit; k++) {
                    harmonic += 1.0 / k;
                }
                double left = rng.nextDouble() * harmonic;
                int k = 1;
                while (k < limit && left > 1.0 / k) {
                    left -= 1.0 / k;
                    k++;
                }
                yield k;
            }
        };
    }

    private static long number(long max, Operands operands, RandomGenerator rng) {
        return switch (operands) {
            case UNIFORM -> 1 + rng.nextLong(max);
            case LOG_UNIFORM -> Math.min(max, (long) Math.exp(rng.nextDouble() * Math.log(max + 1.0)));
        };
    }

    static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
