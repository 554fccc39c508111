package org.assay.tensor;

import java.util.List;

/** Functions of elements, reductions and orders. */
final class CasesOfElements extends Cases {
    CasesOfElements() {
        elementwise();
        reductions();
        ordering();
    }

    private void elementwise() {
        binary("add", Tensor::add);
        binary("add scaled", (x, y) -> x.add(y, -1.5));
        binary("sub", Tensor::sub);
        binary("mul", Tensor::mul);
        unary("mul number", x -> x.mul(2.5).add(1).sub(0.5).div(3));
        unary("rsub", x -> x.rsub(2));
        within("rdiv", 0.5, 2, x -> x.rdiv(3));
        add(
                "div",
                (rng, s) -> List.of(real(rng, s.a(), s.b()), between(rng, 0.5, 2, s.b())),
                in -> in.get(0).div(in.get(1)));
        add(
                "remainder",
                (rng, s) -> List.of(between(rng, 0.1, 0.9, s.a()).add(4)),
                in -> in.getFirst().remainder(1));
        add(
                "floorDivide",
                (rng, s) -> List.of(real(rng, s.a())),
                in -> in.getFirst().detach().floorDivide(2).add(in.getFirst()));
        add(
                "pow",
                (rng, s) -> List.of(between(rng, 0.5, 2, s.a(), s.b()), real(rng, s.b())),
                in -> in.get(0).pow(in.get(1)));
        unary("pow number", x -> x.pow(3));
        add(
                "addcmul",
                (rng, s) -> List.of(real(rng, s.a()), real(rng, s.a()), real(rng, s.a())),
                in -> in.get(0).addcmul(in.get(1), in.get(2), 0.7));
        add(
                "addcdiv",
                (rng, s) -> List.of(real(rng, s.a()), real(rng, s.a()), between(rng, 0.5, 2, s.a())),
                in -> in.get(0).addcdiv(in.get(1), in.get(2), 0.7));
        binary("lerp", (x, y) -> x.lerp(y, 0.3));
        add(
                "lerp tensor",
                (rng, s) -> List.of(real(rng, s.a()), real(rng, s.a()), real(rng, s.a())),
                in -> in.get(0).lerp(in.get(1), in.get(2)));
        add(
                "minimum",
                (rng, s) -> List.of(
                        apart(rng, s.a(), s.b()), apart(rng, s.a(), s.b()).add(0.1)),
                in -> in.get(0).minimum(in.get(1)));
        add(
                "maximum",
                (rng, s) -> List.of(
                        apart(rng, s.a(), s.b()), apart(rng, s.a(), s.b()).add(0.1)),
                in -> in.get(0).maximum(in.get(1)));
        kinked("clamp", x -> x.clamp(-0.6, 0.9));
        kinked("clampMin", x -> x.clampMin(0));
        kinked("clampMax", x -> x.clampMax(0));
        binary("atan2", Tensor::atan2);
        binary("hypot", Tensor::hypot);
        add(
                "xlogy",
                (rng, s) -> List.of(real(rng, s.a()), between(rng, 0.5, 2, s.a())),
                in -> in.get(0).xlogy(in.get(1)));
        unary("neg", Tensor::neg);
        kinked("abs", Tensor::abs);
        unary("square", Tensor::square);
        unary("exp", Tensor::exp);
        unary("exp2", Tensor::exp2);
        unary("expm1", Tensor::expm1);
        unary("sin", Tensor::sin);
        unary("cos", Tensor::cos);
        within("tan", -1, 1, Tensor::tan);
        within("asin", -0.8, 0.8, Tensor::asin);
        within("acos", -0.8, 0.8, Tensor::acos);
        unary("atan", Tensor::atan);
        unary("sinh", Tensor::sinh);
        unary("cosh", Tensor::cosh);
        unary("tanh", Tensor::tanh);
        unary("asinh", Tensor::asinh);
        within("acosh", 1.5, 3, Tensor::acosh);
        within("atanh", -0.8, 0.8, Tensor::atanh);
        unary("erf", Tensor::erf);
        unary("erfc", Tensor::erfc);
        within("erfinv", -0.8, 0.8, Tensor::erfinv);
        unary("besselI0", Tensor::besselI0);
        within("sinc", 0.2, 0.8, Tensor::sinc);
        for (var positive : List.of(
                new Named("sqrt", Tensor::sqrt),
                new Named("rsqrt", Tensor::rsqrt),
                new Named("reciprocal", Tensor::reciprocal),
                new Named("log", Tensor::log),
                new Named("log1p", Tensor::log1p),
                new Named("log2", Tensor::log2),
                new Named("log10", Tensor::log10),
                new Named("lgamma", Tensor::lgamma),
                new Named("digamma", Tensor::digamma))) {
            within(positive.name(), 0.5, 3, positive.function());
        }
        within("logit", 0.1, 0.9, Tensor::logit);
        within("frac", 0.1, 0.9, Tensor::frac);
        for (var step : List.of(
                new Named("sign", Tensor::sign),
                new Named("floor", Tensor::floor),
                new Named("ceil", Tensor::ceil),
                new Named("round", Tensor::round),
                new Named("trunc", Tensor::trunc))) {
            within(step.name(), 0.1, 0.4, x -> step.function().apply(x).mul(x));
        }
        for (var smooth : List.of(
                new Named("sigmoid", Tensor::sigmoid),
                new Named("logSigmoid", Tensor::logSigmoid),
                new Named("gelu", Tensor::gelu),
                new Named("geluTanh", Tensor::geluTanh),
                new Named("silu", Tensor::silu),
                new Named("mish", Tensor::mish),
                new Named("softplus", Tensor::softplus))) {
            unary(smooth.name(), smooth.function());
        }
        for (var kinked : List.of(
                new Named("relu", Tensor::relu),
                new Named("relu6", Tensor::relu6),
                new Named("selu", Tensor::selu),
                new Named("elu", Tensor::elu),
                new Named("elu scaled", x -> x.elu(0.5)),
                new Named("leakyRelu", x -> x.leakyRelu(0.1)),
                new Named("hardTanh", x -> x.hardTanh(-1, 2)),
                new Named("softShrink", x -> x.softShrink(0.5)))) {
            kinked(kinked.name(), kinked.function());
        }
        addFirstOnly(
                "hardSigmoid",
                (rng, s) -> List.of(apart(rng, s.a(), s.b())),
                in -> in.getFirst().hardSigmoid());
        within("hardSwish", -2.5, 2.5, Tensor::hardSwish);
        add(
                "prelu",
                (rng, s) -> List.of(apart(rng, s.a(), s.b()), between(rng, 0.1, 0.5, s.b())),
                in -> in.get(0).prelu(in.get(1)));
        add(
                "glu",
                (rng, s) -> List.of(real(rng, s.a(), 2L * s.b())),
                in -> in.getFirst().glu(1));
        unary("nanToNum", x -> x.nanToNum(0));
    }

