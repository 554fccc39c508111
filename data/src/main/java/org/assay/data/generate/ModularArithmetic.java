package org.assay.data.generate;

import java.math.BigInteger;
import java.util.ArrayList;
import org.assay.data.Examples;
import org.assay.data.format.DataException;

/**
 * All equations {@code a ∘ b = c} modulo a prime (Power et al. 2022, arXiv:2201.02177): a table of which a network sees a
 * part.
 */
public final class ModularArithmetic {
    private ModularArithmetic() {}

    public enum Operation {
        ADD,
        SUBTRACT,
        MULTIPLY,
        /** Every b but 0. */
        DIVIDE
    }

    /** Inputs {@code [equation, 2]}, INT64: a and b, in the order (0, 0), (0, 1), …; labels {@code [equation]}: c. */
    public static Examples table(int prime, Operation operation) {
        if (!BigInteger.valueOf(prime).isProbablePrime(40)) {
            throw new DataException(prime + " is not a prime; the table is of arithmetic modulo a prime");
        }
        var inputs = new ArrayList<Long>();
        var labels = new ArrayList<Long>();
        for (long a = 0; a < prime; a++) {
            for (long b = operation == Operation.DIVIDE ? 1 : 0; b < prime; b++) {
                inputs.add(a);
                inputs.add(b);
                labels.add(
                        switch (operation) {
                            case ADD -> (a + b) % prime;
                            case SUBTRACT -> Math.floorMod(a - b, (long) prime);
                            case MULTIPLY -> a * b % prime;
                            case DIVIDE ->
                                a
                                        * BigInteger.valueOf(b)
                                                .modInverse(BigInteger.valueOf(prime))
                                                .longValue()
                                        % prime;
                        });
            }
        }
        return new Examples(Draws.longs(inputs, labels.size(), 2), Draws.longs(labels, labels.size()));
    }
}
