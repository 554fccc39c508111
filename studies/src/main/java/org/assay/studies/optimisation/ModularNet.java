package org.assay.studies.optimisation;

import java.util.List;
import org.assay.studies.optimisation.ModularTable.Part;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** A network that maps a pair of residues to scores over all residues. */
sealed interface ModularNet {

    /** Scores {@code [pairs, p]}. */
    Tensor scores(Part pairs);

    /** The training loss. */
    Tensor loss(Part pairs);

    /** The first layer's block for the first operand, {@code [p, hidden]}. */
    Tensor first();

    /** The first layer's block for the second operand, {@code [p, hidden]}. */
    Tensor second();

    /** The same network with other first-layer blocks. */
    ModularNet with(Tensor first, Tensor second);

    /**
     * {@code out(phi(first[a] + second[b]))} without biases: a two-layer network on one-hot operands (Gromov 2023, eq. 1).
     *
     * @param first {@code [p, hidden]}
     * @param second {@code [p, hidden]}
     * @param out {@code [hidden, p]}
     */
    record TwoLayer(Tensor first, Tensor second, Tensor out, boolean square) implements ModularNet {

        /** W1 ~ N(0, alpha^2 / 2p), W2 ~ N(0, alpha^2 / hidden). */
        static TwoLayer of(int p, int hidden, double alpha, boolean square, Rng rng) {
            var w1 = alpha / Math.sqrt(2.0 * p);
            var w2 = alpha / Math.sqrt(hidden);
            return new TwoLayer(
                    rng.normalWith(0, w1, p, hidden).parameter(),
                    rng.normalWith(0, w1, p, hidden).parameter(),
                    rng.normalWith(0, w2, hidden, p).parameter(),
                    square);
        }

        /**
         * Gromov's solution in closed form: each neuron holds one frequency at random phases that add up; accurate on every pair when there are several
         * neurons for each of the (p-1)/2 frequencies.
         */
        static TwoLayer analytic(int p, int hidden, Rng rng) {
            var blocks = new float[3][p * hidden];
            for (int k = 0; k < hidden; k++) {
                int s = 1 + k % ((p - 1) / 2);
                double phase1 = rng.nextDouble() * 2 * Math.PI;
                double phase2 = rng.nextDouble() * 2 * Math.PI;
                for (int r = 0; r < p; r++) {
                    double angle = 2 * Math.PI * s * r / p;
                    blocks[0][r * hidden + k] = (float) Math.cos(angle + phase1);
                    blocks[1][r * hidden + k] = (float) Math.cos(angle + phase2);
                    blocks[2][k * p + r] = (float) Math.cos(-angle - phase1 - phase2);
                }
            }
            return new TwoLayer(
                    Tensor.of(blocks[0], p, hidden),
                    Tensor.of(blocks[1], p, hidden),
                    Tensor.of(blocks[2], hidden, p),
                    true);
        }

        @Override
        public Tensor scores(Part pairs) {
            var h = first.indexSelect(0, pairs.a()).add(second.indexSelect(0, pairs.b()));
            return (square ? h.square() : h.relu()).matmul(out);
        }

        /** Squared error, summed over the outputs and averaged over the pairs. */
        @Override
        public Tensor loss(Part pairs) {
            return scores(pairs)
                    .sub(pairs.target())
                    .square()
                    .sum()
                    .div(pairs.a().size(0));
        }

        @Override
        public TwoLayer with(Tensor first, Tensor second) {
            return new TwoLayer(first, second, out, square);
        }
    }

    /**
     * One block without normalisation on the tokens a, b and "=", read at the last token (Nanda et al. 2023).
     *
     * @param embed {@code [p + 1, width]}, the last row for "="
     * @param position {@code [3, width]}
     * @param qkv {@code [width, 3 width]}
     * @param project {@code [width, width]}
     * @param up {@code [width, 4 width]}
     * @param down {@code [4 width, width]}
     * @param out {@code [width, p]}
     */
    record Transformer(Tensor embed, Tensor position, Tensor qkv, Tensor project, Tensor up, Tensor down, Tensor out)
            implements ModularNet {
        private static final int HEADS = 2;

        static Transformer of(int p, int width, Rng rng) {
            var scale = 1 / Math.sqrt(width);
            return new Transformer(
                    rng.normalWith(0, scale, p + 1, width).parameter(),
                    rng.normalWith(0, scale, 3, width).parameter(),
                    rng.normalWith(0, scale, width, 3L * width).parameter(),
                    rng.normalWith(0, scale, width, width).parameter(),
                    rng.normalWith(0, scale, width, 4L * width).parameter(),
                    rng.normalWith(0, scale, 4L * width, width).parameter(),
                    rng.normalWith(0, scale, width, p).parameter());
        }

        @Override
        public Tensor scores(Part pairs) {
            long n = pairs.a().size(0);
            long width = embed.size(1);
            var equals = pairs.a().mul(0L).add(embed.size(0) - 1);
            var x = embed.indexSelect(
                            0,
                            Tensor.stack(List.of(pairs.a(), pairs.b(), equals), 1)
                                    .flatten())
                    .reshape(n, 3, width)
                    .add(position); // [n, 3, width]
            var heads = x.matmul(qkv)
                    .reshape(n, 3, 3, HEADS, width / HEADS)
                    .permute(2, 0, 3, 1, 4); // [qkv, n, heads, 3, width / heads]
            var mixed = heads.select(0, 0).attention(heads.select(0, 1), heads.select(0, 2));
            var last = x.add(mixed.transpose(1, 2).reshape(n, 3, width).matmul(project))
                    .select(1, 2); // [n, width]
            return last.add(last.matmul(up).relu().matmul(down)).matmul(out);
        }

        @Override
        public Tensor loss(Part pairs) {
            return scores(pairs).crossEntropy(pairs.label());
        }

        @Override
        public Tensor first() {
            return embed.narrow(0, 0, embed.size(0) - 1);
        }

        @Override
        public Tensor second() {
            return first();
        }

        @Override
        public Transformer with(Tensor first, Tensor second) {
            var equals = embed.narrow(0, embed.size(0) - 1, 1);
            return new Transformer(Tensor.cat(first, equals), position, qkv, project, up, down, out);
        }
    }
}