    private void reductions() {
        unary("sum", Tensor::sum);
        unary("sum dims", x -> x.sum(1).add(x.sum(true, 0).sum()));
        unary("mean", Tensor::mean);
        unary("mean dims", x -> x.mean(0, 1).add(x.mean(true, 1)));
        kinked("amax", x -> x.amax(0));
        kinked("amin", x -> x.amin(true, 1));
        kinked("max all", Tensor::max);
        kinked("min all", Tensor::min);
        unary("logsumexp", x -> x.logsumexp().add(x.logsumexp(1)));
        unary("varCorrected", x -> x.varCorrected(0, true, 0, 1));
        unary("var", x -> x.var().add(x.var(1)).add(x.var(true, 1)));
        unary("stdCorrected", x -> x.stdCorrected(0, false, 1));
        unary("std", x -> x.std().add(x.std(1)).add(x.std(true, 1)));
        within("prod", 0.5, 2, x -> x.prod().add(x.prod(1)));
        unary("norm", x -> x.norm().add(x.norm(1)).add(x.norm(3, false, 0).sum()));
        unary("cumsum", x -> x.cumsum(1));
        within("cumprod", 0.5, 2, x -> x.cumprod(1));
        unary("logcumsumexp", x -> x.logcumsumexp(1));
        unary("softmax", x -> x.softmax(1));
        unary("logSoftmax", x -> x.logSoftmax(0));
        unary("nanMean", x -> x.nanMean(1));
    }

    private void ordering() {
        kinked("max", x -> x.max(1).values());
        kinked("min", x -> x.min(1).values());
        kinked("sort", x -> x.sort(1).values());
        kinked("sortDescending", x -> x.sortDescending(0).values());
        kinked("topk", x -> x.topk(2, 1).values());
        kinked("kthValue", x -> x.kthValue(2, 1).values());
        kinked("median", x -> x.median().add(x.median(1).values()));
        kinked("cummax", x -> x.cummax(1).values());
        kinked("cummin", x -> x.cummin(1).values());
        kinked("quantile", x -> x.quantile(0.3).add(x.quantile(0.6, 1)));
    }
}
