package org.assay.tensor;

import java.util.List;
import org.bytedeco.pytorch.global.torch;

/** Views, joins and arrangements of the same elements. */
sealed interface Shapes permits Tensor {
    /** The elements in another shape, one size may be -1: a view where possible. */
    default Tensor reshape(long... shape) {
        return Call.of("reshape", () -> torch.reshape(self().raw(), shape), self());
    }

    /** As {@link #reshape}, refused where it would copy. */
    default Tensor view(long... shape) {
        return Call.of("view", () -> self().raw().view(shape), self());
    }

    /** All elements as a vector. */
    default Tensor flatten() {
        return Call.of("flatten", () -> torch.flatten(self().raw()), self());
    }

    /** Dimensions from to to, both included, become one. */
    default Tensor flatten(int from, int to) {
        return Call.of("flatten", () -> torch.flatten(self().raw(), from, to), self());
    }

    /** One dimension becomes several. */
    default Tensor unflatten(int dim, long... sizes) {
        return Call.of("unflatten", () -> self().raw().unflatten(dim, sizes), self());
    }

    default Tensor transpose(int a, int b) {
        return Call.of("transpose", () -> torch.transpose(self().raw(), a, b), self());
    }

    /** Rows and columns exchanged: the last two dimensions. */
    default Tensor t() {
        return Call.of("t", () -> torch.transpose(self().raw(), -2, -1), self());
    }

    default Tensor permute(int... dims) {
        return Call.of("permute", () -> torch.permute(self().raw(), Args.longs(dims)), self());
    }

    default Tensor movedim(int from, int to) {
        return Call.of("movedim", () -> torch.movedim(self().raw(), from, to), self());
    }

    /** Without the dimensions of size 1. */
    default Tensor squeeze() {
        return Call.of("squeeze", () -> torch.squeeze(self().raw()), self());
    }

    default Tensor squeeze(int... dims) {
        return Call.of("squeeze", () -> torch.squeeze(self().raw(), Args.longs(dims)), self());
    }

    /** A new dimension of size 1. */
    default Tensor unsqueeze(int dim) {
        return Call.of("unsqueeze", () -> torch.unsqueeze(self().raw(), dim), self());
    }

    /** Dimensions of size 1 repeated without copying; -1 keeps a size. */
    default Tensor expand(long... shape) {
        return Call.of("expand", () -> self().raw().expand(shape), self());
    }

    default Tensor expandAs(Tensor other) {
        return Call.of("expandAs", () -> self().raw().expand_as(other.raw()), self(), other);
    }

    /** The whole tensor so many times along each dimension. */
    default Tensor repeat(long... times) {
        return Call.of("repeat", () -> self().raw().repeat(times), self());
    }

    /** Each element so many times in a row. */
    default Tensor repeatInterleave(long times, int dim) {
        return Call.of(
                "repeatInterleave",
                () -> torch.repeat_interleave(self().raw(), times, Args.some((long) dim), Args.NO_LONG),
                self());
    }

    default Tensor repeatInterleave(Tensor times, int dim) {
        return Call.of(
                "repeatInterleave",
                () -> torch.repeat_interleave(self().raw(), times.raw(), Args.some((long) dim), Args.NO_LONG),
                self(),
                times);
    }

    default Tensor flip(int... dims) {
        return Call.of("flip", () -> torch.flip(self().raw(), Args.longs(dims)), self());
    }

    /** Rotated by so many right angles in the plane of two dimensions. */
    default Tensor rot90(int times, int a, int b) {
        return Call.of("rot90", () -> torch.rot90(self().raw(), times, a, b), self());
    }

    /** Shifted; what leaves at one end comes back at the other. */
    default Tensor roll(long shift, int dim) {
        return Call.of("roll", () -> torch.roll(self().raw(), new long[] {shift}, dim), self());
    }

    default Tensor roll(long[] shifts, int... dims) {
        return Call.of("roll", () -> torch.roll(self().raw(), shifts, Args.longs(dims)), self());
    }

