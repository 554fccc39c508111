package org.assay.tensor;

import org.bytedeco.pytorch.global.torch;

/** Reading and combining elements at chosen places. */
sealed interface Indexing permits Tensor {
    /** A view of a stretch of one dimension. */
    default Tensor narrow(int dim, long start, long length) {
        return Call.of("narrow", () -> torch.narrow(self().raw(), dim, start, length), self());
    }

    /** A view of one slice, without the dimension. */
    default Tensor select(int dim, long index) {
        return Call.of("select", () -> torch.select(self().raw(), dim, index), self());
    }

    /** A view of every step-th slice from start to before end. */
    default Tensor slice(int dim, long start, long end, long step) {
        return Call.of("slice", () -> torch.slice(self().raw(), dim, Args.some(start), Args.some(end), step), self());
    }

    /** A view by one index for each of the leading dimensions. */
    default Tensor at(Index... indices) {
        var result = self();
        int dim = 0;
        for (var index : indices) {
            result = switch (index) {
                case Index.All _ -> result;
                case Index.Range(long start, long end, long step) -> result.slice(dim, start, end, step);
                case Index.At(long place) -> result.select(dim, place);
                case Index.New _ -> result.unsqueeze(dim);
            };
            if (!(index instanceof Index.At)) {
                dim++;
            }
        }
        return result;
    }

    /** A view of one slice of the leading dimensions, or one element. */
    default Tensor at(long... indices) {
        var result = self();
        for (long index : indices) {
            result = result.select(0, index);
        }
        return result;
    }

    /** The slices named by a vector of indices. */
    default Tensor indexSelect(int dim, Tensor index) {
        return Call.of("indexSelect", () -> torch.index_select(self().raw(), dim, index.raw()), self(), index);
    }

    /** The slices of the first dimension named by a vector of indices. */
    default Tensor rows(Tensor index) {
        return Call.of("rows", () -> torch.index_select(self().raw(), 0, index.raw()), self(), index);
    }

    /** Element by element {@code out[i][j] = this[index[i][j]][j]} for dimension 0, and likewise for others. */
    default Tensor gather(int dim, Tensor index) {
        return Call.of("gather", () -> torch.gather(self().raw(), dim, index.raw()), self(), index);
    }

    /** As {@link #gather}, with broadcasting; fits argsort. */
    default Tensor takeAlongDim(Tensor index, int dim) {
        return Call.of(
                "takeAlongDim",
                () -> torch.take_along_dim(self().raw(), index.raw(), Args.some((long) dim)),
                self(),
                index);
    }

    /** The inverse of {@link #gather}: writes the source to the places named. */
    default Tensor scatter(int dim, Tensor index, Tensor source) {
        return Call.of(
                "scatter", () -> torch.scatter(self().raw(), dim, index.raw(), source.raw()), self(), index, source);
    }

    default Tensor scatter(int dim, Tensor index, double value) {
        return Call.of(
                "scatter", () -> torch.scatter(self().raw(), dim, index.raw(), Args.scalar(value)), self(), index);
    }

    /** Adds the source at the places named. */
    default Tensor scatterAdd(int dim, Tensor index, Tensor source) {
        return Call.of(
                "scatterAdd",
                () -> torch.scatter_add(self().raw(), dim, index.raw(), source.raw()),
                self(),
                index,
                source);
    }

    /** Combines by {@code "sum"}, {@code "prod"}, {@code "mean"}, {@code "amax"} or {@code "amin"}. */
    default Tensor scatterReduce(int dim, Tensor index, Tensor source, String reduction, boolean includeSelf) {
        return Call.of(
                "scatterReduce",
                () -> torch.scatter_reduce(self().raw(), dim, index.raw(), source.raw(), reduction, includeSelf),
                self(),
                index,
                source);
    }

    /** Adds each slice of the source to the slice that the vector of indices names: sums over the edges of a graph. */
    default Tensor indexAdd(int dim, Tensor index, Tensor source) {
        return Call.of(
                "indexAdd", () -> torch.index_add(self().raw(), dim, index.raw(), source.raw()), self(), index, source);
    }

    default Tensor indexCopy(int dim, Tensor index, Tensor source) {
        return Call.of(
                "indexCopy",
                () -> torch.index_copy(self().raw(), dim, index.raw(), source.raw()),
                self(),
                index,
                source);
    }

    default Tensor indexFill(int dim, Tensor index, double value) {
        return Call.of(
                "indexFill", () -> torch.index_fill(self().raw(), dim, index.raw(), Args.scalar(value)), self(), index);
    }

    /** The value where the mask holds. */
    default Tensor maskedFill(Tensor mask, double value) {
        return Call.of("maskedFill", () -> self().raw().masked_fill(mask.raw(), Args.scalar(value)), self(), mask);
    }

    /** The elements where the mask holds, as a vector. */
    default Tensor maskedSelect(Tensor mask) {
        return Call.of("maskedSelect", () -> torch.masked_select(self().raw(), mask.raw()), self(), mask);
    }

    /** The elements of the source in turn where the mask holds. */
    default Tensor maskedScatter(Tensor mask, Tensor source) {
        return Call.of(
                "maskedScatter",
                () -> torch.masked_scatter(self().raw(), mask.raw(), source.raw()),
                self(),
                mask,
                source);
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
