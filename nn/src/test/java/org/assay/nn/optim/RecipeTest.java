package org.assay.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.assay.nn.Dropout;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Mlp;
import org.assay.nn.Sequential;
import org.assay.nn.models.ResNet;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

class RecipeTest {
    /** Two rings, one inside the other. */
    private record Rings(Tensor x, Tensor y) {
        static Rings of(int count, Rng rng) {
            var angle = rng.uniform(count).mul(2 * Math.PI);
            var y = rng.integers(0, 2, count);
            var radius = y.to(DType.FLOAT32).add(1.0).add(rng.normal(count), 0.1);
            return new Rings(
                    Tensor.stack(radius.mul(angle.cos()), radius.mul(angle.sin()))
                            .t()
                            .contiguous(),
                    y);
        }
    }

    private static final Recipe RECIPE = Recipe.of(15, 32, AdamW.of(0.01)).schedule(Schedule::cosine);

    private static Layer trained(Recipe recipe, long seed) {
        var rings = Rings.of(330, Rng.of(1));
        var model = Sequential.of(
                Linear.of(2, 32, Rng.of(seed)), Tensor::relu, new Dropout(0.1), Linear.of(32, 2, Rng.of(seed + 1)));
        recipe.train(model, rings.x(), rings.y(), Rng.of(seed));
        return model;
    }

    private static float[] weights(Layer model) {
        return Tree.flatten(model).toFloats();
    }

    @Test
    void aNetworkLearnsAndIsEvaluated() {
        var test = Rings.of(500, Rng.of(2));
        var model = trained(RECIPE, 3);
        assertThat(RECIPE.accuracy(model, test.x(), test.y())).isGreaterThan(0.97);
        assertThat(RECIPE.predict(model, test.x()).shape()).containsExactly(500, 2);
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        assertThat(weights(trained(RECIPE, 3))).containsExactly(weights(trained(RECIPE, 3)));
        assertThat(weights(trained(RECIPE, 4))).isNotEqualTo(weights(trained(RECIPE, 3)));
    }

    @Test
    void reducedPrecisionLearnsToo() {
        var test = Rings.of(500, Rng.of(2));
        var model = trained(RECIPE.bf16(), 3);
        assertThat(RECIPE.accuracy(model, test.x(), test.y())).isGreaterThan(0.95);
        assertThat(Tree.parameters(model)).allMatch(p -> p.dtype() == DType.FLOAT32);
        assertThat(weights(model)).isNotEqualTo(weights(trained(RECIPE, 3)));
    }

    @Test
    void batchesAreFullAndAugmentationIsForTraining() {
        var sizes = new ArrayList<Long>();
        var changed = new AtomicInteger();
        var epochs = new ArrayList<Integer>();
        var recipe = RECIPE.prepare(x -> {
                    sizes.add(x.size(0));
                    return x;
                })
                .augment((x, _) -> {
                    changed.incrementAndGet();
                    return x;
                })
                .watch((epoch, loss) -> {
                    assertThat(loss).isPositive();
                    epochs.add(epoch);
                });
        var model = trained(recipe, 3);
        assertThat(sizes).hasSize(150).containsOnly(32L);
        assertThat(changed).hasValue(150);
        assertThat(epochs).hasSize(15).startsWith(1).endsWith(15);
        var fresh = recipe.predict(model, Rings.of(40, Rng.of(1)).x());
        assertThat(fresh.size(0)).isEqualTo(40);
        assertThat(changed).hasValue(150);
        assertThat(sizes.subList(150, 152)).containsExactly(32L, 8L);
    }

    @Test
    void theOptimiserAndTheLossCanBeOthers() {
        var steps = new ArrayList<Optimiser>();
        var x = Rng.of(1).normal(20, 3);
        var model = Mlp.of(Rng.of(2), 3, 1);
        Recipe.of(40, 20, Sgd.of(0.2))
                .loss(Tensor::mse)
                .optimiser(o -> {
                    steps.add(o.clip(5));
                    return o;
                })
                .train(model, x, x.sum(true, 1), Rng.of(3));
        assertThat(steps.getFirst().steps()).isEqualTo(40);
        assertThat(model.forward(x).mse(x.sum(true, 1)).item()).isLessThan(0.01);
    }

    @Test
    void aResidualNetworkTellsStripes() {
        var rng = Rng.of(1);
        var y = rng.integers(0, 2, 96);
        var stripes = Tensor.arange(0.0, 8, 1).mul(Math.PI / 2).sin();
        var along = stripes.reshape(1, 1, 1, 8).expand(96, 1, 8, 8);
        var upright = y.eq(1).reshape(96, 1, 1, 1);
        var x = Tensor.where(upright, along, along.transpose(2, 3)).add(rng.normal(96, 1, 8, 8));
        var model = ResNet.small(new int[] {1, 1}, 8, 1, 2, rng);
        var recipe =
                Recipe.of(5, 16, Sgd.of(0.1).nesterov(0.9).weightDecay(5e-4)).schedule(Schedule::oneCycle);
        recipe.train(model, x, y, rng);
        assertThat(recipe.accuracy(model, x, y)).isGreaterThan(0.95);
    }

    @Test
    void targetsMustMatch() {
        var model = Linear.of(2, 2, Rng.of(1));
        assertThatThrownBy(() -> RECIPE.train(model, Tensor.zeros(3, 2), Tensor.zeros(2), Rng.of(1)))
                .hasMessage(
                        "There are 3 examples and 2 targets: training needs at least one example and a target for each.");
    }
}
