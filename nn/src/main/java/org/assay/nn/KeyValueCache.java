package org.assay.nn;

import java.util.Optional;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** The keys and values that one attention layer has seen, for generation position by position. */
public final class KeyValueCache {
    /** Keys and values, each {@code [batch, head, position, width / heads]}. */
    public record Seen(Tensor key, Tensor value) {}

    private Optional<Seen> seen = Optional.empty();

    /** How many positions it holds. */
    public long length() {
        return seen.isPresent() ? seen.get().key.size(2) : 0;
    }

    /** Appends positions and gives all of them. */
    Seen extend(Tensor key, Tensor value) {
        var before = seen;
        var all = Scope.detached(() -> before.isPresent()
                ? new Seen(
                        Tensor.cat(java.util.List.of(before.get().key, key.detach()), 2),
                        Tensor.cat(java.util.List.of(before.get().value, value.detach()), 2))
                : new Seen(key.detach().copy(), value.detach().copy()));
        // The collector sees how small the old ones are in Java, not how large outside of it.
        before.ifPresent(Scope::free);
        seen = Optional.of(all);
        return all;
    }
}
