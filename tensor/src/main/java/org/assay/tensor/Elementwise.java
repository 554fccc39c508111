package org.assay.tensor;

import org.bytedeco.pytorch.global.torch;

/** Arithmetic and functions of one element at a time. */
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

    default Tensor neg() {
        return Call.of("neg", () -> torch.neg(self().raw()), self());
    }

    default Tensor abs() {
        return Call.of("abs", () -> torch.abs(self().raw()), self());
    }

    default Tensor sign() {
        return Call.of("sign", () -> torch.sign(self().raw()), self());
    }

    default Tensor square() {
        return Call.of("square", () -> torch.square(self().raw()), self());
    }

    default Tensor sqrt() {
        return Call.of("sqrt", () -> torch.sqrt(self().raw()), self());
    }

    default Tensor rsqrt() {
        return Call.of("rsqrt", () -> torch.rsqrt(self().raw()), self());
    }

    default Tensor reciprocal() {
        return Call.of("reciprocal", () -> torch.reciprocal(self().raw()), self());
    }

    default Tensor exp() {
        return Call.of("exp", () -> torch.exp(self().raw()), self());
    }

    default Tensor log() {
        return Call.of("log", () -> torch.log(self().raw()), self());
    }

    default Tensor log1p() {
        return Call.of("log1p", () -> torch.log1p(self().raw()), self());
    }

    default Tensor expm1() {
        return Call.of("expm1", () -> torch.expm1(self().raw()), self());
    }

    default Tensor log2() {
        return Call.of("log2", () -> torch.log2(self().raw()), self());
    }

    default Tensor log10() {
        return Call.of("log10", () -> torch.log10(self().raw()), self());
    }

    default Tensor sin() {
        return Call.of("sin", () -> torch.sin(self().raw()), self());
    }

    default Tensor cos() {
        return Call.of("cos", () -> torch.cos(self().raw()), self());
    }

    default Tensor tan() {
        return Call.of("tan", () -> torch.tan(self().raw()), self());
    }

    default Tensor asin() {
        return Call.of("asin", () -> torch.asin(self().raw()), self());
    }

    default Tensor acos() {
        return Call.of("acos", () -> torch.acos(self().raw()), self());
    }

    default Tensor atan() {
        return Call.of("atan", () -> torch.atan(self().raw()), self());
    }

    default Tensor sinh() {
        return Call.of("sinh", () -> torch.sinh(self().raw()), self());
    }

    default Tensor cosh() {
        return Call.of("cosh", () -> torch.cosh(self().raw()), self());
    }

    default Tensor tanh() {
        return Call.of("tanh", () -> torch.tanh(self().raw()), self());
    }

    default Tensor asinh() {
        return Call.of("asinh", () -> torch.asinh(self().raw()), self());
    }

    default Tensor acosh() {
        return Call.of("acosh", () -> torch.acosh(self().raw()), self());
    }

    default Tensor atanh() {
        return Call.of("atanh", () -> torch.atanh(self().raw()), self());
    }

    default Tensor erf() {
        return Call.of("erf", () -> torch.erf(self().raw()), self());
    }

    default Tensor erfc() {
        return Call.of("erfc", () -> torch.erfc(self().raw()), self());
    }

    default Tensor erfinv() {
        return Call.of("erfinv", () -> torch.erfinv(self().raw()), self());
    }

    /** The logarithm of the absolute value of the gamma function. */
    default Tensor lgamma() {
        return Call.of("lgamma", () -> torch.lgamma(self().raw()), self());
    }

    default Tensor digamma() {
        return Call.of("digamma", () -> torch.digamma(self().raw()), self());
    }

    /** {@code sin(pi x) / (pi x)}, 1 at 0. */
    default Tensor sinc() {
        return Call.of("sinc", () -> torch.sinc(self().raw()), self());
    }

    default Tensor floor() {
        return Call.of("floor", () -> torch.floor(self().raw()), self());
    }

    default Tensor ceil() {
        return Call.of("ceil", () -> torch.ceil(self().raw()), self());
    }

    /** To the nearest integer, halves to the even one. */
    default Tensor round() {
        return Call.of("round", () -> torch.round(self().raw()), self());
    }

    default Tensor trunc() {
        return Call.of("trunc", () -> torch.trunc(self().raw()), self());
    }

    /** The fractional part, with the sign of the value. */
    default Tensor frac() {
        return Call.of("frac", () -> torch.frac(self().raw()), self());
    }

    default Tensor exp2() {
        return Call.of("exp2", () -> torch.exp2(self().raw()), self());
    }

    /** The inverse of {@link #sigmoid}. */
    default Tensor logit() {
        return Call.of("logit", () -> torch.logit(self().raw()), self());
    }

    /** The modified Bessel function of the first kind and order 0. */
    default Tensor besselI0() {
        return Call.of("besselI0", () -> torch.special_i0(self().raw()), self());
    }

    default Tensor sigmoid() {
        return Call.of("sigmoid", () -> torch.sigmoid(self().raw()), self());
    }

    default Tensor relu() {
        return Call.of("relu", () -> torch.relu(self().raw()), self());
    }

    default Tensor logSigmoid() {
        return Call.of("logSigmoid", () -> torch.log_sigmoid(self().raw()), self());
    }

    default Tensor relu6() {
        return Call.of("relu6", () -> torch.hardtanh(self().raw(), Args.scalar(0), Args.scalar(6)), self());
    }

    /** x Phi(x), exactly (Hendrycks and Gimpel 2016). */
    default Tensor gelu() {
        return Call.of("gelu", () -> torch.gelu(self().raw()), self());
    }

    /** The approximation of {@link #gelu} through tanh. */
    default Tensor geluTanh() {
        return Call.of("geluTanh", () -> torch.gelu(self().raw(), "tanh"), self());
    }

    /** x sigmoid(x), also known as swish. */
    default Tensor silu() {
        return Call.of("silu", () -> torch.silu(self().raw()), self());
    }

    default Tensor mish() {
        return Call.of("mish", () -> torch.mish(self().raw()), self());
    }

    default Tensor hardSwish() {
        return Call.of("hardSwish", () -> torch.hardswish(self().raw()), self());
    }

    /** Linear from -3 to 3. Its gradient cannot be differentiated again. */
    default Tensor hardSigmoid() {
        return Call.of("hardSigmoid", () -> torch.hardsigmoid(self().raw()), self());
    }

    default Tensor selu() {
        return Call.of("selu", () -> torch.selu(self().raw()), self());
    }

    /** x above 0, exp(x) - 1 below. */
    default Tensor elu() {
        return Call.of("elu", () -> torch.elu(self().raw()), self());
    }

    default Tensor elu(double alpha) {
        return Call.of(
                "elu", () -> torch.elu(self().raw(), Args.scalar(alpha), Args.scalar(1), Args.scalar(1)), self());
    }

    /** x above 0, slope x below. */
    default Tensor leakyRelu(double slope) {
        return Call.of("leakyRelu", () -> torch.leaky_relu(self().raw(), Args.scalar(slope)), self());
    }

    /** x above 0, slope x below, with one slope or one for each of dimension 1. */
    default Tensor prelu(Tensor slope) {
        return Call.of("prelu", () -> torch.prelu(self().raw(), slope.raw()), self(), slope);
    }

    /** log(1 + exp(x)). */
    default Tensor softplus() {
        return Call.of("softplus", () -> torch.softplus(self().raw()), self());
    }

    default Tensor hardTanh(double low, double high) {
        return Call.of("hardTanh", () -> torch.hardtanh(self().raw(), Args.scalar(low), Args.scalar(high)), self());
    }

    /** Soft thresholding: sign(x) max(|x| - threshold, 0). */
    default Tensor softShrink(double threshold) {
        return Call.of("softShrink", () -> torch.softshrink(self().raw(), Args.scalar(threshold)), self());
    }

    /** Splits in two halves along a dimension: a sigmoid(b). */
    default Tensor glu(int dim) {
        return Call.of("glu", () -> torch.glu(self().raw(), dim), self());
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
