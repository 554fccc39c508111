package org.assay.tensor;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.global.torch;

/** Products, factorisations and solutions; every matrix operation takes leading batch dimensions. */
sealed interface LinearAlgebra permits Tensor {
    /** {@code q r}, q with orthonormal columns and r upper triangular. */
    record Qr(Tensor q, Tensor r) {}

    /** {@code u diag(s) vh}, singular values in descending order. */
    record Svd(Tensor u, Tensor s, Tensor vh) {}

    /** Eigenvalues {@code [n]} and eigenvectors, the columns of {@code [n, n]}. */
    record Eigen(Tensor values, Tensor vectors) {}

    /** The determinant as {@code sign * exp(log)}. */
    record SignedLog(Tensor sign, Tensor log) {}

    /** Vectors, matrices and batches of matrices, broadcast as in NumPy. */
    default Tensor matmul(Tensor other) {
        return Call.of("matmul", () -> torch.matmul(self().raw(), other.raw()), self(), other);
    }

    /** {@code [b, n, k]} times {@code [b, k, m]}. */
    default Tensor bmm(Tensor other) {
        return Call.of("bmm", () -> torch.bmm(self().raw(), other.raw()), self(), other);
    }

    default Tensor mv(Tensor other) {
        return Call.of("mv", () -> torch.mv(self().raw(), other.raw()), self(), other);
    }

    /** The inner product of two vectors. */
    default Tensor dot(Tensor other) {
        return Call.of("dot", () -> torch.dot(self().raw(), other.raw()), self(), other);
    }

    default Tensor outer(Tensor other) {
        return Call.of("outer", () -> torch.outer(self().raw(), other.raw()), self(), other);
    }

    default Tensor kron(Tensor other) {
        return Call.of("kron", () -> torch.kron(self().raw(), other.raw()), self(), other);
    }

    /** The vector product along a dimension of size 3. */
    default Tensor cross(Tensor other, int dim) {
        return Call.of("cross", () -> torch.linalg_cross(self().raw(), other.raw(), dim), self(), other);
    }

    /** {@code this + a b}. */
    default Tensor addmm(Tensor a, Tensor b) {
        return Call.of("addmm", () -> torch.addmm(self().raw(), a.raw(), b.raw()), self(), a, b);
    }

    /** {@code this + a b} for batches of matrices. */
    default Tensor baddbmm(Tensor a, Tensor b) {
        return Call.of("baddbmm", () -> torch.baddbmm(self().raw(), a.raw(), b.raw()), self(), a, b);
    }

    /** {@code x weight^T}, weight {@code [out, in]}. */
    default Tensor linear(Tensor weight) {
        return Call.of("linear", () -> ManyRows.linear(self().raw(), weight.raw(), Args.NO_TENSOR), self(), weight);
    }

    /** {@code x weight^T + bias}, weight {@code [out, in]}, bias {@code [out]}. */
    default Tensor linear(Tensor weight, Tensor bias) {
        return Call.of(
                "linear", () -> ManyRows.linear(self().raw(), weight.raw(), Args.maybe(bias)), self(), weight, bias);
    }

    /**
     * Euclidean distances of all rows: {@code [n, d]} and {@code [m, d]} give {@code [n, m]}. Its gradient cannot be
     * differentiated again.
     */
    default Tensor cdist(Tensor other) {
        return Call.of("cdist", () -> torch.cdist(self().raw(), other.raw()), self(), other);
    }

    default Tensor cdist(Tensor other, double p) {
        return Call.of("cdist", () -> torch.cdist(self().raw(), other.raw(), p, Args.NO_LONG), self(), other);
    }

    /** x with {@code this x = right}. */
    default Tensor solve(Tensor right) {
        return Call.of(
                "solve", () -> BlasTeam.alone(() -> torch.linalg_solve(self().raw(), right.raw())), self(), right);
    }

    /** x with {@code this x = right}, of which only one triangle is read. */
    default Tensor triangularSolve(Tensor right, boolean upper) {
        return Call.of(
                "triangularSolve",
                () -> torch.linalg_solve_triangular(self().raw(), right.raw(), upper),
                self(),
                right);
    }

