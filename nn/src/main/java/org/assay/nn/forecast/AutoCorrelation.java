package org.assay.nn.forecast;

import java.util.ArrayList;
import java.util.List;
import org.assay.nn.Init;
import org.assay.nn.Linear;
import org.assay.nn.Mode;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Attention between a series and itself moved in time: values are averaged over the few lags at which queries and keys agree best. Wu et al. 2021 (Autoformer),
 * equations 5 to 7. Lags are common to all heads, so that their number would change nothing.
 *
 * @param factor of the logarithm of the length that gives the number of lags
 */
public record AutoCorrelation(Linear query, Linear key, Linear value, Linear out, double factor) {

    /** With projections of one width. */
    public static AutoCorrelation of(int width, double factor, Rng rng) {
        return new AutoCorrelation(
                projection(width, rng), projection(width, rng), projection(width, rng), projection(width, rng), factor);
    }

    private static Linear projection(int width, Rng rng) {
        return Linear.of(width, width, Init.standard(), rng);
    }

    /**
     * Of queries {@code [batch, time, width]} to a memory {@code [batch, time', width]}, which is cut or filled up with zeros to their length. In training the
     * lags are those of the whole batch, otherwise each example has its own.
     */
    public Tensor forward(Tensor x, Tensor memory) {
        long length = x.size(1);
        var keys = fit(key.forward(memory), length);
        var values = fit(value.forward(memory), length);
        int lags = Math.max(1, (int) (factor * Math.log((double) length)));
        var r = correlation(query.forward(x), keys);
        return out.forward(Mode.isTraining() ? together(r, values, lags) : each(r, values, lags));
    }

    private static Tensor fit(Tensor x, long length) {
        long own = x.size(1);
        return own > length ? x.narrow(1, 0, length) : own < length ? x.pad(0, 0, 0, length - own) : x;
    }

    /**
     * The mean over channels of {@code sum_t q(t + lag) k(t)}, around the ends: {@code [batch, time, width]} twice to {@code [batch, lag]}. By the theorem of
     * Wiener and Khinchin, with one inverse transform of the mean.
     */
    static Tensor correlation(Tensor q, Tensor k) {
        return q.rfft(1).mul(k.rfft(1).conj()).mean(2).irfft(q.size(1), 1);
    }

    /** Values averaged over the lags that are best for the batch, each example with its own weights. */
    static Tensor together(Tensor r, Tensor values, int lags) {
        var chosen = r.detach().mean(0).topk(lags, 0).indices();
        var weights = r.indexSelect(1, chosen).softmax(1).unsqueeze(2);
        var at = chosen.toLongs();
        var sum = values.roll(-at[0], 1).mul(weights.narrow(1, 0, 1));
        for (int i = 1; i < lags; i++) {
            sum = sum.add(values.roll(-at[i], 1).mul(weights.narrow(1, i, 1)));
        }
        return sum;
    }

    /** Values averaged over the lags that are best for each example. */
    static Tensor each(Tensor r, Tensor values, int lags) {
        long length = values.size(1);
        var best = r.topk(lags, 1);
        var weights = best.values().softmax(1).unsqueeze(2);
        var twice = Tensor.cat(List.of(values, values), 1);
        var times = Tensor.arange(length).unsqueeze(0);
        var parts = new ArrayList<Tensor>();
        for (int i = 0; i < lags; i++) {
            var from = best.indices().narrow(1, i, 1).add(times).unsqueeze(2).expandAs(values);
            parts.add(twice.gather(1, from).mul(weights.narrow(1, i, 1)));
        }
        return parts.stream().reduce(Tensor::add).orElseThrow();
    }
}
