package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TreeTest {
    private record Norm(Tensor gain, @Buffer Tensor mean) {}

    private record Model(
            Tensor weight,
            List<Norm> norms,
            Map<String, Tensor> heads,
            Optional<Tensor> bias,
            Tensor tied,
            int width) {}

    private static Model model() {
        var weight = Tensor.of(1, 2).parameter();
        return new Model(
                weight,
                List.of(new Norm(Tensor.of(3).parameter(), Tensor.of(4))),
                Map.of("class", Tensor.of(5).parameter()),
                Optional.of(Tensor.of(6).parameter()),
                weight,
                7);
    }

    @Test
    void namesParametersAndBuffers() {
        Scope.run(() -> {
            var model = model();
            assertThat(Tree.named(model).keySet())
                    .containsExactly("weight", "norms.0.gain", "norms.0.mean", "heads.class", "bias");
            assertThat(Tree.parameters(model)).hasSize(4);
            assertThat(Tree.buffers(model))
                    .containsExactly(model.norms().getFirst().mean());
            assertThat(Tree.count(model)).isEqualTo(5);
        });
    }

    @Test
    void mapKeepsStructureAndTies() {
        Scope.run(() -> {
            var doubled = Tree.map(model(), tensor -> tensor.mul(2));
            assertThat(doubled.tied()).isSameAs(doubled.weight());
            assertThat(doubled.norms().getFirst().mean().item()).isEqualTo(8);
            assertThat(doubled.width()).isEqualTo(7);
        });
    }

    @Test
    void mapAndUnflattenAreDifferentiable() {
        Scope.run(() -> {
            var model = model();
            var vector = Tree.flatten(model);
            assertThat(vector.toDoubles()).containsExactly(1, 2, 3, 5, 6);
            var moved = Tensor.of(10, 20, 30, 40, 50).parameter();
            var at = Tree.unflatten(model, moved);
            var y = at.weight()
                    .sum()
                    .mul(at.bias().orElseThrow())
                    .add(at.tied().square().sum());
            var gradient = Autodiff.grad(y, List.of(moved), false).getFirst();
            assertThat(gradient.toDoubles()).containsExactly(70, 90, 0, 0, 30);
        });
    }

    @Test
    void interpolatesAveragesAndCopies() {
        Scope.run(() -> {
            var a = model();
            var b = Tree.map(a, tensor -> tensor.add(2).parameter());
            assertThat(Tree.flatten(Tree.map(a, b, (p, q) -> p.lerp(q, 0.5))).toDoubles())
                    .containsExactly(2, 3, 4, 6, 7);
            assertThat(Tree.flatten(Tree.average(List.of(a, b))).toDoubles()).containsExactly(2, 3, 4, 6, 7);
            var copy = Tree.copy(a);
            Autodiff.noGrad(() -> copy.weight().zero_());
            assertThat(a.weight().toDoubles()).containsExactly(1, 2);
            assertThat(copy.tied().toDoubles()).containsExactly(0, 0);
            assertThat(copy.weight().requiresGrad()).isTrue();
        });
    }

    @Test
    void collectionsStayWhatTheyWere() {
        Scope.run(() -> {
            var list = new ArrayList<>(List.of(Tensor.of(1.0)));
            var sorted = new TreeMap<>(Map.of("a", Tensor.of(2.0)));
            var hashed = new HashMap<>(Map.of("a", Tensor.of(3.0)));
            Tensor[] array = {Tensor.of(4.0)};
            ArrayList<Tensor> doubled = Tree.map(list, tensor -> tensor.mul(2));
            TreeMap<String, Tensor> sortedDoubled = Tree.map(sorted, tensor -> tensor.mul(2));
            HashMap<String, Tensor> hashedDoubled = Tree.map(hashed, tensor -> tensor.mul(2));
            Tensor[] arrayDoubled = Tree.map(array, tensor -> tensor.mul(2));
            assertThat(Tree.leaves(List.of(doubled, sortedDoubled, hashedDoubled, arrayDoubled)))
                    .extracting(Tensor::item)
                    .containsExactly(2.0, 4.0, 6.0, 8.0);
            assertThat(array[0].item()).isEqualTo(4);
        });
    }
}
