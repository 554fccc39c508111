package org.assay.studies.transformers;

import org.assay.tensor.Tensor;

/**
 * Pairs of numbers as sequences of tokens: a sign, the digits of the first, a sign, the digits of the second. Token 0 is padding, 1 the sign,
 * and 2 + d the digit d.
 *
 * @param base of the digits
 * @param width digits of the largest number; shorter ones are padded
 * @param aligned whether padding stands before the digits, so that each place is at one position, or after them
 */
record NumberPairs(int base, int width, boolean aligned) {

    static final int SIGN = 1;
    static final int FIRST_DIGIT = 2;

    static NumberPairs of(int base, long max, boolean aligned) {
        return new NumberPairs(base, digits(max, base), aligned);
    }

    static int digits(long number, int base) {
        int digits = 1;
        for (long rest = number / base; rest > 0; rest /= base) {
            digits++;
        }
        return digits;
    }

    /** Tokens of a sequence. */
    int length() {
        return 2 * (1 + width);
    }

    int vocabulary() {
        return FIRST_DIGIT + base;
    }

    /** {@code [n, 2]} to {@code [n, length]}, INT64. */
    Tensor tokens(Tensor pairs) {
        var numbers = pairs.toLongs();
        var tokens = new long[numbers.length * (1 + width)];
        for (int i = 0; i < numbers.length; i++) {
            int sign = i * (1 + width);
            int last = sign + (aligned ? width : digits(numbers[i], base));
            tokens[sign] = SIGN;
            for (long rest = numbers[i]; rest > 0; rest /= base) {
                tokens[last--] = FIRST_DIGIT + rest % base;
            }
        }
        return Tensor.of(tokens, numbers.length / 2, length());
    }
}
