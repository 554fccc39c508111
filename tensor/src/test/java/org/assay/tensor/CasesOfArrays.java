package org.assay.tensor;

import java.util.List;
import java.util.function.LongFunction;

/** Arrangements, indexing and linear algebra. */
final class CasesOfArrays extends Cases {
    CasesOfArrays() {
        shapes();
        indexing();
        algebra();
    }

    private void shapes() {
        for (var shape : List.of(
                new Named("reshape", x -> x.reshape(-1)),
                new Named("view", x -> x.view(-1)),
                new Named("flatten", x -> x.flatten().mul(x.flatten(0, 1))),
                new Named("unflatten", x -> x.flatten().unflatten(0, x.size(1), -1)),
                new Named("transpose", x -> x.transpose(0, 1)),
                new Named("t", Tensor::t),
                new Named("permute", x -> x.permute(1, 0)),
                new Named("movedim", x -> x.movedim(0, 1)),
                new Named(
                        "squeeze",
                        x -> x.unsqueeze(0).squeeze(0).mul(x.squeeze().reshape(x.shape()))),
                new Named("unsqueeze", x -> x.unsqueeze(1)),
                new Named("expand", x -> x.unsqueeze(0).expand(3, -1, -1)),
                new Named("expandAs", x -> x.sum(true, 0).expandAs(x)),
                new Named("repeat", x -> x.repeat(2, 3)),
                new Named("repeatInterleave", x -> x.repeatInterleave(2, 1)),
                new Named("flip", x -> x.flip(0, 1)),
                new Named("rot90", x -> x.rot90(1, 0, 1)),
                new Named("roll", x -> x.roll(1, 1).mul(x.roll(new long[] {1, 1}, 0, 1))),
                new Named("pad", x -> x.pad(1, 2)),
                new Named("padWith", x -> x.padWith(7, 1, 2)),
                new Named("padReflect", x -> x.padReflect(1, 1)),
                new Named("padReplicate", x -> x.padReplicate(1, 2)),
                new Named("padCircular", x -> x.unsqueeze(0).padCircular(1, 1)),
                new Named("unfold", x -> x.unfold(1, 2, 1)),
                new Named(
                        "split",
                        x -> x.split(1, 1)
                                .get(1)
                                .mul(x.split(new long[] {1, x.size(1) - 1}, 1).getFirst())),
                new Named("chunk", x -> x.chunk(2, 1).getLast()),
                new Named("unbind", x -> x.unbind(1).getFirst()),
                new Named("tril", x -> x.tril().mul(x.tril(1))),
                new Named("triu", x -> x.triu().mul(x.triu(-1))),
                new Named("diag", x -> x.diag().mul(x.diag().diag().diag())),
                new Named("diagonal", x -> x.diagonal(1, 0, 1)),
                new Named("diagEmbed", Tensor::diagEmbed),
                new Named("contiguous", x -> x.t().contiguous()),
                new Named("channelsLast", x -> x.reshape(1, 1, x.size(0), -1).channelsLast()),
                new Named(
                        "channelsLast3d", x -> x.reshape(1, 1, 1, x.size(0), -1).channelsLast3d()))) {
            unary(shape.name(), x -> shape.function().apply(x).square());
        }
        add(
                "repeatInterleave tensor",
                (rng, s) -> List.of(real(rng, 3, s.b())),
                in -> in.getFirst().repeatInterleave(indices(2, 0, 1), 0).square());
        add(
                "cat",
                (rng, s) -> List.of(real(rng, s.a(), s.b()), real(rng, s.c(), s.b())),
                in -> Tensor.cat(in, 0).square());
        add(
                "stack",
                (rng, s) -> List.of(real(rng, s.a()), real(rng, s.a())),
                in -> Tensor.stack(in, 1).square());
        add(
                "where",
                (rng, s) -> List.of(apart(rng, s.a(), s.b()), real(rng, s.a(), s.b())),
                in -> Tensor.where(in.get(0).gt(0), in.get(0).square(), in.get(1)));
        add(
                "einsum",
                (rng, s) -> List.of(real(rng, s.a(), s.b(), s.c()), real(rng, s.a(), s.c())),
                in -> Tensor.einsum("abc,ac->ba", in.get(0), in.get(1)));
        add("meshgrid", (rng, s) -> List.of(real(rng, s.a()), real(rng, s.b())), in -> {
            var grid = Tensor.meshgrid(in.get(0), in.get(1));
            return grid.get(0).mul(grid.get(1)).square();
        });
        unary("copy", x -> x.copy().square());
    }

