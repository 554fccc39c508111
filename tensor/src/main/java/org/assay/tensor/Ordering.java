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
        return Call.all(
                        "unique",
                        () -> List.of(torch.unique_dim(self().raw().flatten(), 0, true, false, false)
                                .get0()),
                        self())
                .getFirst();
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
