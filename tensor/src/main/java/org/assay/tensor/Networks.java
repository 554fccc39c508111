package org.assay.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.global.torch;

/** Normalisation, attention, embedding and dropout. */
sealed interface Networks permits Tensor {
    /** Zero mean and unit variance over the last dimensions (Ba et al. 2016). */
    default Tensor layerNorm(int dims, double epsilon) {
        return Call.of(
                "layerNorm",
                () -> torch.layer_norm(self().raw(), last(dims), Args.NO_TENSOR, Args.NO_TENSOR, epsilon, false),
                self());
    }

    /** Over the dimensions of the weight, then scaled and shifted. */
    default Tensor layerNorm(Tensor weight, Tensor bias, double epsilon) {
        return Call.of(
                "layerNorm",
                () -> torch.layer_norm(
                        self().raw(), weight.shape(), Args.maybe(weight), Args.maybe(bias), epsilon, false),
                self(),
                weight,
                bias);
    }

    /** Over the dimensions of the weight (Zhang and Sennrich 2019). */
    default Tensor rmsNorm(Tensor weight, double epsilon) {
        return Call.of(
                "rmsNorm",
                () -> torch.rms_norm(self().raw(), weight.shape(), Args.maybe(weight), Args.some(epsilon)),
                self(),
                weight);
    }

    /** Over groups of channels of {@code [batch, channel, …]} (Wu and He 2018). */
    default Tensor groupNorm(long groups, double epsilon) {
        return rowwise(x -> Call.of(
                "groupNorm",
                () -> torch.group_norm(x.raw(), groups, Args.NO_TENSOR, Args.NO_TENSOR, epsilon, false),
                x));
    }

    default Tensor groupNorm(long groups, Tensor weight, Tensor bias, double epsilon) {
        return rowwise(x -> Call.of(
                "groupNorm",
                () -> torch.group_norm(x.raw(), groups, Args.maybe(weight), Args.maybe(bias), epsilon, false),
                x,
                weight,
                bias));
    }

    /** Over the spatial dimensions of each channel of each sample. */
    default Tensor instanceNorm(double epsilon) {
        return Call.of(
                "instanceNorm",
                () -> torch.instance_norm(
                        self().raw(),
                        Args.NO_TENSOR,
                        Args.NO_TENSOR,
                        Args.NO_TENSOR,
                        Args.NO_TENSOR,
                        true,
                        0,
                        epsilon,
                        false),
                self());
    }

    default Tensor instanceNorm(Tensor weight, Tensor bias, double epsilon) {
        return Call.of(
                "instanceNorm",
                () -> torch.instance_norm(
                        self().raw(),
                        Args.maybe(weight),
                        Args.maybe(bias),
                        Args.NO_TENSOR,
                        Args.NO_TENSOR,
                        true,
                        0,
                        epsilon,
                        false),
                self(),
                weight,
                bias);
    }

    /** With the statistics of this batch {@code [batch, channel, …]} (Ioffe and Szegedy 2015). */
    default Tensor batchNorm(Tensor weight, Tensor bias, double epsilon) {
        return Call.of(
                "batchNorm",
                () -> torch.batch_norm(
                        self().raw(),
                        Args.maybe(weight),
                        Args.maybe(bias),
                        Args.NO_TENSOR,
                        Args.NO_TENSOR,
                        true,
                        0,
                        epsilon,
                        false),
                self(),
                weight,
                bias);
    }

    /** In training with the statistics of the batch, which also move the running ones in place: {@code running = (1 - momentum) running + momentum batch}; otherwise with the running ones. */
    default Tensor batchNorm(
            Tensor weight,
            Tensor bias,
            Tensor mean,
            Tensor variance,
            boolean training,
            double momentum,
            double epsilon) {
        return Call.of(
                "batchNorm",
                () -> torch.batch_norm(
                        self().raw(),
                        Args.maybe(weight),
                        Args.maybe(bias),
                        Args.maybe(mean),
                        Args.maybe(variance),
                        training,
                        momentum,
                        epsilon,
                        false),
                self(),
                weight,
                bias,
                mean,
                variance);
    }

    /** The rows of this table {@code [rows, width]} named by the indices: {@code [indices…, width]}. */
    default Tensor embedding(Tensor indices) {
        return Call.of("embedding", () -> torch.embedding(self().raw(), indices.raw()), self(), indices);
    }

    /**
     * Sums or means of the rows of bags: bag i holds the indices from offset i up to the next.
     * Its gradient cannot be differentiated again.
     */
    default Tensor embeddingBag(Tensor indices, Tensor offsets, boolean mean) {
        return Call.all(
                        "embeddingBag",
                        () -> List.of(torch.embedding_bag(
                                        self().raw(),
                                        indices.raw(),
                                        offsets.raw(),
                                        false,
                                        mean ? 1 : 0,
                                        false,
                                        Args.NO_TENSOR,
                                        false)
                                .get0()),
                        self(),
                        indices,
                        offsets)
                .getFirst();
    }

    /** softmax(q k^T / sqrt(width)) v of {@code [batch, head, position, width]} (Vaswani et al. 2017), fused. */
    default Tensor attention(Tensor key, Tensor value) {
        return Attention.of(self(), key, value);
    }

    /** Each position sees itself and those before it. */
    default Tensor causalAttention(Tensor key, Tensor value) {
        return Attention.causal(self(), key, value);
    }

    /** The mask is added to the scores, or, if it is of type BOOL, says what may be seen. */
    default Tensor attention(Tensor key, Tensor value, Tensor mask) {
        return Attention.masked(self(), key, value, mask);
    }

    /**
     * As {@link #attention(Tensor, Tensor, Tensor)}, the weights dropped out with probability p and divided by 1 - p.
     * Not fused.
     */
    default Tensor attention(Tensor key, Tensor value, Tensor mask, double p, Rng rng) {
        return Attention.weights(self(), key, mask).dropout(p, rng).matmul(value);
    }

    /** Each element zeroed with probability p and otherwise divided by 1 - p (Srivastava et al. 2014). */
    default Tensor dropout(double p, Rng rng) {
        if (p == 0) {
            return self();
        }
        if (p < 0 || p >= 1) {
            throw Call.refuse("dropout", "the rate must lie in [0, 1), not " + p, self());
        }
        return self().mul(rng.bernoulliLike(1 - p, self()).div_(1 - p));
    }

    /** 64-bit zeros and ones in a new last dimension. */
    default Tensor oneHot(long classes) {
        return Call.of("oneHot", () -> torch.one_hot(self().raw(), classes), self());
    }

    default Tensor cosineSimilarity(Tensor other, int dim) {
        return Call.of(
                "cosineSimilarity", () -> torch.cosine_similarity(self().raw(), other.raw(), dim, 1e-8), self(), other);
    }

    /** Divided by its Euclidean norm along a dimension. */
    default Tensor normalize(int dim) {
        return self().div(self().norm(2, true, dim).clampMin(1e-12));
    }

    /**
     * The CPU's kernels for channels-last groups take up to twenty times as long as those for rows: going there and back is
     * faster.
     */
    private Tensor rowwise(UnaryOperator<Tensor> operation) {
        var x = self().raw();
        return x.is_cpu() && x.dim() == 4 && !x.is_contiguous() && x.is_contiguous(torch.MemoryFormat.ChannelsLast)
                ? operation.apply(self().contiguous()).channelsLast()
                : operation.apply(self());
    }

    private long[] last(int dims) {
        var shape = self().shape();
        return Arrays.copyOfRange(shape, shape.length - dims, shape.length);
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