    private void indexing() {
        for (var index : List.of(
                new Named("narrow", x -> x.narrow(1, 1, 1)),
                new Named("select", x -> x.select(1, -1)),
                new Named("slice", x -> x.slice(1, 0, 9, 2)),
                new Named(
                        "at",
                        x -> x.at(Index.all(), Index.from(1))
                                .mul(x.at(Index.at(0), Index.step(2), Index.newDim())
                                        .sum())),
                new Named("at numbers", x -> x.at(0, 1)),
                new Named("indexSelect", x -> x.indexSelect(1, indices(1, 1, 0))),
                new Named("rows", x -> x.rows(indices(0, 0))),
                new Named("gather", x -> x.gather(1, Tensor.of(new long[] {1, 0, 1}, 1, 3))),
                new Named("takeAlongDim", x -> x.takeAlongDim(x.detach().argsort(1), 1)),
                new Named("maskedFill", x -> x.maskedFill(x.detach().gt(0), 3)),
                new Named(
                        "maskedSelect",
                        x -> x.maskedSelect(x.detach().ge(x.detach().min()))),
                new Named("indexFill", x -> x.indexFill(1, indices(0), 2)),
                new Named("scatter number", x -> x.scatter(1, Tensor.of(new long[] {1}, 1, 1), 2.0)))) {
            unary(index.name(), x -> index.function().apply(x).square());
        }
        Inputs both = (rng, s) -> List.of(real(rng, 4, s.b()), real(rng, 2, s.b()));
        LongFunction<Tensor> places = width -> indices(3, 1).unsqueeze(1).expand(2, width);
        add(
                "scatter",
                both,
                in -> in.get(0)
                        .scatter(0, places.apply(in.get(0).size(1)), in.get(1))
                        .square());
        add(
                "scatterAdd",
                both,
                in -> in.get(0)
                        .scatterAdd(0, places.apply(in.get(0).size(1)), in.get(1))
                        .square());
        add(
                "scatterReduce",
                both,
                in -> in.get(0)
                        .scatterReduce(0, places.apply(in.get(0).size(1)), in.get(1), "mean", true)
                        .square());
        add(
                "indexAdd",
                both,
                in -> in.get(0).indexAdd(0, indices(1, 1), in.get(1)).square());
        add(
                "indexCopy",
                both,
                in -> in.get(0).indexCopy(0, indices(3, 1), in.get(1)).square());
        add(
                "maskedScatter",
                (rng, s) -> List.of(real(rng, 3), real(rng, 2)),
                in -> in.get(0)
                        .maskedScatter(Tensor.of(new boolean[] {true, false, true}), in.get(1))
                        .square());
    }

