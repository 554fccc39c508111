package org.assay.tensor;

import org.bytedeco.pytorch.global.torch;

/** Comparisons, logic and bits: their results are {@link DType#BOOL} or integers and carry no gradient. */
sealed interface Comparisons permits Tensor {
    default Tensor eq(Tensor other) {
        return Call.of("eq", () -> torch.eq(self().raw(), other.raw()), self(), other);
    }

    default Tensor eq(double other) {
        return Numbers.apply("eq", self(), other, torch::eq, torch::eq);
    }

    default Tensor eq(long other) {
        return Numbers.apply("eq", self(), other, torch::eq, torch::eq);
    }

    default Tensor ne(Tensor other) {
        return Call.of("ne", () -> torch.ne(self().raw(), other.raw()), self(), other);
    }

    default Tensor ne(double other) {
        return Numbers.apply("ne", self(), other, torch::ne, torch::ne);
    }

    default Tensor ne(long other) {
        return Numbers.apply("ne", self(), other, torch::ne, torch::ne);
    }

    default Tensor lt(Tensor other) {
        return Call.of("lt", () -> torch.lt(self().raw(), other.raw()), self(), other);
    }

    default Tensor lt(double other) {
        return Numbers.apply("lt", self(), other, torch::lt, torch::lt);
    }

    default Tensor lt(long other) {
        return Numbers.apply("lt", self(), other, torch::lt, torch::lt);
    }

    default Tensor le(Tensor other) {
        return Call.of("le", () -> torch.le(self().raw(), other.raw()), self(), other);
    }

    default Tensor le(double other) {
        return Numbers.apply("le", self(), other, torch::le, torch::le);
    }

    default Tensor le(long other) {
        return Numbers.apply("le", self(), other, torch::le, torch::le);
    }

    default Tensor gt(Tensor other) {
        return Call.of("gt", () -> torch.gt(self().raw(), other.raw()), self(), other);
    }

    default Tensor gt(double other) {
        return Numbers.apply("gt", self(), other, torch::gt, torch::gt);
    }

    default Tensor gt(long other) {
        return Numbers.apply("gt", self(), other, torch::gt, torch::gt);
    }

    default Tensor ge(Tensor other) {
        return Call.of("ge", () -> torch.ge(self().raw(), other.raw()), self(), other);
    }

    default Tensor ge(double other) {
        return Numbers.apply("ge", self(), other, torch::ge, torch::ge);
    }

    default Tensor ge(long other) {
        return Numbers.apply("ge", self(), other, torch::ge, torch::ge);
    }

    default Tensor logicalAnd(Tensor other) {
        return Call.of("logicalAnd", () -> torch.logical_and(self().raw(), other.raw()), self(), other);
    }

    default Tensor logicalOr(Tensor other) {
        return Call.of("logicalOr", () -> torch.logical_or(self().raw(), other.raw()), self(), other);
    }

    default Tensor logicalXor(Tensor other) {
        return Call.of("logicalXor", () -> torch.logical_xor(self().raw(), other.raw()), self(), other);
    }

    default Tensor logicalNot() {
        return Call.of("logicalNot", () -> torch.logical_not(self().raw()), self());
    }

    default Tensor isNan() {
        return Call.of("isNan", () -> torch.isnan(self().raw()), self());
    }

    default Tensor isInf() {
        return Call.of("isInf", () -> torch.isinf(self().raw()), self());
    }

    default Tensor isFinite() {
        return Call.of("isFinite", () -> torch.isfinite(self().raw()), self());
    }

    default Tensor bitAnd(Tensor other) {
        return Call.of("bitAnd", () -> torch.bitwise_and(self().raw(), other.raw()), self(), other);
    }

    default Tensor bitAnd(long other) {
        return Call.of("bitAnd", () -> torch.bitwise_and(self().raw(), Args.scalar(other)), self());
    }

    default Tensor bitOr(Tensor other) {
        return Call.of("bitOr", () -> torch.bitwise_or(self().raw(), other.raw()), self(), other);
    }

    default Tensor bitOr(long other) {
        return Call.of("bitOr", () -> torch.bitwise_or(self().raw(), Args.scalar(other)), self());
    }

    default Tensor bitXor(Tensor other) {
        return Call.of("bitXor", () -> torch.bitwise_xor(self().raw(), other.raw()), self(), other);
    }

    default Tensor bitXor(long other) {
        return Call.of("bitXor", () -> torch.bitwise_xor(self().raw(), Args.scalar(other)), self());
    }

    default Tensor shiftLeft(Tensor other) {
        return Call.of("shiftLeft", () -> torch.bitwise_left_shift(self().raw(), other.raw()), self(), other);
    }

    default Tensor shiftLeft(long other) {
        return Call.of("shiftLeft", () -> torch.bitwise_left_shift(self().raw(), Args.scalar(other)), self());
    }

    default Tensor shiftRight(Tensor other) {
        return Call.of("shiftRight", () -> torch.bitwise_right_shift(self().raw(), other.raw()), self(), other);
    }

    default Tensor shiftRight(long other) {
        return Call.of("shiftRight", () -> torch.bitwise_right_shift(self().raw(), Args.scalar(other)), self());
    }

    default Tensor bitNot() {
        return Call.of("bitNot", () -> torch.bitwise_not(self().raw()), self());
    }

    /** Whether all elements agree within {@code absolute + relative * |other|}. */
    default boolean allClose(Tensor other, double relative, double absolute) {
        return Call.value(
                "allClose", () -> torch.allclose(self().raw(), other.raw(), relative, absolute, false), self(), other);
    }

    /** Whether shape and all elements are the same. */
    default boolean equalTo(Tensor other) {
        return Call.value("equalTo", () -> self().raw().equal(other.raw()), self(), other);
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
