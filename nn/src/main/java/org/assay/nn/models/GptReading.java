package org.assay.nn.models;

import java.util.List;
import java.util.Optional;
import org.assay.nn.KeyValueCache;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Keeps keys and values; where the context is full, its later half is read again as if it were the beginning. */
final class GptReading implements LanguageModel.Reading {
    private final Gpt gpt;
    private List<KeyValueCache> caches;
    private Optional<Tensor> seen = Optional.empty();

    GptReading(Gpt gpt) {
        this.gpt = gpt;
        this.caches = gpt.caches();
    }

    @Override
    public Tensor read(Tensor tokens) {
        long added = tokens.size(1);
        long context = gpt.wpe().weight().size(0);
        var fresh = tokens;
        if (seen.isPresent() && seen.get().size(1) + added > context) {
            long kept = Math.max(0, context / 2 - added);
            var before = seen.get();
            fresh = Tensor.cat(List.of(before.narrow(1, before.size(1) - kept, kept), tokens), 1);
            Scope.free(before);
            seen = Optional.empty();
            caches = gpt.caches();
        }
        remember(fresh);
        var logits = gpt.forward(fresh, caches);
        return logits.narrow(1, logits.size(1) - added, added);
    }

    private void remember(Tensor fresh) {
        var before = seen;
        seen = Optional.of(Scope.detached(
                () -> before.isPresent() ? Tensor.cat(List.of(before.get(), fresh), 1) : fresh.copy()));
        before.ifPresent(Scope::free);
    }
}