    private void algebra() {
        add(
                "matmul",
                (rng, s) -> List.of(real(rng, s.c(), s.a(), s.b()), real(rng, s.b(), s.c())),
                in -> in.get(0).matmul(in.get(1)));
        add(
                "bmm",
                (rng, s) -> List.of(real(rng, s.c(), s.a(), s.b()), real(rng, s.c(), s.b(), s.a())),
                in -> in.get(0).bmm(in.get(1)));
        add(
                "mv",
                (rng, s) -> List.of(real(rng, s.a(), s.b()), real(rng, s.b())),
                in -> in.get(0).mv(in.get(1)));
        add(
                "dot",
                (rng, s) -> List.of(real(rng, s.b()), real(rng, s.b())),
                in -> in.get(0).dot(in.get(1)));
        add(
                "outer",
                (rng, s) -> List.of(real(rng, s.a()), real(rng, s.b())),
                in -> in.get(0).outer(in.get(1)));
        add(
                "kron",
                (rng, s) -> List.of(real(rng, s.a(), s.b()), real(rng, s.b(), s.c())),
                in -> in.get(0).kron(in.get(1)));
        add(
                "cross",
                (rng, s) -> List.of(real(rng, s.a(), 3), real(rng, s.a(), 3)),
                in -> in.get(0).cross(in.get(1), 1));
        add(
                "addmm",
                (rng, s) -> List.of(real(rng, s.a(), s.c()), real(rng, s.a(), s.b()), real(rng, s.b(), s.c())),
                in -> in.get(0).addmm(in.get(1), in.get(2)));
        add(
                "baddbmm",
                (rng, s) -> List.of(real(rng, 2, s.a(), s.c()), real(rng, 2, s.a(), s.b()), real(rng, 2, s.b(), s.c())),
                in -> in.get(0).baddbmm(in.get(1), in.get(2)));
        add(
                "linear",
                (rng, s) -> List.of(real(rng, s.a(), s.b()), real(rng, s.c(), s.b())),
                in -> in.get(0).linear(in.get(1)));
        add(
                "linear bias",
                (rng, s) -> List.of(real(rng, s.a(), s.b()), real(rng, s.c(), s.b()), real(rng, s.c())),
                in -> in.get(0).linear(in.get(1), in.get(2)));
        // The kernel has no second derivative, and no first one where a row meets itself: these rows do not meet.
        addFirstOnly(
                "cdist",
                (rng, s) ->
                        List.of(real(rng, s.a(), s.b()), real(rng, s.c(), s.b()).add(4)),
                in -> in.get(0).cdist(in.get(1)));
        addFirstOnly(
                "cdist p",
                (rng, s) ->
                        List.of(real(rng, s.a(), s.b()), real(rng, s.c(), s.b()).add(4)),
                in -> in.get(0).cdist(in.get(1), 3));
        add(
                "solve",
                (rng, s) -> List.of(square(rng, s.b()), real(rng, s.b(), s.c())),
                in -> in.get(0).solve(in.get(1)));
        add(
                "triangularSolve",
                (rng, s) -> List.of(square(rng, s.b()), real(rng, s.b(), s.c())),
                in -> in.get(0).tril().triangularSolve(in.get(1), false));
        add(
                "choleskySolve",
                (rng, s) -> List.of(square(rng, s.b()), real(rng, s.b(), s.c())),
                in -> in.get(0).tril().choleskySolve(in.get(1)));
        add(
                "lstsq",
                (rng, s) -> List.of(real(rng, s.b() + 3L, s.b()), real(rng, s.b() + 3L, s.c())),
                in -> in.get(0).lstsq(in.get(1)));
        Inputs matrix = (rng, s) -> List.of(square(rng, s.b()));
        add("cholesky", matrix, in -> positive(in.getFirst()).cholesky());
        add("inverse", matrix, in -> in.getFirst().inverse());
        add(
                "pinv",
                (rng, s) -> List.of(real(rng, s.b() + 2L, s.b())),
                in -> in.getFirst().pinv());
        add("det", matrix, in -> in.getFirst().det());
        add("logdet", matrix, in -> positive(in.getFirst()).logdet());
        add("slogdet", matrix, in -> in.getFirst().slogdet().log());
        add("matrixExp", matrix, in -> in.getFirst().mul(0.5).matrixExp());
        add("matrixPower", matrix, in -> in.getFirst().matrixPower(3));
        add("trace", matrix, in -> in.getFirst().trace().square());
        add("eigvalsh", matrix, in -> symmetric(in.getFirst()).eigvalsh());
        add("eigh", matrix, in -> {
            // Eigenvectors have no fixed sign: squares of them are functions of the matrix.
            var eigen = symmetric(in.getFirst()).eigh();
            return eigen.values().mul(eigen.vectors().square());
        });
        add(
                "eig",
                matrix,
                in -> symmetric(in.getFirst()).eig().values().abs().square().sum());
        add("svdvals", matrix, in -> in.getFirst().svdvals());
        add("svd", (rng, s) -> List.of(real(rng, s.b() + 1L, s.b())), in -> {
            var svd = in.getFirst().svd();
            return svd.u().square().matmul(svd.s().diag()).matmul(svd.vh().square());
        });
        add("qr", (rng, s) -> List.of(real(rng, s.b() + 1L, s.b())), in -> {
            var qr = in.getFirst().qr();
            return qr.q().square().matmul(qr.r().square());
        });
        add(
                "matrixNorm",
                matrix,
                in -> in.getFirst().matrixNorm("fro").add(in.getFirst().matrixNorm("nuc")));
    }
}
