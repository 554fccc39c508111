package org.assay.studies.transformers;

import java.util.List;
import java.util.stream.Stream;
import org.assay.nn.Embedding;
import org.assay.nn.LayerNorm;
import org.assay.nn.Linear;
import org.assay.nn.TransformerBlock;
import org.assay.nn.models.Transformer;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** A transformer that reads two numbers, as {@link NumberPairs} writes them, and says a third. */
sealed interface Reader {

    /** Mean cross-entropy of the right answers {@code [n]} to {@code [n, length]}. */
    Tensor loss(Tensor tokens, Tensor answers);

    /** The likeliest answers, {@code [n]}, INT64. */
    Tensor answer(Tensor tokens);

    /**
     * An encoder whose mean over positions is classified.
     *
     * @param positions {@code [length, width]}, learned
     * @param head to answers 1 to {@link #LARGEST}; class 0 stands for all larger ones
     */
    record Classifier(Embedding tokens, Embedding positions, List<TransformerBlock> blocks, LayerNorm norm, Linear head)
            implements Reader {

        static final int LARGEST = 1000;
        private static final int HEADS = 4;

        static Classifier of(NumberPairs pairs, int width, int depth, Rng rng) {
            return new Classifier(
                    Embedding.of(pairs.vocabulary(), width, rng),
                    Embedding.of(pairs.length(), width, rng),
                    Stream.generate(() -> TransformerBlock.of(width, HEADS, rng).activation(Tensor::relu))
                            .limit(depth)
                            .toList(),
                    LayerNorm.of(width),
                    Linear.of(width, LARGEST + 1, rng));
        }

        private Tensor logits(Tensor x) {
            var h = tokens.forward(x).add(positions.weight());
            for (var block : blocks) {
                h = block.forward(h);
            }
            return head.forward(norm.forward(h).mean(1));
        }

        @Override
        public Tensor loss(Tensor x, Tensor answers) {
            return logits(x).crossEntropy(answers.maskedFill(answers.gt(LARGEST), 0));
        }

        @Override
        public Tensor answer(Tensor x) {
            return logits(x).argmax(-1);
        }
    }

    /** The paper's form: a decoder writes the digits of the answer, most significant first, taught with the right digits before each. */
    record Writer(Transformer net, int base, int longest) implements Reader {

        private static final int HEADS = 4;

        static Writer of(NumberPairs pairs, int width, int depth, Rng rng) {
            var sizes =
                    new Transformer.Config(pairs.vocabulary(), pairs.vocabulary() + 1, width, depth, HEADS, 4 * width);
            return new Writer(Transformer.of(sizes, rng), pairs.base(), pairs.width());
        }

        private long end() {
            return (long) NumberPairs.FIRST_DIGIT + base;
        }

        @Override
        public Tensor loss(Tensor x, Tensor answers) {
            var written = written(answers);
            long before = written.size(1) - 1;
            return net.forward(x, written.narrow(1, 0, before))
                    .flatten(0, 1)
                    .crossEntropyIgnoring(written.narrow(1, 1, before).flatten(), 0);
        }

        /** A sign, the digits, the end, and padding: {@code [n, longest + 2]}. */
        Tensor written(Tensor answers) {
            var numbers = answers.toLongs();
            int row = longest + 2;
            var tokens = new long[numbers.length * row];
            for (int i = 0; i < numbers.length; i++) {
                int digit = i * row + NumberPairs.digits(numbers[i], base);
                tokens[i * row] = NumberPairs.SIGN;
                tokens[digit + 1] = end();
                for (long rest = numbers[i]; rest > 0; rest /= base) {
                    tokens[digit--] = NumberPairs.FIRST_DIGIT + rest % base;
                }
            }
            return Tensor.of(tokens, numbers.length, row);
        }

        @Override
        public Tensor answer(Tensor x) {
            return read(net.greedy(x, NumberPairs.SIGN, end(), longest + 1));
        }

        /** The number that the digits before the first other token say: {@code [n, position]} to {@code [n]}. */
        Tensor read(Tensor written) {
            var number = Tensor.zeros(DType.INT64, written.size(0));
            var going = Tensor.ones(DType.BOOL, written.size(0));
            for (long i = 0; i < written.size(1); i++) {
                var token = written.select(1, i);
                going = going.logicalAnd(
                        token.ge((long) NumberPairs.FIRST_DIGIT).logicalAnd(token.lt(end())));
                number = Tensor.where(going, number.mul(base).add(token.sub(NumberPairs.FIRST_DIGIT)), number);
            }
            return number;
        }
    }
}
