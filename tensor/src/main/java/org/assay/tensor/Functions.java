package org.assay.tensor;

import org.bytedeco.pytorch.global.torch;

/** Functions of one number, element by element. */
sealed interface Functions permits Tensor {
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

    /** The inverse of {@link Activations#sigmoid}. */
    default Tensor logit() {
        return Call.of("logit", () -> torch.logit(self().raw()), self());
    }

    /** The modified Bessel function of the first kind and order 0. */
    default Tensor besselI0() {
        return Call.of("besselI0", () -> torch.special_i0(self().raw()), self());
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
