package org.assay.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.assay.tensor.Index;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The face from another package: methods, method references and the records that operations return. */
class FaceTest {
    @Test
    void methodsAndReferencesToThem() {
        Scope.run(() -> {
            UnaryOperator<Tensor> activation = Tensor::relu;
            BinaryOperator<Tensor> product = Tensor::matmul;
            var x = Tensor.of(new double[] {-1, 2, 3, -4}, 2, 2);
            assertThat(product.apply(activation.apply(x), Tensor.eye(2)).toDoubles())
                    .containsExactly(0, 2, 3, 0);
            assertThat(x.max(1).values().toDoubles()).containsExactly(2, 3);
            assertThat(x.max(1).indices().toLongs()).containsExactly(1, 0);
            assertThat(x.at(Index.all(), Index.at(-1)).toDoubles()).containsExactly(2, -4);
        });
    }
}
