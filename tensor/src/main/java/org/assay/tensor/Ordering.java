package org.assay.tensor;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.global.torch;

/** Sorting, ranking, quantiles and counting. */
sealed interface Ordering permits Tensor {
    /**
     * Values and where they came from along the dimension asked about.
     *
     * @param values the values, in the type of the tensor
     * @param indices their positions, 64-bit integers
     */
    record Ranked(Tensor values, Tensor indices) {}

    /**
     * Distinct values or slices.
     *
     * @param values each once, in ascending order
     * @param inverse for each element its place among the values
     * @param counts for each value how often it occurs
     */
    record Unique(Tensor values, Tensor inverse, Tensor counts) {}

    /** The largest value along a dimension and its index. */
    default Ranked max(int dim) {
        return ranked("max", () -> torch.max(self().raw(), dim));
    }

    /** The smallest value along a dimension and its index. */
    default Ranked min(int dim) {
        return ranked("min", () -> torch.min(self().raw(), dim));
    }

    /** In ascending order; equal elements keep theirs. */
    default Ranked sort(int dim) {
        return ranked("sort", () -> torch.sort(self().raw(), Args.some(true), dim, false));
    }

    /** In descending order; equal elements keep theirs. */
    default Ranked sortDescending(int dim) {
        return ranked("sortDescending", () -> torch.sort(self().raw(), Args.some(true), dim, true));
    }

    /** The k largest, in descending order. */
    default Ranked topk(long k, int dim) {
        return ranked("topk", () -> torch.topk(self().raw(), k, dim, true, true));
    }

    /** The k-th smallest, counted from 1. */
    default Ranked kthValue(long k, int dim) {
        return ranked("kthValue", () -> torch.kthvalue(self().raw(), k, dim, false));
    }

    /** The lower median. */
    default Ranked median(int dim) {
        return ranked("median", () -> torch.median(self().raw(), dim));
    }

    default Ranked mode(int dim) {
        return ranked("mode", () -> torch.mode(self().raw(), dim, false));
    }

    default Ranked cummax(int dim) {
        return ranked("cummax", () -> torch.cummax(self().raw(), dim));
    }

    default Ranked cummin(int dim) {
        return ranked("cummin", () -> torch.cummin(self().raw(), dim));
    }

    /** The indices that sort in ascending order; equal elements keep theirs. */
    default Tensor argsort(int dim) {
        return Call.of("argsort", () -> torch.argsort(self().raw(), true, dim, false), self());
    }

    default Tensor argsortDescending(int dim) {
        return Call.of("argsortDescending", () -> torch.argsort(self().raw(), true, dim, true), self());
    }

    /** The lower median of all elements. */
    default Tensor median() {
        return Call.of("median", () -> torch.median(self().raw()), self());
    }

    /** Linearly interpolated, q in [0, 1]. */
    default Tensor quantile(double q) {
        return Call.of("quantile", () -> torch.quantile(self().raw(), q), self());
    }

    default Tensor quantile(double q, int dim) {
        return Call.of(
                "quantile", () -> torch.quantile(self().raw(), q, Args.some((long) dim), false, "linear"), self());
    }

    /** The distinct values in ascending order, as a vector. */
    default Tensor unique() {
        return uniqueWithCounts().values();
    }

    /** The distinct values in ascending order, which of them each element is, and how often each occurs. */
    default Unique uniqueWithCounts() {
        return unique(0, self().flatten());
    }

    /** The distinct slices along a dimension in lexicographic order. */
    default Unique unique(int dim) {
        return unique(dim, self());
    }

    /** How often each of 0, 1, … occurs; at least so many bins. */
    default Tensor bincount(long bins) {
        return Call.of("bincount", () -> torch.bincount(self().raw(), Args.NO_TENSOR, bins), self());
    }

    /** The sum of the weights of each of 0, 1, …. */
    default Tensor bincount(Tensor weights, long bins) {
        return Call.of("bincount", () -> torch.bincount(self().raw(), Args.maybe(weights), bins), self(), weights);
    }

    /** Counts in bins of equal width from low to high; what lies outside is not counted. */
    default Tensor histc(long bins, double low, double high) {
        return Call.of("histc", () -> torch.histc(self().raw(), bins, Args.scalar(low), Args.scalar(high)), self());
    }

    /** The indices of all nonzero elements: {@code [count, rank]}. */
    default Tensor nonzero() {
        return Call.of("nonzero", () -> torch.nonzero(self().raw()), self());
    }

    /** For each value, the first position in this sorted vector whose element is not below it. */
    default Tensor searchsorted(Tensor values) {
        return Call.of("searchsorted", () -> torch.searchsorted(self().raw(), values.raw()), self(), values);
    }

    private static Unique unique(int dim, Tensor tensor) {
        var three = Call.all(
                "unique",
                () -> {
                    var parts = torch.unique_dim(tensor.raw(), dim, true, true, true);
                    return List.of(parts.get0(), parts.get1(), parts.get2());
                },
                tensor);
        return new Unique(three.get(0), three.get(1), three.get(2));
    }

    private Ranked ranked(String name, Supplier<T_TensorTensor_T> body) {
        var both = Call.all(name, () -> pair(body.get()), self());
        return new Ranked(both.get(0), both.get(1));
    }

    private static List<org.bytedeco.pytorch.Tensor> pair(T_TensorTensor_T both) {
        return List.of(both.get0(), both.get1());
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
