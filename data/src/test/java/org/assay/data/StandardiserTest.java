package org.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assay.tensor.DType;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class StandardiserTest {
    @Test
    void columnsGetMeanZeroAndDeviationOneByTheTrainingPart() {
        // Column 0: mean 2, population deviation sqrt(2/3); column 1 is constant.
        var train = Tensor.of(DType.FLOAT64, new double[] {1, 5, 2, 5, 3, 5}, 3, 2);
        var standardiser = Standardiser.perColumn(train);
        assertThat(standardiser.mean().toDoubles()).containsExactly(2, 5);
        assertThat(standardiser.deviation().toDoubles()[0]).isCloseTo(Math.sqrt(2 / 3.0), within(1e-12));
        assertThat(standardiser.deviation().toDoubles()[1]).isEqualTo(1);
        var test = standardiser.apply(Tensor.of(DType.FLOAT64, new double[] {4, 6}, 1, 2));
        assertThat(test.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(test.toFloats()[0]).isCloseTo((float) (2 / Math.sqrt(2 / 3.0)), within(1e-6f));
        assertThat(test.toFloats()[1]).isEqualTo(1);
        assertThat(standardiser.invert(test).toFloats()[0]).isCloseTo(4, within(1e-6f));
    }

    @Test
    void picturesAreStandardisedChannelByChannel() {
        // 3,000 pictures, more than one piece: channel 0 alternates 0 and 200, channel 1 is 50 everywhere.
        var bytes = new byte[3000 * 2 * 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = i / 2 % 2 == 1 ? 50 : (byte) (i % 2 == 0 ? 0 : 200);
        }
        var standardiser = Standardiser.perChannel(Tensor.of(bytes, 3000, 2, 1, 2));
        assertThat(standardiser.mean().shape()).containsExactly(2, 1, 1);
        assertThat(standardiser.mean().toDoubles()).containsExactly(100, 50);
        assertThat(standardiser.deviation().toDoubles()).containsExactly(100, 1);
        assertThat(standardiser
                        .apply(Tensor.of(new byte[] {0, (byte) 200, 50, 51}, 1, 2, 1, 2))
                        .toFloats())
                .containsExactly(-1, 1, 0, 1);
    }

    @Test
    void examplesKeepTheirLabels() {
        var twos = new Standardiser(Tensor.scalar(DType.FLOAT64, 2), Tensor.scalar(DType.FLOAT64, 4));
        var examples = twos.apply(new Examples(Tensor.of(new float[] {2, 10}, 2, 1), Tensor.of(new long[] {7, 3}, 2)));
        assertThat(examples.inputs().toFloats()).containsExactly(0, 2);
        assertThat(examples.labels().toLongs()).containsExactly(7, 3);
    }
}
