package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TreeNamesTest {
    private record Norm(Tensor weight, @Buffer Tensor runningMean) {}

    private record Chain(@Inline List<Object> parts, Norm lastNorm) {}

    @Test
    void namesAreTheFieldsOwn() {
        var chain = new Chain(List.of(Tensor.ones(1), norm()), norm());
        assertThat(Tree.named(chain).keySet())
                .containsExactly("0", "1.weight", "1.running_mean", "last_norm.weight", "last_norm.running_mean");
    }

    private static Norm norm() {
        return new Norm(Tensor.ones(1), Tensor.zeros(1));
    }
}
