package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ErrorsTest {
    @Test
    void namesOperationAndShapes() {
        Scope.run(() -> assertThatThrownBy(() -> Tensor.ones(2, 3).matmul(Tensor.ones(4, 5)))
                .isInstanceOf(TensorException.class)
                .hasMessage("matmul of [2, 3], [4, 5]: mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)."));
    }
}
