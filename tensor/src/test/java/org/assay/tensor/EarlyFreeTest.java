package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EarlyFreeTest {
    @Test
    void freesATreeBeforeItsScopeEnds() {
        Scope.run(() -> {
            long before = Scope.liveTensors();
            var tree = List.of(Tensor.ones(3), Tensor.ones(2));
            var view = tree.getFirst().narrow(0, 0, 2);
            Scope.free(tree);
            Scope.free(tree);
            assertThat(Scope.liveTensors()).isEqualTo(before + 1);
            assertThat(view.toFloats()).containsExactly(1, 1);
            assertThatThrownBy(() -> tree.getLast().sum()).isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void freesOutsideOfAnyScope() {
        var tensor = Tensor.ones(3);
        Scope.free(tensor);
        assertThat(tensor.isFreed()).isTrue();
    }

    @Test
    void tensorsWithoutElementsCanBeMadeAndRead() {
        var empty = Tensor.of(new byte[0], 0, 3);
        assertThat(empty.shape()).containsExactly(0, 3);
        assertThat(empty.toBytes()).isEmpty();
        assertThat(Tensor.of(new double[0], 0).toDoubles()).isEmpty();
        assertThat(Scope.liveBytes()).isNotNegative();
    }
}
