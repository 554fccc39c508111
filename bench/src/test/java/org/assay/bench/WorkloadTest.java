package org.assay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.assay.bench.Messages.Request;
import org.assay.bench.Messages.Verb;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadTest {
    /** Parameters of the networks as PyTorch counts those of the same ones. */
    private static final Map<Workload, Long> PARAMETERS = Map.of(
            Workload.W1, 235_146L,
            Workload.W2, 272_474L,
            Workload.W3, 1_205_898L,
            Workload.W4, 818_048L,
            Workload.W5, 280_897L,
            Workload.W6, 1_624_323L,
            Workload.W7, 121_089L,
            Workload.W8, 2_178L);

    @ParameterizedTest
    @EnumSource
    void networksAreTheOnesThatPeersBuild(Workload workload) {
        Scope.run(() -> assertThat(Tree.count(workload.task(Rng.of(1)).model())).isEqualTo(PARAMETERS.get(workload)));
    }

    /** The same steps in both precisions: bfloat16 keeps eight bits of a number. */
    @ParameterizedTest
    @EnumSource(names = {"W1", "W7", "W8"})
    void reducedStepsFollowTheExactOnes(Workload workload) {
        var exact = new Ours().answer(prepare(workload, "f32"));
        var reduced = new Ours().answer(prepare(workload, "bf16"));
        for (int i = 0; i < exact.losses().size(); i++) {
            double loss = exact.losses().get(i);
            assertThat(reduced.losses().get(i)).isCloseTo(loss, within(0.05 * loss));
        }
        assertThat(reduced.losses()).isNotEqualTo(exact.losses());
    }

    @Test
    void operationsOfTheFirstNetworkCountedByHand() {
        double products = 784.0 * 256 + 256 * 128 + 128 * 10;
        assertThat(Workload.W1.flop()).isEqualTo(3 * 2 * 128 * products);
    }

    @Test
    void anUnknownWorkloadIsNamedWithTheOnesThereAre() {
        assertThat(Workload.named("w8, W1")).containsExactly(Workload.W8, Workload.W1);
        assertThatThrownBy(() -> Workload.named("W9"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("W9")
                .hasMessageContaining("W1, W2");
    }

    private static Request prepare(Workload workload, String precision) {
        return new Request(Verb.PREPARE, workload.name(), precision, "", 1, 0);
    }
}
