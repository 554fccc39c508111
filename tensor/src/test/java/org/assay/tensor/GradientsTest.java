package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every differentiable operator against finite differences, over random shapes and values. */
class GradientsTest {
    private static final int ROUNDS = 4;

    private final List<Cases.Case> cases = Stream.of(new CasesOfElements(), new CasesOfArrays(), new CasesOfLayers())
            .flatMap(group -> group.cases.stream())
            .toList();

    @TestFactory
    Stream<DynamicTest> againstFiniteDifferences() {
        return cases.stream()
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        var rng = Rng.of(17).split(c.name()).split(round);
                        var sizes = new Cases.Sizes(rng.nextInt(1, 5), rng.nextInt(2, 5), rng.nextInt(1, 4));
                        Scope.run(() -> Gradients.check(c.function(), c.inputs().make(rng, sizes), c.second(), rng));
                    }
                }));
    }

    @Test
    void everyOperatorIsHereOrSaidToHaveNoGradient() {
        var covered =
                cases.stream().map(c -> c.name().split(" ", -1)[0]).collect(Collectors.toCollection(TreeSet::new));
        covered.addAll(WITHOUT);
        var operators = Arrays.stream(Tensor.class.getInterfaces())
                .filter(topic -> topic != Comparisons.class && topic != InPlace.class)
                .flatMap(topic -> Arrays.stream(topic.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        operators.removeAll(covered);
        assertThat(operators).as("operators whose gradient nobody checks").isEmpty();
    }

    /** Results that are indices, counts or plain values, and steps with derivative zero. */
    private static final Set<String> WITHOUT = Set.of(
            "argmax",
            "argmin",
            "argsort",
            "argsortDescending",
            "all",
            "any",
            "bincount",
            "countNonzero",
            "histc",
            "isContiguous",
            "matrixRank",
            "mode",
            "nonzero",
            "oneHot",
            "searchsorted",
            "unique",
            "uniqueWithCounts",
            // Refuses what asks for a gradient: see ErrorsTest.
            "shift",
            // These draw from a generator: see NetworksTest.
            "dropout");
}
