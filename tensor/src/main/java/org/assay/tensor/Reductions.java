package org.assay.tensor;

import org.bytedeco.pytorch.global.torch;

/** Sums, means, extremes and norms, over all elements or over the dimensions named. */
sealed interface Reductions permits Tensor {
    default Tensor sum() {
        return Call.of("sum", () -> torch.sum(self().raw()), self());
    }

    default Tensor sum(int... dims) {
        return Call.of("sum", () -> torch.sum(self().raw(), Args.longs(dims), false, Args.NO_TYPE), self());
    }

    default Tensor sum(boolean keepDims, int... dims) {
        return Call.of("sum", () -> torch.sum(self().raw(), Args.longs(dims), keepDims, Args.NO_TYPE), self());
    }

    default Tensor mean() {
        return Call.of("mean", () -> torch.mean(self().raw()), self());
    }

    default Tensor mean(int... dims) {
        return Call.of("mean", () -> torch.mean(self().raw(), Args.longs(dims), false, Args.NO_TYPE), self());
    }

    default Tensor mean(boolean keepDims, int... dims) {
        return Call.of("mean", () -> torch.mean(self().raw(), Args.longs(dims), keepDims, Args.NO_TYPE), self());
    }

    /** The largest value; where several are equal they share its gradient. */
    default Tensor amax() {
        return Call.of("amax", () -> torch.amax(self().raw()), self());
    }

    default Tensor amax(int... dims) {
        return Call.of("amax", () -> torch.amax(self().raw(), Args.longs(dims), false), self());
    }

    default Tensor amax(boolean keepDims, int... dims) {
        return Call.of("amax", () -> torch.amax(self().raw(), Args.longs(dims), keepDims), self());
    }

    /** The smallest value; where several are equal they share its gradient. */
    default Tensor amin() {
        return Call.of("amin", () -> torch.amin(self().raw()), self());
    }

    default Tensor amin(int... dims) {
        return Call.of("amin", () -> torch.amin(self().raw(), Args.longs(dims), false), self());
    }

    default Tensor amin(boolean keepDims, int... dims) {
        return Call.of("amin", () -> torch.amin(self().raw(), Args.longs(dims), keepDims), self());
    }

    default Tensor logsumexp(int... dims) {
        return Call.of("logsumexp", () -> torch.logsumexp(self().raw(), Args.longs(dims), false), self());
    }

    default Tensor logsumexp(boolean keepDims, int... dims) {
        return Call.of("logsumexp", () -> torch.logsumexp(self().raw(), Args.longs(dims), keepDims), self());
    }

    /** log(sum(exp(x))), without overflow. */
    default Tensor logsumexp() {
        return Call.of("logsumexp", () -> torch.logsumexp(self().raw().flatten(), 0L), self());
    }

    default Tensor any() {
        return Call.of("any", () -> torch.any(self().raw()), self());
    }

    default Tensor any(int... dims) {
        return Call.of("any", () -> torch.any(self().raw(), Args.longs(dims), false), self());
    }

    default Tensor any(boolean keepDims, int... dims) {
        return Call.of("any", () -> torch.any(self().raw(), Args.longs(dims), keepDims), self());
    }

    default Tensor all() {
        return Call.of("all", () -> torch.all(self().raw()), self());
    }

    default Tensor all(int... dims) {
        return Call.of("all", () -> torch.all(self().raw(), Args.longs(dims), false), self());
    }

    default Tensor all(boolean keepDims, int... dims) {
        return Call.of("all", () -> torch.all(self().raw(), Args.longs(dims), keepDims), self());
    }

    /** With n - 1 in the denominator. */
    default Tensor var() {
        return Call.of("var", () -> torch.var(self().raw(), true), self());
    }

    default Tensor var(int... dims) {
        return Call.of("var", () -> torch.var(self().raw(), Args.longs(dims), true, false), self());
    }

    default Tensor var(boolean keepDims, int... dims) {
        return Call.of("var", () -> torch.var(self().raw(), Args.longs(dims), true, keepDims), self());
    }

