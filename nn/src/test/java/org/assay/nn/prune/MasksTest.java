package org.assay.nn.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assay.nn.Checkpoint;
import org.assay.nn.Init;
import org.assay.nn.Linear;
import org.assay.nn.Mlp;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.Muon;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Rule;
import org.assay.nn.optim.Sgd;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasksTest {

    private static final String FIRST = "layers.0.weight";
    private static final String SECOND = "layers.1.weight";

    private static Linear linear(int out, double... weights) {
        return new Linear(
                Tensor.of(weights, out, weights.length / out).parameter(),
                Optional.of(Tensor.ones(out).parameter()));
    }

    /** Absolute values 1 to 6 in the first layer, 10 to 40 in the second. */
    private static Mlp net() {
        return new Mlp(List.of(linear(2, -3, 1, 5, 2, -6, 4), linear(2, 40, -10, 20, -30)), Tensor::relu);
    }

    private static double[] weights(Mlp net, int layer) {
        return net.layers().get(layer).weight().toDoubles();
    }

    /** Of six weights and a share of a third, place 2 holds the third smallest, 3: it goes with 1 and 2. Of the three left, place 1 holds 5. */
    @Test
    void theSmallestGoRoundAfterRound() {
        Scope.run(() -> {
            var net = net();
            var all = Masks.all(net);
            assertThat(all.kept().keySet()).containsExactly(FIRST, SECOND);
            assertThat(all.share()).isEqualTo(1);
            var once = all.withoutSmallest(net, name -> name.equals(FIRST) ? 1 / 3.0 : 0);
            assertThat(weights(once.apply(net), 0)).containsExactly(0, 0, 5, 0, -6, 4);
            assertThat(weights(once.apply(net), 1)).containsExactly(40, -10, 20, -30);
            var twice = once.withoutSmallest(net, name -> name.equals(FIRST) ? 1 / 3.0 : 0.25);
            assertThat(weights(twice.apply(net), 0)).containsExactly(0, 0, 0, 0, -6, 0);
            assertThat(weights(twice.apply(net), 1)).containsExactly(40, 0, 0, -30);
            assertThat(twice.left(FIRST)).isEqualTo(1);
            assertThat(twice.left()).isEqualTo(3);
            assertThat(twice.share()).isCloseTo(0.3, within(1e-12));
        });
    }

    /** What is out stays out, however large it has become. */
    @Test
    void nothingComesBack() {
        Scope.run(() -> {
            var net = net();
            var once = Masks.all(net).withoutSmallest(net, _ -> 0.5);
            var other = new Mlp(List.of(linear(2, 9, 9, 1, 9, 2, 3), linear(2, 1, 9, 9, 2)), Tensor::relu);
            var twice = once.withoutSmallest(other, _ -> 0.3);
            // Of 5 and -6, which stayed, others hold 1 and 2: place round(0.6) = 1 takes both; of 40 and -30, 1 and 2
            // likewise.
            assertThat(twice.left()).isZero();
        });
    }

    /** The largest four of all ten are 10 to 40; place round(0.5 * 10) = 5 is that of the six. */
    @Test
    void allLayersCanBeOneOrder() {
        Scope.run(() -> {
            var masks = Masks.all(net()).withoutSmallestOfAll(net(), 0.5);
            assertThat(masks.left(FIRST)).isZero();
            assertThat(masks.left(SECOND)).isEqualTo(4);
            assertThat(Masks.all(net())
                            .withoutSmallestOfAll(net(), 0.1)
                            .apply(net())
                            .layers()
                            .getFirst()
                            .weight()
                            .toDoubles())
                    .containsExactly(-3, 0, 5, 0, -6, 4);
        });
    }

    /** The published rule written out: sort what is left, and drop all up to the value at round(p n). */
    @Test
    void fifteenRoundsCountAsThePublishedRule() {
        Scope.run(() -> {
            var net = Mlp.of(Init.xavierNormal(), Rng.of(1), 50, 30, 10);
            var masks = Masks.all(net);
            for (int layer = 0; layer < 2; layer++) {
                var name = "layers." + layer + ".weight";
                var left = Arrays.stream(weights(net, layer))
                        .map(Math::abs)
                        .sorted()
                        .toArray();
                var pruned = masks;
                for (int round = 0; round < 15; round++) {
                    pruned = pruned.withoutSmallest(net, _ -> 0.2);
                    left = Arrays.copyOfRange(left, (int) Math.rint(0.2 * left.length) + 1, left.length);
                    assertThat(pruned.left(name)).isEqualTo(left.length);
                    var found = Arrays.stream(weights(pruned.apply(net), layer))
                            .map(Math::abs)
                            .filter(w -> w > 0)
                            .sorted()
                            .toArray();
                    assertThat(found).containsExactly(left);
                }
            }
        });
    }

    @Test
    void otherPlacesAreAsMany() {
        Scope.run(() -> {
            var net = Mlp.of(Init.xavierNormal(), Rng.of(1), 50, 30, 10);
            var masks = Masks.all(net).withoutSmallest(net, name -> name.equals(FIRST) ? 0.8 : 0.3);
            var shuffled = masks.shuffled(Rng.of(2));
            for (var name : List.of(FIRST, SECOND)) {
                assertThat(shuffled.left(name)).isEqualTo(masks.left(name));
                double agree = count(masks, shuffled, name);
                double n = name.equals(FIRST) ? 1500 : 300;
                // Drawn without regard to the mask, so many places agree on average; six deviations are far.
                double expected = (double) masks.left(name) * masks.left(name) / n;
                assertThat(agree).isCloseTo(expected, within(6 * Math.sqrt(n) / 2));
                assertThat(agree).isLessThan((double) masks.left(name));
            }
        });
    }

    private static double count(Masks a, Masks b, String name) {
        var one = a.kept().get(name);
        var other = b.kept().get(name);
        assertThat(one).isNotNull();
        assertThat(other).isNotNull();
        return one.logicalAnd(other).countNonzero().item();
    }

    @Test
    void theOriginalStaysAsItWas() {
        Scope.run(() -> {
            var net = net();
            var masks = Masks.all(net).withoutSmallest(net, _ -> 0.5);
            var sparse = masks.apply(net);
            Optimiser.of(sparse, Sgd.of(0.1))
                    .masked(masks)
                    .step(Tree.parameters(sparse).stream().map(Tensor::onesLike).toList());
            assertThat(weights(net, 0)).containsExactly(-3, 1, 5, 2, -6, 4);
            assertThat(net.layers().getFirst().bias().orElseThrow().toDoubles()).containsExactly(1, 1);
            assertThat(weights(sparse, 0)).containsExactly(new double[] {0, 0, 4.9, 0, -6.1, 0}, within(1e-6));
            assertThat(sparse.layers().getFirst().bias().orElseThrow().toDoubles())
                    .containsExactly(new double[] {0.9, 0.9}, within(1e-6));
        });
    }

    /** Trained with the mask multiplied into the weights at every forward pass, as the paper says it; Adam's moments of what is out are then 0. */
    @Test
    void maskedTrainingIsThatOfMaskedForwardPasses() {
        Scope.run(() -> {
            var theta0 = Mlp.of(Init.xavierNormal(), Rng.of(3), 12, 20, 4);
            var masks = Masks.all(theta0).withoutSmallest(theta0, _ -> 0.6);
            var x = Rng.of(4).normal(32, 12);
            var y = x.narrow(1, 0, 4).argmax(1);
            var sparse = masks.apply(theta0);
            var optimiser = Optimiser.of(sparse, Adam.of(1e-2)).clip(0.5).masked(masks);
            var byHand = Tree.copy(theta0);
            var other = Optimiser.of(byHand, Adam.of(1e-2)).clip(0.5);
            for (int step = 0; step < 30; step++) {
                double loss = optimiser.minimise(() -> sparse.forward(x).crossEntropy(y));
                double expected = other.minimise(
                        () -> multiplied(byHand, masks).forward(x).crossEntropy(y));
                assertThat(loss).isCloseTo(expected, within(1e-5));
            }
            assertThat(masks.apply(sparse)
                            .layers()
                            .getFirst()
                            .weight()
                            .equalTo(sparse.layers().getFirst().weight()))
                    .isTrue();
            assertThat(sparse.layers()
                            .getFirst()
                            .weight()
                            .detach()
                            .sub(multiplied(byHand, masks)
                                    .layers()
                                    .getFirst()
                                    .weight()
                                    .detach())
                            .abs()
                            .max()
                            .item())
                    .isLessThan(1e-5);
        });
    }

    private static Mlp multiplied(Mlp net, Masks masks) {
        var images = new ArrayList<Tensor>();
        Tree.named(net).forEach((name, w) -> {
            var mask = masks.kept().get(name);
            images.add(mask == null ? w : w.mul(mask.to(w.dtype())));
        });
        return Tree.replace(net, images);
    }

    /** Rules that mix the elements of a matrix, and decay, leave zeros zeros. */
    @Test
    void zerosStayZerosUnderEveryRule() {
        Scope.run(() -> {
            for (Rule rule : List.of(Muon.of(0.02), Sgd.of(0.1).momentum(0.9).weightDecay(0.01), Adam.of(0.01))) {
                var net = Mlp.of(Init.xavierNormal(), Rng.of(5), 8, 6, 4);
                var masks = Masks.all(net).withoutSmallest(net, _ -> 0.5);
                var optimiser = Optimiser.of(net, rule)
                        .with((_, w) -> w.rank() < 2, Sgd.of(0.1))
                        .masked(masks);
                var x = Rng.of(6).normal(16, 8);
                for (int step = 0; step < 5; step++) {
                    optimiser.minimise(() -> net.forward(x).square().mean());
                }
                for (int layer = 0; layer < 2; layer++) {
                    assertThat(Arrays.stream(weights(net, layer))
                                    .filter(w -> w != 0)
                                    .count())
                            .isEqualTo(masks.left("layers." + layer + ".weight"));
                }
            }
        });
    }

    @Test
    void masksAreSavedAsATree(@TempDir Path folder) {
        Scope.run(() -> {
            var masks = Masks.all(net()).withoutSmallest(net(), _ -> 0.5);
            Checkpoint.save(folder.resolve("masks"), masks);
            var read = new Masks(Checkpoint.under("kept.", Checkpoint.read(folder.resolve("masks"))));
            assertThat(weights(read.apply(net()), 0)).containsExactly(weights(masks.apply(net()), 0));
        });
    }

    @Test
    void mistakesAreSentences() {
        Scope.run(() -> {
            var masks = Masks.all(net());
            assertThatThrownBy(() -> masks.withoutSmallest(net(), _ -> 1.0)).hasMessageContaining("share of 1.0");
            assertThatThrownBy(() -> masks.withoutSmallest(net(), _ -> Double.NaN))
                    .hasMessageContaining("NaN");
            var wider = Mlp.of(Rng.of(1), 3, 5, 2);
            assertThatThrownBy(() -> masks.apply(wider)).hasMessageContaining("layers.0.weight of shape [2, 3]");
            assertThatThrownBy(() -> Optimiser.of(wider, Sgd.of(1)).masked(masks))
                    .hasMessageContaining("no such parameter");
            assertThatThrownBy(() -> Masks.all(Tensor.ones(3).parameter())).hasMessageContaining("no weights to mask");
            assertThatThrownBy(() -> masks.left("layers.7.weight")).hasMessageContaining("layers.0.weight");
        });
    }
}
