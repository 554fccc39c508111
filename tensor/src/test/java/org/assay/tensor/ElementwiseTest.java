package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Values against Java's own arithmetic, and the types of results. */
class ElementwiseTest {
    private static final double[] REAL = {-2.3, -1, -0.4, 0.25, 0.9, 1.5, 3.1};

    private record Unary(UnaryOperator<Tensor> tensor, DoubleUnaryOperator number) {}

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** The normal distribution function by its series, to 1e-12 on the values used here. */
    private static double normal(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= x * x / (2 * n + 1);
            sum += term;
        }
        return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    @TestFactory
    Stream<DynamicTest> functionsOfOneNumber() {
        var functions = new LinkedHashMap<String, Unary>();
        functions.put("neg", new Unary(Tensor::neg, x -> -x));
        functions.put("abs", new Unary(Tensor::abs, Math::abs));
        functions.put("sign", new Unary(Tensor::sign, Math::signum));
        functions.put("square", new Unary(Tensor::square, x -> x * x));
        functions.put("sqrt of abs", new Unary(t -> t.abs().sqrt(), x -> Math.sqrt(Math.abs(x))));
        functions.put("rsqrt of abs", new Unary(t -> t.abs().rsqrt(), x -> 1 / Math.sqrt(Math.abs(x))));
        functions.put("reciprocal", new Unary(Tensor::reciprocal, x -> 1 / x));
        functions.put("exp", new Unary(Tensor::exp, Math::exp));
        functions.put("exp2", new Unary(Tensor::exp2, x -> Math.pow(2, x)));
        functions.put("expm1", new Unary(Tensor::expm1, Math::expm1));
        functions.put("log of abs", new Unary(t -> t.abs().log(), x -> Math.log(Math.abs(x))));
        functions.put("log1p of abs", new Unary(t -> t.abs().log1p(), x -> Math.log1p(Math.abs(x))));
        functions.put("log2 of abs", new Unary(t -> t.abs().log2(), x -> Math.log(Math.abs(x)) / Math.log(2)));
        functions.put("log10 of abs", new Unary(t -> t.abs().log10(), x -> Math.log10(Math.abs(x))));
        functions.put("sin", new Unary(Tensor::sin, Math::sin));
        functions.put("cos", new Unary(Tensor::cos, Math::cos));
        functions.put("tan", new Unary(Tensor::tan, Math::tan));
        functions.put("atan", new Unary(Tensor::atan, Math::atan));
        functions.put("sinh", new Unary(Tensor::sinh, Math::sinh));
        functions.put("cosh", new Unary(Tensor::cosh, Math::cosh));
        functions.put("tanh", new Unary(Tensor::tanh, Math::tanh));
        functions.put("asin of tanh", new Unary(t -> t.tanh().asin(), x -> Math.asin(Math.tanh(x))));
        functions.put("acos of tanh", new Unary(t -> t.tanh().acos(), x -> Math.acos(Math.tanh(x))));
        functions.put("asinh of sinh", new Unary(t -> t.sinh().asinh(), x -> x));
        functions.put("acosh of cosh", new Unary(t -> t.cosh().acosh(), Math::abs));
        functions.put("atanh of tanh", new Unary(t -> t.tanh().atanh(), x -> x));
        functions.put("erf", new Unary(Tensor::erf, x -> 2 * normal(x * Math.sqrt(2)) - 1));
        functions.put("erfc", new Unary(Tensor::erfc, x -> 2 - 2 * normal(x * Math.sqrt(2))));
        functions.put("erfinv of erf", new Unary(t -> t.mul(0.5).erf().erfinv(), x -> x / 2));
        functions.put("floor", new Unary(Tensor::floor, Math::floor));
        functions.put("ceil", new Unary(Tensor::ceil, Math::ceil));
        functions.put("round", new Unary(Tensor::round, Math::rint));
        functions.put("trunc", new Unary(Tensor::trunc, x -> x < 0 ? Math.ceil(x) : Math.floor(x)));
        functions.put("frac", new Unary(Tensor::frac, x -> x % 1));
        functions.put("sinc", new Unary(Tensor::sinc, x -> Math.sin(Math.PI * x) / (Math.PI * x)));
        functions.put("sigmoid", new Unary(Tensor::sigmoid, ElementwiseTest::sigmoid));
        functions.put("logit of sigmoid", new Unary(t -> t.sigmoid().logit(), x -> x));
        functions.put("logSigmoid", new Unary(Tensor::logSigmoid, x -> Math.log(sigmoid(x))));
        functions.put("softplus", new Unary(Tensor::softplus, x -> Math.log1p(Math.exp(x))));
        functions.put("relu", new Unary(Tensor::relu, x -> Math.max(x, 0)));
        functions.put("relu6", new Unary(t -> t.mul(3).relu6(), x -> Math.clamp(3 * x, 0, 6)));
        functions.put("leakyRelu", new Unary(t -> t.leakyRelu(0.1), x -> x > 0 ? x : 0.1 * x));
        functions.put("elu", new Unary(Tensor::elu, x -> x > 0 ? x : Math.expm1(x)));
        functions.put("elu scaled", new Unary(t -> t.elu(0.5), x -> x > 0 ? x : 0.5 * Math.expm1(x)));
        functions.put(
                "selu",
                new Unary(Tensor::selu, x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x))));
        functions.put("gelu", new Unary(Tensor::gelu, x -> x * normal(x)));
        functions.put(
                "geluTanh",
                new Unary(
                        Tensor::geluTanh,
                        x -> x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))));
        functions.put("silu", new Unary(Tensor::silu, x -> x * sigmoid(x)));
        functions.put("mish", new Unary(Tensor::mish, x -> x * Math.tanh(Math.log1p(Math.exp(x)))));
        functions.put("hardSigmoid", new Unary(Tensor::hardSigmoid, x -> Math.clamp(x / 6 + 0.5, 0, 1)));
        functions.put("hardSwish", new Unary(Tensor::hardSwish, x -> x * Math.clamp(x / 6 + 0.5, 0, 1)));
        functions.put("hardTanh", new Unary(t -> t.hardTanh(-1, 2), x -> Math.clamp(x, -1, 2)));
        functions.put(
                "softShrink", new Unary(t -> t.softShrink(0.5), x -> Math.signum(x) * Math.max(Math.abs(x) - 0.5, 0)));
        functions.put("rsub", new Unary(t -> t.rsub(2), x -> 2 - x));
        functions.put("rdiv", new Unary(t -> t.rdiv(2), x -> 2 / x));
        functions.put(
                "add sub mul div", new Unary(t -> t.add(1.5).sub(0.5).mul(3).div(2), x -> (x + 1) * 1.5));
        functions.put("pow", new Unary(t -> t.pow(3), x -> x * x * x));
        functions.put("clamp", new Unary(t -> t.clamp(-1, 2), x -> Math.clamp(x, -1, 2)));
        functions.put("clampMin", new Unary(t -> t.clampMin(0.3), x -> Math.max(x, 0.3)));
        functions.put("clampMax", new Unary(t -> t.clampMax(0.3), x -> Math.min(x, 0.3)));
        functions.put("remainder", new Unary(t -> t.remainder(1.0), x -> x - Math.floor(x)));
        functions.put("floorDivide", new Unary(t -> t.floorDivide(0.5), x -> Math.floor(x / 0.5)));
        return functions.entrySet().stream().map(this::against);
    }

    private DynamicTest against(Map.Entry<String, Unary> entry) {
        return DynamicTest.dynamicTest(
                entry.getKey(),
                () -> Scope.run(() -> {
                    var actual = entry.getValue()
                            .tensor
                            .apply(Tensor.of(DType.FLOAT64, REAL))
                            .toDoubles();
                    for (int i = 0; i < REAL.length; i++) {
                        double expected = entry.getValue().number.applyAsDouble(REAL[i]);
                        assertThat(actual[i])
                                .as("at " + REAL[i])
                                .isCloseTo(expected, within(1e-9 * (1 + Math.abs(expected))));
                    }
                }));
    }

    private record Binary(java.util.function.BinaryOperator<Tensor> tensor, DoubleBinaryOperator number) {}

    @TestFactory
    Stream<DynamicTest> functionsOfTwoNumbers() {
        return Map.<String, Binary>of(
                        "add", new Binary(Tensor::add, Double::sum),
                        "add scaled", new Binary((x, y) -> x.add(y, -2), (x, y) -> x - 2 * y),
                        "sub", new Binary(Tensor::sub, (x, y) -> x - y),
                        "mul", new Binary(Tensor::mul, (x, y) -> x * y),
                        "div", new Binary(Tensor::div, (x, y) -> x / y),
                        "minimum", new Binary(Tensor::minimum, Math::min),
                        "maximum", new Binary(Tensor::maximum, Math::max),
                        "atan2", new Binary(Tensor::atan2, Math::atan2),
                        "hypot", new Binary(Tensor::hypot, Math::hypot),
                        "lerp", new Binary((x, y) -> x.lerp(y, 0.25), (x, y) -> 0.75 * x + 0.25 * y))
                .entrySet()
                .stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> Scope.run(() -> {
                            var x = Tensor.of(DType.FLOAT64, REAL).unsqueeze(1);
                            var y = Tensor.of(DType.FLOAT64, REAL);
                            var actual = entry.getValue().tensor.apply(x, y);
                            assertThat(actual.shape()).containsExactly(REAL.length, REAL.length);
                            for (int i = 0; i < REAL.length; i++) {
                                for (int j = 0; j < REAL.length; j++) {
                                    assertThat(actual.at(i, j).item())
                                            .isCloseTo(
                                                    entry.getValue().number.applyAsDouble(REAL[i], REAL[j]),
                                                    within(1e-12));
                                }
                            }
                        })));
    }

    @Test
    void termsWithThreeTensors() {
        Scope.run(() -> {
            var x = Tensor.of(1, 2);
            assertThat(x.addcmul(Tensor.of(3, 4), Tensor.of(5, 6), 2).toDoubles())
                    .containsExactly(31, 50);
            assertThat(x.addcdiv(Tensor.of(3, 4), Tensor.of(2, 8), 2).toDoubles())
                    .containsExactly(4, 3);
            assertThat(x.lerp(Tensor.of(3, 4), Tensor.of(0.5, 1)).toDoubles()).containsExactly(2, 4);
            assertThat(x.clamp(Tensor.of(1.5, 0), Tensor.of(3, 1)).toDoubles()).containsExactly(1.5, 1);
            assertThat(Tensor.of(0, 2).xlogy(Tensor.of(0, 1)).toDoubles()).containsExactly(0, 0);
            assertThat(Tensor.of(-2, 3).prelu(Tensor.of(0.5)).toDoubles()).containsExactly(-1, 3);
            assertThat(Tensor.of(3, 0).glu(0).toDoubles()).containsExactly(1.5);
            assertThat(Tensor.of(Double.NaN, 1).nanToNum(7).toDoubles()).containsExactly(7, 1);
        });
    }

    @Test
    void wholeNumbersStayWholeUnlessAFractionComesIn() {
        Scope.run(() -> {
            var whole = Tensor.of(new long[] {7, -7});
            assertThat(whole.add(1).dtype()).isEqualTo(DType.INT64);
            assertThat(whole.mul(2).dtype()).isEqualTo(DType.INT64);
            assertThat(whole.add(0.5).dtype()).isEqualTo(DType.FLOAT32);
            assertThat(whole.div(2).toDoubles()).containsExactly(3.5, -3.5);
            assertThat(whole.floorDivide(2).toLongs()).containsExactly(3, -4);
            assertThat(whole.remainder(4).toLongs()).containsExactly(3, 1);
            assertThat(Tensor.of(new long[] {(1L << 60) + 1}).eq((1L << 60) + 1).toBooleans())
                    .containsExactly(true);
        });
    }

    @Test
    void typesConvert() {
        Scope.run(() -> {
            var x = Tensor.of(-1.5, 0, 2.75);
            for (var type : DType.values()) {
                assertThat(x.abs().to(type).dtype()).isEqualTo(type);
                assertThat(Tensor.zeros(type, 2).dtype()).isEqualTo(type);
            }
            assertThat(x.to(DType.INT64).toLongs()).containsExactly(-1, 0, 2);
            assertThat(x.to(DType.BOOL).toBooleans()).containsExactly(true, false, true);
            assertThat(x.to(DType.INT8).toLongs()).containsExactly(-1, 0, 2);
            assertThat(Tensor.of(1.0009765625).to(DType.BFLOAT16).item()).isEqualTo(1);
            assertThat(Tensor.of(1.0009765625).to(DType.FLOAT16).item()).isEqualTo(1.0009765625);
        });
    }
}
