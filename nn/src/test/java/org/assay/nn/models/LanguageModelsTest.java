package org.assay.nn.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.nn.Rnn;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

class LanguageModelsTest {
    private static final RecurrentLanguageModel.Config SIZES = new RecurrentLanguageModel.Config(7, 5, 6, 2);

    private final Rng rng = Rng.of(11);

    private List<LanguageModel> models() {
        return List.of(
                RecurrentLanguageModel.rnn(SIZES, rng),
                RecurrentLanguageModel.lstm(SIZES, rng),
                Gpt.of(new Gpt.Config(7, 12, 8, 2, 2), rng));
    }

    @Test
    void aTextMayBeReadInStretches() {
        for (var model : models()) {
            Scope.run(() -> {
                var tokens = rng.integers(0, 7, 3, 12);
                var whole = model.reading().read(tokens);
                var reading = model.reading();
                var parts = new ArrayList<Tensor>();
                for (long[] part : new long[][] {{0, 5}, {5, 1}, {6, 1}, {7, 5}}) {
                    parts.add(reading.read(tokens.narrow(1, part[0], part[1])));
                }
                assertThat(Tensor.cat(parts, 1).allClose(whole, 1e-4, 1e-5)).isTrue();
                assertThat(model.reading().read(tokens.narrow(1, 5, 7)).allClose(whole.narrow(1, 5, 7), 1e-2, 1e-2))
                        .isFalse();
            });
        }
    }

    @Test
    void noGradientFlowsToWhatWasReadBefore() {
        for (var model : List.of(RecurrentLanguageModel.rnn(SIZES, rng), RecurrentLanguageModel.lstm(SIZES, rng))) {
            Scope.run(() -> {
                var reading = model.reading();
                reading.read(Tensor.of(new long[] {1, 2}, 1, 2));
                var gradient = Autodiff.grad(
                        () -> reading.read(Tensor.of(new long[] {3, 4}, 1, 2))
                                .square()
                                .sum(),
                        model);
                var rows = gradient.embedding().weight().norm(1).toDoubles();
                assertThat(rows[1]).isZero();
                assertThat(rows[2]).isZero();
                assertThat(rows[3]).isPositive();
            });
        }
    }

    @Test
    void memoriesBeginByNotForgetting() {
        var weights = Tree.named(RecurrentLanguageModel.lstm(SIZES, rng));
        for (var layer : List.of("l0", "l1")) {
            var sum = named(weights, "bias_ih_" + layer)
                    .add(named(weights, "bias_hh_" + layer))
                    .toDoubles();
            for (int unit = 0; unit < 6; unit++) {
                assertThat(sum[6 + unit]).isEqualTo(1);
            }
            assertThat(sum[0]).isNotEqualTo(1);
        }
    }

    private static Tensor named(Map<String, Tensor> weights, String end) {
        return weights.entrySet().stream()
                .filter(weight -> weight.getKey().endsWith(end))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    @Test
    void plainCellsBeginWithOrthogonalMatrices() {
        Scope.run(() -> {
            var cells = (Rnn) RecurrentLanguageModel.rnn(SIZES, rng).cells();
            cells.weights().forEach((name, weight) -> {
                if (name.startsWith("weight_hh")) {
                    assertThat(weight.detach().matmul(weight.detach().t()).allClose(Tensor.eye(6), 1e-4, 1e-5))
                            .isTrue();
                }
            });
        });
    }

    /** What reads with a memory writes what the network itself writes, over several turns of its context. */
    @Test
    void aTransformerReadsItsLaterHalfAgain() {
        Scope.run(() -> {
            var gpt = Gpt.of(new Gpt.Config(7, 12, 8, 2, 2), rng);
            // At the start logits hardly differ; scaled up the likeliest is beyond rounding.
            Autodiff.noGrad(() -> Tree.parameters(gpt).forEach(weight -> Scope.run(() -> weight.mul_(5))));
            var prompts = rng.integers(0, 7, 4, 3);
            var expected = gpt.generate(prompts, 40, 0, rng);
            var reading = gpt.reading();
            var fresh = prompts;
            var written = new ArrayList<>(List.of(prompts));
            for (int i = 0; i < 40; i++) {
                fresh = reading.read(fresh)
                        .select(1, fresh.size(1) - 1)
                        .argmax(1)
                        .unsqueeze(1);
                written.add(fresh);
            }
            assertThat(Tensor.cat(written, 1).toLongs()).containsExactly(expected.toLongs());
        });
    }
}
