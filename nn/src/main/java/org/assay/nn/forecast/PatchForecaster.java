package org.assay.nn.forecast;

import java.util.List;
import java.util.stream.Stream;
import org.assay.nn.Init;
import org.assay.nn.LayerNorm;
import org.assay.nn.Linear;
import org.assay.nn.TransformerBlock;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A transformer over overlapping stretches of one channel at a time, with one linear map from all of its tokens to the future. Nie et al. 2023 (PatchTST),
 * section 3.
 *
 * @param position {@code [patch, width]}, learned
 * @param size of a patch in steps
 * @param step from one patch to the next
 */
public record PatchForecaster(
        Linear embed, Tensor position, List<TransformerBlock> blocks, LayerNorm norm, Linear head, int size, int step)
        implements Forecaster {

    public static PatchForecaster of(
            int lookBack, int horizon, int size, int step, int width, int heads, int hidden, int depth, Rng rng) {
        if (lookBack < size) {
            throw new IllegalArgumentException(
                    "A past of " + lookBack + " steps has no patch of " + size + ": make patches smaller.");
        }
        int patches = (lookBack - size) / step + 1;
        return new PatchForecaster(
                Linear.of(size, width, rng),
                Init.normal(0.02).parameter(rng, patches, width),
                Stream.generate(() -> TransformerBlock.of(width, heads, hidden, rng))
                        .limit(depth)
                        .toList(),
                LayerNorm.of(width),
                Linear.of(patches * width, horizon, rng),
                size,
                step);
    }

    @Override
    public Tensor forecast(Tensor past, Tensor marks) {
        long channels = past.size(2);
        var patches = past.transpose(1, 2).reshape(-1, past.size(1)).unfold(1, size, step);
        var h = embed.forward(patches).add(position);
        for (var block : blocks) {
            h = block.forward(h);
        }
        return head.forward(norm.forward(h).flatten(1, 2))
                .view(past.size(0), channels, -1)
                .transpose(1, 2);
    }
}
