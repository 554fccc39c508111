package org.assay.studies.structures;

import java.util.stream.LongStream;
import org.assay.tensor.Tensor;

/**
 * All ordered pairs of different bodies of a system; tensors over pairs are {@code [system, body, other, ...]}, for each body the
 * others in cyclic order from the next one on.
 *
 * @param others {@code [body * other]}: the second body of each pair
 */
record Pairs(int bodies, Tensor others) {

    static Pairs of(int bodies) {
        var others = LongStream.range(0, (long) bodies * (bodies - 1))
                .map(pair -> (pair / (bodies - 1) + pair % (bodies - 1) + 1) % bodies);
        return new Pairs(bodies, Tensor.of(others.toArray(), (long) bodies * (bodies - 1)));
    }

    /** From {@code [system, body, width]} the second body's of every pair. */
    Tensor other(Tensor ofBodies) {
        return ofBodies.indexSelect(1, others).view(-1, bodies, bodies - 1, ofBodies.size(2));
    }

    /** From {@code [system, body, width]} the first body's of every pair less the second's. */
    Tensor apart(Tensor ofBodies) {
        return ofBodies.unsqueeze(2).sub(other(ofBodies));
    }

    /** The products of charges {@code [system, body]}, {@code [system, body, other, 1]}. */
    Tensor products(Tensor charges) {
        var column = charges.unsqueeze(2);
        return column.unsqueeze(2).mul(other(column));
    }
}
