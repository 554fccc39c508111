package org.assay.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** Operators with inputs on which their gradients are checked. */
class Cases {
    /** Sizes of one random trial. */
    record Sizes(int a, int b, int c) {}

    interface Inputs {
        List<Tensor> make(Rng rng, Sizes sizes);
    }

    record Case(String name, Function<List<Tensor>, Tensor> function, Inputs inputs, boolean second) {}

    record Named(String name, Function<Tensor, Tensor> function) {}

    final List<Case> cases = new ArrayList<>();

    void add(String name, Inputs inputs, Function<List<Tensor>, Tensor> function) {
        cases.add(new Case(name, function, inputs, true));
    }

    /** For kernels whose gradient cannot be differentiated again. */
    void addFirstOnly(String name, Inputs inputs, Function<List<Tensor>, Tensor> function) {
        cases.add(new Case(name, function, inputs, false));
    }

    /** One tensor of real numbers. */
    void unary(String name, Function<Tensor, Tensor> function) {
        add(name, (rng, s) -> List.of(real(rng, s.a(), s.b())), in -> function.apply(in.getFirst()));
    }

    /** One tensor of numbers within an interval where the function is smooth. */
    void within(String name, double low, double high, Function<Tensor, Tensor> function) {
        add(name, (rng, s) -> List.of(between(rng, low, high, s.a(), s.b())), in -> function.apply(in.getFirst()));
    }

    void binary(String name, BinaryOperator<Tensor> function) {
        add(
                name,
                (rng, s) -> List.of(real(rng, s.a(), s.b()), real(rng, s.b())),
                in -> function.apply(in.get(0), in.get(1)));
    }

    static Tensor real(Rng rng, long... shape) {
        return rng.normal(shape).to(DType.FLOAT64);
    }

    static Tensor between(Rng rng, double low, double high, long... shape) {
        return rng.uniformBetween(low, high, shape).to(DType.FLOAT64);
    }

    /** Numbers away from zero, where kinks lie, and apart from each other, where orders change. */
    static Tensor apart(Rng rng, long... shape) {
        long count = Arrays.stream(shape).reduce(1, (x, y) -> x * y);
        var values =
                rng.permutation(count).to(DType.FLOAT64).sub(count / 2.0 - 0.25).mul(0.3);
        return values.reshape(shape);
    }

    /** A well-conditioned square matrix. */
    static Tensor square(Rng rng, long n) {
        return real(rng, n, n).mul(0.3).add(Tensor.eye(DType.FLOAT64, n).mul(2));
    }

    static Tensor symmetric(Tensor matrix) {
        return matrix.add(matrix.t());
    }

    static Tensor positive(Tensor matrix) {
        return matrix.matmul(matrix.t()).add(Tensor.eye(DType.FLOAT64, matrix.size(0)));
    }

    static Tensor indices(long... values) {
        return Tensor.of(values);
    }

    /** Numbers away from zero, for functions with a kink there. */
    void kinked(String name, Function<Tensor, Tensor> function) {
        add(name, (rng, s) -> List.of(apart(rng, s.a(), s.b())), in -> function.apply(in.getFirst()));
    }
}