    /** Zeros before and after, from the last dimension backwards: {@code left, right, top, bottom, …}. */
    default Tensor pad(long... widths) {
        return Call.of("pad", () -> torch.pad(self().raw(), widths), self());
    }

    default Tensor padWith(double value, long... widths) {
        return Call.of("pad", () -> torch.pad(self().raw(), widths, "constant", Args.some(value)), self());
    }

    /** Mirrored at the edge, which is not repeated. */
    default Tensor padReflect(long... widths) {
        return Call.of("padReflect", () -> torch.pad(self().raw(), widths, "reflect", Args.NO_DOUBLE), self());
    }

    /** The edge repeated. */
    default Tensor padReplicate(long... widths) {
        return Call.of("padReplicate", () -> torch.pad(self().raw(), widths, "replicate", Args.NO_DOUBLE), self());
    }

    /** Wrapped around. */
    default Tensor padCircular(long... widths) {
        return Call.of("padCircular", () -> torch.pad(self().raw(), widths, "circular", Args.NO_DOUBLE), self());
    }

    /** Windows along a dimension; a last dimension holds each window. */
    default Tensor unfold(int dim, long size, long step) {
        return Call.of("unfold", () -> self().raw().unfold(dim, size, step), self());
    }

    /** Pieces of the given size along a dimension, the last one perhaps smaller. */
    default List<Tensor> split(long size, int dim) {
        return Call.all("split", () -> Call.listed(torch.split(self().raw(), size, dim)), self());
    }

    default List<Tensor> split(long[] sizes, int dim) {
        return Call.all("split", () -> Call.listed(torch.split(self().raw(), sizes, dim)), self());
    }

    /** At most so many pieces of equal size, the last one perhaps smaller. */
    default List<Tensor> chunk(long pieces, int dim) {
        return Call.all("chunk", () -> Call.listed(torch.chunk(self().raw(), pieces, dim)), self());
    }

    /** The slices along a dimension, without it. */
    default List<Tensor> unbind(int dim) {
        return Call.all("unbind", () -> Call.listed(torch.unbind(self().raw(), dim)), self());
    }

    /** The lower triangle, zeros above. */
    default Tensor tril() {
        return Call.of("tril", () -> torch.tril(self().raw(), 0), self());
    }

    default Tensor tril(long diagonal) {
        return Call.of("tril", () -> torch.tril(self().raw(), diagonal), self());
    }

    /** The upper triangle, zeros below. */
    default Tensor triu() {
        return Call.of("triu", () -> torch.triu(self().raw(), 0), self());
    }

    default Tensor triu(long diagonal) {
        return Call.of("triu", () -> torch.triu(self().raw(), diagonal), self());
    }

    /** The diagonal of a matrix, or the diagonal matrix of a vector. */
    default Tensor diag() {
        return Call.of("diag", () -> torch.diag(self().raw()), self());
    }

    /** A view of the diagonal of two dimensions, which becomes the last one. */
    default Tensor diagonal(long offset, int a, int b) {
        return Call.of("diagonal", () -> torch.diagonal(self().raw(), offset, a, b), self());
    }

    /** Diagonal matrices of the last dimension. */
    default Tensor diagEmbed() {
        return Call.of("diagEmbed", () -> torch.diag_embed(self().raw()), self());
    }

    /** The elements in row-major order in memory. */
    default Tensor contiguous() {
        return Call.of("contiguous", () -> self().raw().contiguous(), self());
    }

    /** The same {@code [batch, channel, height, width]} with channels next to each other in memory. */
    default Tensor channelsLast() {
        return Call.of("channelsLast", () -> self().raw().contiguous(torch.MemoryFormat.ChannelsLast), self());
    }

    /** The same {@code [batch, channel, depth, height, width]} with channels next to each other in memory. */
    default Tensor channelsLast3d() {
        return Call.of("channelsLast3d", () -> self().raw().contiguous(torch.MemoryFormat.ChannelsLast3d), self());
    }

    default boolean isContiguous() {
        return self().raw().is_contiguous();
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
