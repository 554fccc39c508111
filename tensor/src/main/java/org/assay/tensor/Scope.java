package org.assay.tensor;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of work whose native memory is freed at its end.
 *
 * <pre>{@code
 * for (var batch : batches) {
 *     double loss = Scope.call(() -> step(model, batch).item());
 * }
 * }</pre>
 *
 * Every tensor made inside is freed when the body returns or throws, except those in what it returns (a tensor, or any
 * tree of records, lists, maps and optionals): these move to the enclosing scope, or, when there is none, live until
 * they are unreachable. Scopes nest and belong to the thread that opened them. Touching a freed tensor throws
 * {@link IllegalStateException}.
 */
public final class Scope {
    private Tensor[] owned = new Tensor[128];
    private int size;
    private final Frame frame;
    private final @Nullable Scope parent;

    private Scope(Frame frame, @Nullable Scope parent) {
        this.frame = frame;
        this.parent = parent;
    }

    /** Runs the body and frees every tensor made in it that was not kept. */
    public static void run(Runnable body) {
        var frame = Frame.current();
        var scope = new Scope(frame, frame.scope);
        frame.scope = scope;
        try {
            body.run();
        } finally {
            scope.close();
        }
    }

    /** Runs the body and frees every tensor made in it, except those in its result, which move to the enclosing scope. */
    public static <T> T call(Supplier<T> body) {
        var frame = Frame.current();
        var scope = new Scope(frame, frame.scope);
        frame.scope = scope;
        try {
            var result = body.get();
            scope.release(result);
            return result;
        } finally {
            scope.close();
        }
    }

    /** Moves the tensors of a tree made in the current scope to the enclosing one, and returns the tree. */
    public static <T> T keep(T tree) {
        var scope = Frame.current().scope;
        if (scope != null) {
            scope.release(tree);
        }
        return tree;
    }

    /**
     * Frees the tensors of a tree now, ahead of their scope's end. For who hands out one tensor after another, as a loader
     * its batches.
     */
    public static void free(Object tree) {
        Tree.forEach(tree, tensor -> {
            if (!tensor.isFreed()) {
                tensor.free();
            }
        });
    }

    /**
     * Runs the body outside any scope: what it makes lives as long as it is reachable. For state made inside a step that
     * outlives it, as an optimiser's moments.
     */
    public static <T> T detached(Supplier<T> body) {
        var frame = Frame.current();
        var scope = frame.scope;
        frame.scope = null;
        try {
            return body.get();
        } finally {
            frame.scope = scope;
        }
    }

    /** Live tensors in this thread's open scopes and outside of scopes in any thread. */
    public static long liveTensors() {
        long live = Unscoped.live().size();
        for (var scope = Frame.current().scope; scope != null; scope = scope.parent) {
            for (int i = 0; i < scope.size; i++) {
                if (scope.owned[i].isOwnedBy(scope)) {
                    live++;
                }
            }
        }
        return live;
    }

    /** Bytes of the distinct storages of the tensors that {@link #liveTensors} counts. */
    public static long liveBytes() {
        var seen = new HashSet<Long>();
        long bytes = 0;
        for (var handle : Unscoped.live()) {
            synchronized (handle.raw()) {
                if (!handle.raw().isNull()) {
                    bytes += storageBytes(handle.raw(), seen);
                }
            }
        }
        for (var scope = Frame.current().scope; scope != null; scope = scope.parent) {
            for (int i = 0; i < scope.size; i++) {
                if (scope.owned[i].isOwnedBy(scope)) {
                    bytes += storageBytes(scope.owned[i].raw(), seen);
                }
            }
        }
        return bytes;
    }

    private static long storageBytes(org.bytedeco.pytorch.Tensor raw, Set<Long> seen) {
        return Call.value("liveBytes", () -> {
            var storage = raw.storage();
            return storage.nbytes() > 0 && seen.add(storage.data().address()) ? storage.nbytes() : 0L;
        });
    }

    void add(Tensor tensor) {
        if (size == owned.length) {
            owned = Arrays.copyOf(owned, 2 * size);
        }
        owned[size++] = tensor;
    }

    private void release(Object tree) {
        Tree.forEach(tree, tensor -> {
            if (tensor.isOwnedBy(this)) {
                tensor.moveTo(parent);
            }
        });
    }

    private void close() {
        frame.scope = parent;
        for (int i = size - 1; i >= 0; i--) {
            if (owned[i].isOwnedBy(this)) {
                owned[i].free();
            }
        }
        CustomGradient.sweep();
    }
}
