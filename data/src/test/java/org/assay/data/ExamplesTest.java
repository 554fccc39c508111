package org.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    private static Examples six() {
        return new Examples(
                Tensor.of(new float[] {10, 11, 12, 13, 14, 15}, 6, 1), Tensor.of(new long[] {3, 7, 1, 7, 0, 3}, 6));
    }

    @Test
    void bytesBecomeNumbersFromZeroToOne() {
        Scope.run(() -> {
            var bytes =
                    new Examples(Tensor.of(new byte[] {0, 51, (byte) 255}, 3, 1), Tensor.of(new long[] {2, 0, 1}, 3));
            assertThat(bytes.zeroToOne().inputs().toFloats()).containsExactly(0, 0.2f, 1);
            assertThat(bytes.zeroToOne().labels().toLongs()).containsExactly(2, 0, 1);
            assertThat(six().zeroToOne().inputs().toFloats()).as("floats stay").containsExactly(10, 11, 12, 13, 14, 15);
        });
    }

    @Test
    void someClassesAreRenumberedInTheOrderAskedFor() {
        Scope.run(() -> {
            var some = six().ofClasses(7, 3);
            assertThat(some.inputs().toFloats()).containsExactly(10, 11, 13, 15);
            assertThat(some.labels().toLongs()).containsExactly(1, 0, 0, 1);
        });
    }

    @Test
    void aClassWithoutExamplesHasNone() {
        Scope.run(() -> assertThat(six().ofClasses(5).inputs().shape()).containsExactly(0, 1));
    }

    @Test
    void aClassIsAskedForOnce() {
        Scope.run(() -> assertThatThrownBy(() -> six().ofClasses(3, 3))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("class 3 was asked for twice"));
    }

    @Test
    void labelsAreReplacedInExactlyTheirShare() {
        Scope.run(() -> {
            var given = new Examples(Tensor.arange(1000), Tensor.full(99, 1000).to(DType.INT64));
            var labels = given.relabelled(0.3, 5, Rng.of(2)).labels();
            assertThat(labels.ne(99L).countNonzero().item()).isEqualTo(300);
            for (long c = 0; c < 5; c++) {
                // Binomial around 60 with deviation 7.
                assertThat(labels.eq(c).countNonzero().item()).isBetween(30.0, 90.0);
            }
            assertThat(given.labels().eq(99L).countNonzero().item()).isEqualTo(1000);
            assertThat(given.relabelled(0, 5, Rng.of(2)).labels().toLongs())
                    .isEqualTo(given.labels().toLongs());
            assertThatThrownBy(() -> given.relabelled(1.5, 5, Rng.of(2)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("1.5");
        });
    }

    @Test
    void roundsHoldEveryClassOnceAndSmallerSetsBeginLargerOnes() {
        Scope.run(() -> {
            var thirty = new Examples(
                    Tensor.arange(30), Tensor.arange(30).remainder(3.0).to(DType.INT64));
            var some = thirty.inRounds(4, Rng.of(3));
            assertThat(some.labels().toLongs()).containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2);
            var numbers = some.inputs().toLongs();
            assertThat(numbers).doesNotHaveDuplicates();
            for (int i = 0; i < numbers.length; i++) {
                assertThat(numbers[i] % 3).isEqualTo(i % 3);
            }
            assertThat(thirty.inRounds(10, Rng.of(3)).inputs().narrow(0, 0, 12).toLongs())
                    .isEqualTo(numbers);
            assertThat(thirty.inRounds(4, Rng.of(4)).inputs().toLongs()).isNotEqualTo(numbers);
            assertThatThrownBy(() -> thirty.inRounds(11, Rng.of(3)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("class 0 has 10 examples and 11 were asked for");
        });
    }
}
