package org.assay.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.assay.data.format.DataException;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/**
 * Data in pieces: the same rows of every tensor of a tree (such as {@link Examples}), gathered piece by piece.
 *
 * <pre>{@code
 * var batches = Batches.of(data.train(), 128, rng).map(batch -> augmented(batch));
 * for (int epoch = 0; epoch < 15; epoch++) {
 *     for (var batch : batches) { … }
 * }
 * }</pre>
 *
 * Every pass has a new order, drawn from the generator. A batch is freed when the next one is asked for; to keep one,
 * copy it.
 *
 * @param <T> a tree of tensors with the same first dimension
 */
public final class Batches<T> implements Iterable<T> {
    private final T data;
    private final long count;
    private final int size;
    private final Optional<Rng> rng;
    private final UnaryOperator<T> change;
    private final boolean remainder;
    private final long steps;

    private Batches(
            T data, long count, int size, Optional<Rng> rng, UnaryOperator<T> change, boolean remainder, long steps) {
        this.data = data;
        this.count = count;
        this.size = size;
        this.rng = rng;
        this.change = change;
        this.remainder = remainder;
        this.steps = steps;
    }

    /** In random order; the last batch of a pass holds what is left. */
    public static <T> Batches<T> of(T data, int size, Rng rng) {
        return of(data, size, Optional.of(rng));
    }

    /** In the data's own order; the last batch holds what is left. */
    public static <T> Batches<T> inOrder(T data, int size) {
        return of(data, size, Optional.empty());
    }

    private static <T> Batches<T> of(T data, int size, Optional<Rng> rng) {
        if (size < 1) {
            throw new DataException("a batch of " + size + " examples was asked for; it takes at least one");
        }
        var leaves = Tree.leaves(data);
        if (leaves.isEmpty()) {
            throw new DataException("there is no tensor in " + data.getClass().getSimpleName() + " to take batches of");
        }
        long count = leaves.getFirst().size(0);
        for (var leaf : leaves) {
            if (leaf.size(0) != count) {
                throw new DataException("the tensors to take batches of have " + count + " and " + leaf.size(0)
                        + " rows; they must have as many");
            }
        }
        return new Batches<>(data, count, size, rng, UnaryOperator.identity(), true, 0);
    }

    /** Without the last batch of a pass when it is smaller than the others. */
    public Batches<T> withoutRemainder() {
        return new Batches<>(data, count, size, rng, change, false, steps);
    }

    /** Each batch changed, as by augmentation; what the change leaves behind is freed at once. */
    public Batches<T> map(UnaryOperator<T> further) {
        return new Batches<>(data, count, size, rng, batch -> further.apply(change.apply(batch)), remainder, steps);
    }

    /** So many batches over as many passes as that takes, instead of one pass. */
    public Batches<T> steps(long number) {
        if (number < 1 || perPass() == 0) {
            throw new DataException(number + " batches of " + size + " from " + count + " examples cannot be had");
        }
        return new Batches<>(data, count, size, rng, change, remainder, number);
    }

    /**
     * The same batches, up to so many of them made ahead on another thread while the caller works. The generators that the
     * order and the changes draw from must serve nothing else meanwhile. A loop may be left early: what was made ahead is
     * then freed with it.
     */
    public Iterable<T> ahead(int most) {
        if (most < 1) {
            throw new DataException(most + " batches cannot be made ahead; it takes at least one");
        }
        return () -> new Ahead<>(new Pass(), count(), most);
    }

    /** Batches in one iteration. */
    public long count() {
        return steps > 0 ? steps : perPass();
    }

    private long perPass() {
        return remainder ? (count + size - 1) / size : count / size;
    }

    @Override
    public Iterator<T> iterator() {
        return new InTurn<>(new Pass(), count());
    }

    /** Makes one batch after another and leaves freeing them to whoever takes them. */
    private final class Pass implements Supplier<T> {
        private long made;
        private int at;
        private long[] order = new long[0];

        @Override
        public T get() {
            if (made % perPass() == 0) {
                order = rng.map(source ->
                                Scope.call(() -> source.permutation(count)).toLongs())
                        .orElseGet(() -> LongStream.range(0, count).toArray());
                at = 0;
            }
            var rows = Arrays.copyOfRange(order, at, Math.min(at + size, order.length));
            at += size;
            made++;
            return Scope.call(() -> {
                var index = Tensor.of(rows, rows.length);
                return change.apply(Tree.map(data, tensor -> tensor.rows(index)));
            });
        }
    }

    private static final class InTurn<T> implements Iterator<T> {
        private final Supplier<T> source;
        private final long total;
        private long given;
        private Optional<T> last = Optional.empty();

        InTurn(Supplier<T> source, long total) {
            this.source = source;
            this.total = total;
        }

        @Override
        public boolean hasNext() {
            if (given == total) {
                last.ifPresent(Scope::free);
                last = Optional.empty();
            }
            return given < total;
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException("all " + total + " batches have been given");
            }
            last.ifPresent(Scope::free);
            given++;
            var batch = source.get();
            last = Optional.of(batch);
            return batch;
        }
    }
}
