package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Factorisations are put together again; the rest is small enough to do by hand. */
class LinearAlgebraTest {
    private static Tensor matrix(int rows, double... values) {
        return Tensor.of(DType.FLOAT64, values, rows, values.length / rows);
    }

    private static void same(Tensor actual, Tensor expected) {
        assertThat(actual.allClose(expected.to(actual.dtype()), 1e-9, 1e-9))
                .as(actual + " is not " + expected)
                .isTrue();
    }

    private static Tensor random(int rows, int columns) {
        return Rng.of(4).normal(rows, columns).to(DType.FLOAT64);
    }

    @Test
    void products() {
        Scope.run(() -> {
            var a = matrix(2, 1, 2, 3, 4);
            var b = matrix(2, 5, 6, 7, 8);
            var v = Tensor.of(DType.FLOAT64, new double[] {1, -1});
            same(a.matmul(b), matrix(2, 19, 22, 43, 50));
            same(a.unsqueeze(0).bmm(b.unsqueeze(0)).squeeze(0), matrix(2, 19, 22, 43, 50));
            assertThat(a.mv(v).toDoubles()).containsExactly(-1, -1);
            assertThat(v.dot(v).item()).isEqualTo(2);
            same(v.outer(v), matrix(2, 1, -1, -1, 1));
            same(a.kron(matrix(1, 1, 10)), matrix(2, 1, 10, 2, 20, 3, 30, 4, 40));
            same(b.addmm(a, b), matrix(2, 24, 28, 50, 58));
            same(b.unsqueeze(0).baddbmm(a.unsqueeze(0), b.unsqueeze(0)).squeeze(0), matrix(2, 24, 28, 50, 58));
            same(a.linear(b), matrix(2, 17, 23, 39, 53));
            same(a.linear(b, v), matrix(2, 18, 22, 40, 52));
            assertThat(Tensor.of(1, 0, 0).cross(Tensor.of(0, 1, 0), 0).toDoubles())
                    .containsExactly(0, 0, 1);
            same(matrix(2, 0, 0, 3, 4).cdist(matrix(1, 0, 0)), matrix(2, 0, 5));
            same(matrix(2, 0, 0, 3, 4).cdist(matrix(1, 0, 0), 1), matrix(2, 0, 7));
        });
    }

    @Test
    void solutions() {
        Scope.run(() -> {
            var a = matrix(2, 4, 1, 1, 3);
            var b = matrix(2, 1, 2);
            same(a.matmul(a.solve(b)), b);
            same(a.tril().matmul(a.triangularSolve(b, false)), b);
            same(a.triu().matmul(a.triangularSolve(b, true)), b);
            same(a.matmul(a.cholesky().choleskySolve(b)), b);
            same(a.inverse().matmul(a), Tensor.eye(2));
            var tall = random(5, 2);
            same(
                    tall.t().matmul(tall.matmul(tall.lstsq(random(5, 1)))),
                    tall.t().matmul(random(5, 1)));
            same(tall.pinv().matmul(tall), Tensor.eye(2));
        });
    }

    @Test
    void determinantsPowersAndNorms() {
        Scope.run(() -> {
            var a = matrix(2, 4, 1, 1, 3);
            assertThat(a.det().item()).isCloseTo(11, within(1e-12));
            assertThat(a.logdet().item()).isCloseTo(Math.log(11), within(1e-12));
            assertThat(a.flip(0).slogdet().sign().item()).isEqualTo(-1);
            assertThat(a.flip(0).slogdet().log().item()).isCloseTo(Math.log(11), within(1e-12));
            assertThat(a.trace().item()).isEqualTo(7);
            same(a.matrixPower(2), matrix(2, 17, 7, 7, 10));
            same(matrix(2, 0, Math.PI / 2, -Math.PI / 2, 0).matrixExp(), matrix(2, 0, 1, -1, 0));
            assertThat(matrix(2, 1, 2, 2, 4).matrixRank().itemLong()).isEqualTo(1);
            assertThat(matrix(2, 3, 0, 0, 4).matrixNorm("fro").item()).isEqualTo(5);
            assertThat(matrix(2, 3, 0, 0, 4).matrixNorm("nuc").item()).isCloseTo(7, within(1e-12));
        });
    }

    @Test
    void factorisations() {
        Scope.run(() -> {
            var x = random(4, 3);
            var svd = x.svd();
            same(svd.u().matmul(svd.s().diag()).matmul(svd.vh()), x);
            same(x.svdvals(), svd.s());
            same(svd.u().t().matmul(svd.u()), Tensor.eye(3));
            var qr = x.qr();
            same(qr.q().matmul(qr.r()), x);
            same(qr.r().tril(-1), Tensor.zeros(3, 3));
            var gram = x.t().matmul(x);
            var eigh = gram.eigh();
            same(
                    eigh.vectors()
                            .matmul(eigh.values().diag())
                            .matmul(eigh.vectors().t()),
                    gram);
            same(gram.eigvalsh(), eigh.values());
            same(eigh.values().flip(0).sqrt(), svd.s());
            same(gram.cholesky().matmul(gram.cholesky().t()), gram);
            // A rotation by a right angle has the eigenvalues i and -i.
            var turn = matrix(2, 0, -1, 1, 0).eig();
            same(turn.values().imag().abs(), Tensor.ones(2));
            same(turn.values().real(), Tensor.zeros(2));
        });
    }
}
