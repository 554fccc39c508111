package org.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.assay.data.format.DataException;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static Examples numbered(int n) {
        var numbers = LongStream.range(0, n).toArray();
        return new Examples(
                Tensor.of(numbers, n),
                Tensor.of(LongStream.of(numbers).map(i -> 10 * i).toArray(), n));
    }

    private static List<Long> pass(Batches<Examples> batches) {
        var seen = new ArrayList<Long>();
        for (var batch : batches) {
            var inputs = batch.inputs().toLongs();
            var labels = batch.labels().toLongs();
            for (int i = 0; i < inputs.length; i++) {
                assertThat(labels[i]).isEqualTo(10 * inputs[i]);
                seen.add(inputs[i]);
            }
        }
        return seen;
    }

    @Test
    void everyPassHoldsEveryExampleOnceInAnOrderOfItsOwn() {
        var batches = Batches.of(numbered(10), 4, Rng.of(1));
        var first = pass(batches);
        var second = pass(batches);
        assertThat(batches.count()).isEqualTo(3);
        assertThat(first).hasSize(10).doesNotHaveDuplicates();
        assertThat(second).hasSameElementsAs(first).isNotEqualTo(first);
    }

    @Test
    void theSameSeedGivesTheSameBatches() {
        assertThat(pass(Batches.of(numbered(20), 3, Rng.of(7))))
                .isEqualTo(pass(Batches.of(numbered(20), 3, Rng.of(7))));
    }

    @Test
    void inOrderKeepsTheOrderAndTheRemainderCanBeLeftOut() {
        assertThat(pass(Batches.inOrder(numbered(5), 2))).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(pass(Batches.inOrder(numbered(5), 2).withoutRemainder())).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void stepsGoOnOverSeveralPasses() {
        var batches = Batches.of(numbered(6), 4, Rng.of(3)).steps(5);
        var sizes = new ArrayList<Long>();
        batches.forEach(batch -> sizes.add(batch.count()));
        assertThat(sizes).containsExactly(4L, 2L, 4L, 2L, 4L);
    }

    @Test
    void aBatchIsFreedWhenTheNextIsAskedFor() {
        Scope.run(() -> {
            var batches = Batches.inOrder(numbered(1000), 10)
                    .map(b -> new Examples(b.inputs().mul(2), b.labels()));
            long before = Scope.liveTensors();
            long most = 0;
            for (var batch : batches) {
                assertThat(batch.inputs().toLongs()[0]).isEqualTo(batch.labels().toLongs()[0] / 5);
                most = Math.max(most, Scope.liveTensors());
            }
            assertThat(most).isLessThan(before + 20);
            assertThat(Scope.liveTensors()).isLessThan(before + 20);
        });
    }

    @Test
    void batchesMadeAheadAreTheSameOnesAndOnlyThose() {
        var made = new AtomicInteger();
        var batches = Batches.of(numbered(50), 8, Rng.of(2)).map(batch -> {
            made.incrementAndGet();
            return batch;
        });
        var seen = new ArrayList<Long>();
        for (var batch : batches.ahead(3)) {
            for (long number : batch.inputs().toLongs()) {
                seen.add(number);
            }
        }
        assertThat(seen).isEqualTo(pass(Batches.of(numbered(50), 8, Rng.of(2))));
        assertThat(made).hasValue(7);
    }

    @Test
    void aBatchMadeAheadIsFreedWhenTheNextIsAskedForAndALoopMayBeLeft() {
        var batches = Batches.inOrder(numbered(1000), 10);
        var iterator = batches.ahead(2).iterator();
        var first = iterator.next();
        assertThat(first.inputs().toLongs()).startsWith(0, 1, 2);
        var second = iterator.next();
        assertThat(first.inputs().isFreed()).isTrue();
        assertThat(second.inputs().toLongs()).startsWith(10, 11);
        assertThat(pass(batches)).hasSize(1000);
    }

    @Test
    void refusesTensorsOfDifferentLengths() {
        record Pair(Tensor a, Tensor b) {}
        assertThatThrownBy(() -> Batches.inOrder(new Pair(Tensor.ones(3), Tensor.ones(4)), 2))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("3 and 4 rows");
    }
}
