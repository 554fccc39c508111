package org.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LoadingSpeedTest {
    private static Images images() {
        var rng = Rng.of(1);
        var examples = new Examples(rng.integers(0, 256, 64, 3, 8, 8).to(DType.UINT8), Tensor.zeros(DType.INT64, 64));
        return new Images(examples, examples, List.of("one"), "");
    }

    @Test
    void wholeBatchesAreCountedAndTimesAreOfTheSameStretch() {
        var measured = LoadingSpeed.of(images(), 16, 0.05, Rng.of(1));
        assertThat(measured.pictures()).isPositive();
        assertThat(measured.pictures() % 16).isZero();
        assertThat(measured.seconds()).isGreaterThanOrEqualTo(0.05);
        assertThat(measured.perSecond()).isEqualTo(measured.pictures() / measured.seconds());
        assertThatThrownBy(() -> LoadingSpeed.of(images(), 16, 0, Rng.of(1))).isInstanceOf(DataException.class);
    }
}