    /** x with {@code l l^T x = right}, this being l. */
    default Tensor choleskySolve(Tensor right) {
        return Call.of("choleskySolve", () -> torch.cholesky_solve(right.raw(), self().raw()), self(), right);
    }

    /** The least-squares solution x of {@code this x = right}. */
    default Tensor lstsq(Tensor right) {
        return Call.all(
                        "lstsq",
                        () -> List.of(
                                torch.linalg_lstsq(self().raw(), right.raw()).get0()),
                        self(),
                        right)
                .getFirst();
    }

    /** The lower triangular l with {@code l l^T = this}. */
    default Tensor cholesky() {
        return Call.of("cholesky", () -> torch.linalg_cholesky(self().raw()), self());
    }

    default Tensor inverse() {
        return Call.of("inverse", () -> BlasTeam.alone(() -> torch.linalg_inv(self().raw())), self());
    }

    /** The Moore-Penrose inverse. */
    default Tensor pinv() {
        return Call.of("pinv", () -> torch.linalg_pinv(self().raw()), self());
    }

    default Tensor det() {
        return Call.of("det", () -> BlasTeam.alone(() -> torch.linalg_det(self().raw())), self());
    }

    default Tensor logdet() {
        return Call.of("logdet", () -> BlasTeam.alone(() -> torch.logdet(self().raw())), self());
    }

    default Tensor matrixExp() {
        return Call.of("matrixExp", () -> torch.matrix_exp(self().raw()), self());
    }

    default Tensor matrixPower(long exponent) {
        return Call.of("matrixPower", () -> BlasTeam.alone(() -> torch.matrix_power(self().raw(), exponent)), self());
    }

    default Tensor trace() {
        return Call.of("trace", () -> torch.trace(self().raw()), self());
    }

    /** Eigenvalues of a symmetric matrix in ascending order. */
    default Tensor eigvalsh() {
        return Call.of("eigvalsh", () -> torch.linalg_eigvalsh(self().raw()), self());
    }

    /** Singular values in descending order. */
    default Tensor svdvals() {
        return Call.of("svdvals", () -> torch.linalg_svdvals(self().raw()), self());
    }

    default Tensor matrixRank() {
        return Call.of(
                "matrixRank",
                () -> torch.linalg_matrix_rank(self().raw(), Args.NO_DOUBLE, Args.NO_DOUBLE, false),
                self());
    }

    /** {@code "fro"} or {@code "nuc"}. */
    default Tensor matrixNorm(String kind) {
        return Call.of(
                "matrixNorm",
                () -> torch.linalg_matrix_norm(self().raw(), kind, new long[] {-2, -1}, false, Args.NO_TYPE),
                self());
    }

    default SignedLog slogdet() {
        var both = pair("slogdet", () -> BlasTeam.alone(() -> torch.linalg_slogdet(self().raw())));
        return new SignedLog(both.get(0), both.get(1));
    }

    /** The reduced decomposition. */
    default Qr qr() {
        var both = pair("qr", () -> torch.linalg_qr(self().raw()));
        return new Qr(both.get(0), both.get(1));
    }

    /** Of a symmetric matrix, of which the lower triangle is read; values in ascending order. */
    default Eigen eigh() {
        var both = pair("eigh", () -> torch.linalg_eigh(self().raw()));
        return new Eigen(both.get(0), both.get(1));
    }

    /** Of any square matrix; the results are complex. */
    default Eigen eig() {
        var both = pair("eig", () -> torch.linalg_eig(self().raw()));
        return new Eigen(both.get(0), both.get(1));
    }

    /** The reduced decomposition. */
    default Svd svd() {
        var all = Call.all(
                "svd",
                () -> {
                    var parts = torch.linalg_svd(self().raw(), false, Args.NO_STRING);
                    return List.of(parts.get0(), parts.get1(), parts.get2());
                },
                self());
        return new Svd(all.get(0), all.get(1), all.get(2));
    }

    private List<Tensor> pair(String name, Supplier<T_TensorTensor_T> body) {
        return Call.all(
                name,
                () -> {
                    var both = body.get();
                    return List.of(both.get0(), both.get1());
                },
                self());
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
