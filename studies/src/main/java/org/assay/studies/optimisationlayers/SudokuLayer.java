package org.assay.studies.optimisationlayers;

import org.assay.data.generate.Sudoku;
import org.assay.nn.Conv2d;
import org.assay.nn.Layer;
import org.assay.nn.Mlp;
import org.assay.nn.Sequential;
import org.assay.solve.QuadraticProgram;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * The OptNet of section 4.4: {@code argmin 0.1/2 z'z - x'z} over {@code Az = b, z >= 0}, x the clues one-hot. Nobody tells it
 * the rules; A is learned. {@code b = A exp(logZ0)} keeps a point inside, whatever A becomes.
 *
 * @param a {@code [40, 64]}
 * @param logZ0 {@code [64]}
 */
record SudokuLayer(Tensor a, Tensor logZ0) implements Layer {
    private static final int EQUATIONS = 40;
    private static final double Q = 0.1;

    static SudokuLayer of(Rng rng) {
        return new SudokuLayer(
                rng.uniform(EQUATIONS, Sudoku.WIDTH).to(DType.FLOAT64).parameter(),
                Tensor.zeros(DType.FLOAT64, Sudoku.WIDTH).parameter());
    }

    @Override
    public Tensor forward(Tensor x) {
        return program(x).solve();
    }

    QuadraticProgram program(Tensor x) {
        return QuadraticProgram.diagonal(Tensor.full(DType.FLOAT64, Q, Sudoku.WIDTH), x.neg())
                .equal(a, a.mv(logZ0.exp()))
                .atLeast(Tensor.zeros(Sudoku.WIDTH))
                .tolerance(1e-8)
                .steps(20)
                .accept(0.1);
    }

    /** How much of the row space of rules {@code [64, 64]} of rank 40 lies in that of A, 0 to 1; 40 random rows hold 0.625 of it. */
    double rulesLearned(Tensor rules) {
        var learned = a.detach().t().qr().q();
        var basis = rules.svd().vh().narrow(0, 0, EQUATIONS);
        return basis.matmul(learned).square().sum().item() / EQUATIONS;
    }

    /** The baselines work in 32 bits. */
    record Net(Layer layers) implements Layer {
        static Net mlp(int hidden, Rng rng) {
            return new Net(Mlp.of(rng, Sudoku.WIDTH, hidden, hidden, Sudoku.WIDTH));
        }

        /** Convolutions 3x3 over the grid, the digits as channels. */
        static Net convolutional(int filters, int depth, Rng rng) {
            var layers = new Layer[2 * depth + 1];
            layers[0] = x -> x.view(-1, 16, 4).transpose(1, 2).reshape(-1, 4, 4, 4);
            for (int i = 0; i < depth; i++) {
                layers[2 * i + 1] = Conv2d.of(i == 0 ? 4 : filters, i == depth - 1 ? 4 : filters, 3, rng);
                layers[2 * i + 2] = i == depth - 1 ? h -> h : Tensor::relu;
            }
            layers[2 * depth] = h -> h.flatten(2, -1).transpose(1, 2).reshape(-1, Sudoku.WIDTH);
            return new Net(Sequential.of(layers));
        }

        @Override
        public Tensor forward(Tensor x) {
            return layers.forward(x.to(DType.FLOAT32)).to(DType.FLOAT64);
        }
    }
}
