package org.assay.tensor;

import org.bytedeco.pytorch.global.torch;

/** Arithmetic, one element at a time. */
sealed interface Elementwise permits Tensor {
    default Tensor add(Tensor other) {
        return Call.of("add", () -> torch.add(self().raw(), other.raw()), self(), other);
    }

    default Tensor add(double other) {
        return Numbers.apply("add", self(), other, torch::add, torch::add);
    }

    default Tensor add(long other) {
        return Numbers.apply("add", self(), other, torch::add, torch::add);
    }

    default Tensor sub(Tensor other) {
        return Call.of("sub", () -> torch.sub(self().raw(), other.raw()), self(), other);
    }

    default Tensor sub(double other) {
        return Numbers.apply("sub", self(), other, torch::sub, torch::sub);
    }

    default Tensor sub(long other) {
        return Numbers.apply("sub", self(), other, torch::sub, torch::sub);
    }

    default Tensor mul(Tensor other) {
        return Call.of("mul", () -> torch.mul(self().raw(), other.raw()), self(), other);
    }

    default Tensor mul(double other) {
        return Numbers.apply("mul", self(), other, torch::mul, torch::mul);
    }

    default Tensor mul(long other) {
        return Numbers.apply("mul", self(), other, torch::mul, torch::mul);
    }

    /** True division: integers give floating-point numbers. */
    default Tensor div(Tensor other) {
        return Call.of("div", () -> torch.div(self().raw(), other.raw()), self(), other);
    }

    default Tensor div(double other) {
        return Numbers.apply("div", self(), other, torch::div, torch::div);
    }

    default Tensor div(long other) {
        return Numbers.apply("div", self(), other, torch::div, torch::div);
    }

    /** Division rounded towards minus infinity. */
    default Tensor floorDivide(Tensor other) {
        return Call.of("floorDivide", () -> torch.floor_divide(self().raw(), other.raw()), self(), other);
    }

    default Tensor floorDivide(double other) {
        return Call.of("floorDivide", () -> torch.floor_divide(self().raw(), Args.scalar(other)), self());
    }

    default Tensor floorDivide(long other) {
        return Call.of("floorDivide", () -> torch.floor_divide(self().raw(), Args.scalar(other)), self());
    }

    /** The rest of {@link #floorDivide}, with the sign of the divisor. */
    default Tensor remainder(Tensor other) {
        return Call.of("remainder", () -> torch.remainder(self().raw(), other.raw()), self(), other);
    }

    default Tensor remainder(double other) {
        return Call.of("remainder", () -> torch.remainder(self().raw(), Args.scalar(other)), self());
    }

    default Tensor remainder(long other) {
        return Call.of("remainder", () -> torch.remainder(self().raw(), Args.scalar(other)), self());
    }

    default Tensor pow(Tensor other) {
        return Call.of("pow", () -> torch.pow(self().raw(), other.raw()), self(), other);
    }

    default Tensor pow(double other) {
        return Call.of("pow", () -> torch.pow(self().raw(), Args.scalar(other)), self());
    }

    default Tensor pow(long other) {
        return Call.of("pow", () -> torch.pow(self().raw(), Args.scalar(other)), self());
    }

    /** {@code this + scale * other}. */
    default Tensor add(Tensor other, double scale) {
        return Call.of("add", () -> torch.add(self().raw(), other.raw(), Args.scalar(scale)), self(), other);
    }

    /** {@code minuend - this}. */
    default Tensor rsub(double minuend) {
        return Numbers.apply("rsub", self(), minuend, (x, number) -> torch.sub(number, x), torch::rsub);
    }

    /** {@code dividend / this}. */
    default Tensor rdiv(double dividend) {
        return Numbers.apply(
                "rdiv",
                self(),
                dividend,
                (x, number) -> torch.div(number, x),
                (x, number) -> torch.reciprocal(x).mul(number));
    }

    /** {@code this + scale * a * b}. */
    default Tensor addcmul(Tensor a, Tensor b, double scale) {
        return Call.of(
                "addcmul", () -> torch.addcmul(self().raw(), a.raw(), b.raw(), Args.scalar(scale)), self(), a, b);
    }

    /** {@code this + scale * a / b}. */
    default Tensor addcdiv(Tensor a, Tensor b, double scale) {
        return Call.of(
                "addcdiv", () -> torch.addcdiv(self().raw(), a.raw(), b.raw(), Args.scalar(scale)), self(), a, b);
    }

    /** {@code this + weight * (end - this)}. */
    default Tensor lerp(Tensor end, double weight) {
        return Call.of("lerp", () -> torch.lerp(self().raw(), end.raw(), Args.scalar(weight)), self(), end);
    }

    default Tensor lerp(Tensor end, Tensor weight) {
        return Call.of("lerp", () -> torch.lerp(self().raw(), end.raw(), weight.raw()), self(), end, weight);
    }

    default Tensor minimum(Tensor other) {
        return Call.of("minimum", () -> torch.minimum(self().raw(), other.raw()), self(), other);
    }

    default Tensor maximum(Tensor other) {
        return Call.of("maximum", () -> torch.maximum(self().raw(), other.raw()), self(), other);
    }

    /** Values below low become low, values above high become high. */
    default Tensor clamp(double low, double high) {
        return Call.of(
                "clamp",
                () -> torch.clamp(self().raw(), Args.some(Args.scalar(low)), Args.some(Args.scalar(high))),
                self());
    }

    default Tensor clamp(Tensor low, Tensor high) {
        return Call.of("clamp", () -> torch.clamp(self().raw(), Args.maybe(low), Args.maybe(high)), self(), low, high);
    }

    default Tensor clampMin(double low) {
        return Call.of("clampMin", () -> torch.clamp_min(self().raw(), Args.scalar(low)), self());
    }

    default Tensor clampMax(double high) {
        return Call.of("clampMax", () -> torch.clamp_max(self().raw(), Args.scalar(high)), self());
    }

    /** The angle of the point (other, this), from -pi to pi. */
    default Tensor atan2(Tensor other) {
        return Call.of("atan2", () -> torch.atan2(self().raw(), other.raw()), self(), other);
    }

    default Tensor hypot(Tensor other) {
        return Call.of("hypot", () -> torch.hypot(self().raw(), other.raw()), self(), other);
    }

    /** {@code this * log(other)}, 0 where this is 0. */
    default Tensor xlogy(Tensor other) {
        return Call.of("xlogy", () -> torch.xlogy(self().raw(), other.raw()), self(), other);
    }

    /** NaN becomes the value, infinities the largest finite numbers. */
    default Tensor nanToNum(double value) {
        return Call.of(
                "nanToNum",
                () -> torch.nan_to_num(
                        self().raw(), Args.some(value), Args.some(Double.MAX_VALUE), Args.some(-Double.MAX_VALUE)),
                self());
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
