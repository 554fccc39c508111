package org.assay.data;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.assay.tensor.Device;
import org.assay.tensor.Scope;

/**
 * Takes what a source makes while the next few are made on another thread, one after another. Nothing is made but on demand, so
 * that a loop left early leaves no thread behind that waits.
 */
final class Ahead<T> implements Iterator<T> {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("batches-", 0).factory());

    private final Supplier<T> source;
    private final long total;
    private final Device device = Device.current();
    private final ArrayDeque<CompletableFuture<T>> made = new ArrayDeque<>();
    private CompletableFuture<?> newest = CompletableFuture.completedFuture(null);
    private long asked;
    private Optional<T> last = Optional.empty();

    Ahead(Supplier<T> source, long total, int most) {
        this.source = source;
        this.total = total;
        for (int i = 0; i < most; i++) {
            ask();
        }
    }

    private void ask() {
        if (asked < total) {
            asked++;
            // Made outside of any scope, a batch belongs to no thread and is freed here or with the last reference to
            // it.
            var next = newest.thenApplyAsync(done -> device.use(source), THREADS);
            newest = next;
            made.add(next);
        }
    }

    @Override
    public boolean hasNext() {
        if (made.isEmpty()) {
            last.ifPresent(Scope::free);
            last = Optional.empty();
        }
        return !made.isEmpty();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + total + " batches have been given");
        }
        last.ifPresent(Scope::free);
        last = Optional.empty();
        try {
            var batch = made.remove().join();
            ask();
            last = Optional.of(batch);
            return batch;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException problem ? problem : e;
        }
    }
}
