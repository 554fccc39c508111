package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.Test;

class DeviceTest {
    @Test
    void namesOfDevices() {
        assertThat(Device.named("cpu")).isEqualTo(Device.CPU);
        assertThat(Device.named("cuda")).isEqualTo(Device.cuda(0));
        assertThat(Device.named("cuda:1")).isEqualTo(Device.cuda(1));
        for (var wrong : new String[] {"gpu", "cuda:one", ""}) {
            assertThatThrownBy(() -> Device.named(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("A device is cpu");
        }
    }

    @Test
    void aCardThatIsNotThereIsSaidSo() {
        assumeFalse(Device.cudaAvailable(), "there is a graphics card here");
        assertThatThrownBy(() -> Device.cuda(0).use(() -> Tensor.zeros(2)))
                .isInstanceOf(TensorException.class)
                .hasMessageStartingWith(
                        "There is no graphics card here that can be used, so nothing can be made on cuda:0:");
    }
}
