package org.assay.tensor;

/** What {@link Tensor#at(Index...)} takes of one dimension. */
public sealed interface Index {
    /** Everything. */
    static Index all() {
        return new All();
    }

    /** One slice; the dimension goes. Negative indices count from the end. */
    static Index at(long place) {
        return new At(place);
    }

    /** From start to before end. */
    static Index range(long start, long end) {
        return new Range(start, end, 1);
    }

    /** From start to the end. */
    static Index from(long start) {
        return new Range(start, Long.MAX_VALUE, 1);
    }

    /** Every n-th slice. */
    static Index step(long n) {
        return new Range(0, Long.MAX_VALUE, n);
    }

    /** A new dimension of size 1 before the one that follows. */
    static Index newDim() {
        return new New();
    }

    record All() implements Index {}

    record At(long place) implements Index {}

    record Range(long start, long end, long step) implements Index {}

    record New() implements Index {}
}