    /** With n - correction in the denominator; without dimensions, over all. */
    default Tensor varCorrected(int correction, boolean keepDims, int... dims) {
        return Call.of(
                "var",
                () -> torch.var(self().raw(), Args.longs(dims), Args.some(Args.scalar((long) correction)), keepDims),
                self());
    }

    /** With n - 1 in the denominator. */
    default Tensor std() {
        return Call.of("std", () -> torch.std(self().raw(), true), self());
    }

    default Tensor std(int... dims) {
        return Call.of("std", () -> torch.std(self().raw(), Args.longs(dims), true, false), self());
    }

    default Tensor std(boolean keepDims, int... dims) {
        return Call.of("std", () -> torch.std(self().raw(), Args.longs(dims), true, keepDims), self());
    }

    /** With n - correction in the denominator; without dimensions, over all. */
    default Tensor stdCorrected(int correction, boolean keepDims, int... dims) {
        return Call.of(
                "std",
                () -> torch.std(self().raw(), Args.longs(dims), Args.some(Args.scalar((long) correction)), keepDims),
                self());
    }

    /** The largest value. */
    default Tensor max() {
        return Call.of("max", () -> torch.max(self().raw()), self());
    }

    /** The smallest value. */
    default Tensor min() {
        return Call.of("min", () -> torch.min(self().raw()), self());
    }

    default Tensor prod() {
        return Call.of("prod", () -> torch.prod(self().raw()), self());
    }

    default Tensor prod(int dim) {
        return Call.of("prod", () -> torch.prod(self().raw(), dim), self());
    }

    default Tensor prod(boolean keepDim, int dim) {
        return Call.of("prod", () -> torch.prod(self().raw(), dim, keepDim, Args.NO_TYPE), self());
    }

    /** The Euclidean norm. */
    default Tensor norm() {
        return Call.of("norm", () -> torch.linalg_vector_norm(self().raw()), self());
    }

    default Tensor norm(int... dims) {
        return Call.of(
                "norm",
                () -> torch.linalg_vector_norm(self().raw(), Args.scalar(2), Args.longs(dims), false, Args.NO_TYPE),
                self());
    }

    /** The p-norm of vectors along dimensions; p may be infinite. */
    default Tensor norm(double p, boolean keepDims, int... dims) {
        return Call.of(
                "norm",
                () -> torch.linalg_vector_norm(self().raw(), Args.scalar(p), Args.longs(dims), keepDims, Args.NO_TYPE),
                self());
    }

    /** The index of the largest element, counted over the flattened tensor. */
    default Tensor argmax() {
        return Call.of("argmax", () -> torch.argmax(self().raw()), self());
    }

    default Tensor argmax(int dim) {
        return Call.of("argmax", () -> torch.argmax(self().raw(), Args.some((long) dim), false), self());
    }

    /** The index of the smallest element, counted over the flattened tensor. */
    default Tensor argmin() {
        return Call.of("argmin", () -> torch.argmin(self().raw()), self());
    }

    default Tensor argmin(int dim) {
        return Call.of("argmin", () -> torch.argmin(self().raw(), Args.some((long) dim), false), self());
    }

    default Tensor cumsum(int dim) {
        return Call.of("cumsum", () -> torch.cumsum(self().raw(), dim), self());
    }

    default Tensor cumprod(int dim) {
        return Call.of("cumprod", () -> torch.cumprod(self().raw(), dim), self());
    }

    default Tensor logcumsumexp(int dim) {
        return Call.of("logcumsumexp", () -> torch.logcumsumexp(self().raw(), dim), self());
    }

    default Tensor softmax(int dim) {
        return Call.of("softmax", () -> torch.softmax(self().raw(), dim), self());
    }

    default Tensor logSoftmax(int dim) {
        return Call.of("logSoftmax", () -> torch.log_softmax(self().raw(), dim), self());
    }

    default Tensor countNonzero(int... dims) {
        return Call.of("countNonzero", () -> torch.count_nonzero(self().raw(), Args.longs(dims)), self());
    }

    /** The mean of what is not NaN. */
    default Tensor nanMean(int... dims) {
        return Call.of("nanMean", () -> torch.nanmean(self().raw(), Args.longs(dims), false, Args.NO_TYPE), self());
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
