package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScopeTest {
    record Pair(Tensor first, List<Tensor> rest) {}

    @Test
    void freesWhatIsNotReturned() {
        Scope.run(() -> {
            long before = Scope.liveTensors();
            long bytes = Scope.liveBytes();
            var made = new ArrayList<Tensor>();
            var sum = Scope.call(() -> {
                var x = Tensor.ones(100, 100);
                made.add(x);
                var y = x.add(x);
                made.add(y);
                return y.sum();
            });
            assertThat(sum.item()).isEqualTo(20_000);
            assertThat(made).allMatch(Tensor::isFreed);
            // What earlier tests left outside scopes may go meanwhile.
            assertThat(Scope.liveTensors()).isLessThanOrEqualTo(before + 1);
            assertThat(Scope.liveBytes()).isLessThanOrEqualTo(bytes + 4);
        });
    }

    @Test
    void touchingAFreedTensorIsASentence() {
        var escaped = new ArrayList<Tensor>();
        Scope.run(() -> escaped.add(Tensor.ones(2)));
        assertThatThrownBy(() -> escaped.getFirst().add(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("This tensor was freed when the scope that made it ended");
        assertThat(escaped.getFirst().toString()).isEqualTo("Tensor[freed]");
    }

    @Test
    void treesOfAnyKindSurvive() {
        Scope.run(() -> {
            var kept = Scope.call(() -> Map.of(
                    "pair",
                    new Pair(Tensor.ones(1), List.of(Tensor.ones(2), Tensor.ones(3))),
                    "maybe",
                    Optional.of(Tensor.ones(4))));
            assertThat(Tree.leaves(kept)).hasSize(4).noneMatch(Tensor::isFreed);
        });
    }

    @Test
    void keptAndDetachedTensorsOutliveTheScope() {
        var escaped = new ArrayList<Tensor>();
        Scope.run(() -> {
            Scope.run(() -> {
                escaped.add(Scope.keep(Tensor.ones(1)));
                escaped.add(Scope.detached(() -> Tensor.ones(2)));
                escaped.add(Tensor.ones(3));
            });
            assertThat(escaped).extracting(Tensor::isFreed).containsExactly(false, false, true);
        });
        assertThat(escaped).extracting(Tensor::isFreed).containsExactly(true, false, true);
        assertThat(escaped.get(1).sum().item()).isEqualTo(2);
    }

    @Test
    void freesWhenTheBodyThrows() {
        var escaped = new ArrayList<Tensor>();
        assertThatThrownBy(() -> Scope.run(() -> {
                    escaped.add(Tensor.ones(1));
                    throw new ArithmeticException("on purpose");
                }))
                .isInstanceOf(ArithmeticException.class);
        assertThat(escaped.getFirst().isFreed()).isTrue();
    }

    @Test
    void gradientsFlowThroughTensorsWhoseScopeHasEnded() {
        Scope.run(() -> {
            var w = Tensor.of(3).parameter();
            var y = Scope.call(() -> w.mul(w).mul(w));
            assertThat(Autodiff.grad(y, List.of(w), false).getFirst().item()).isEqualTo(27);
        });
    }

    @Test
    void threadsHaveScopesOfTheirOwn() throws InterruptedException {
        var made = new ArrayList<Tensor>();
        Scope.run(() -> {
            var shared = Tensor.ones(3);
            var thread = Thread.ofPlatform().start(() -> Scope.run(() -> made.add(shared.add(1))));
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            assertThat(shared.isFreed()).isFalse();
        });
        assertThat(made.getFirst().isFreed()).isTrue();
    }

    @Test
    void tensorsWithoutElementsTakeNoBytes() {
        Scope.run(() -> {
            long before = Scope.liveBytes();
            var empty = Tensor.zeros(0, 3);
            assertThat(Scope.liveBytes()).isEqualTo(before);
            assertThat(empty.count()).isZero();
        });
    }

    /** A loader hands out gigabytes, each batch freed before the next; only what nobody frees is the collector's business. */
    @Test
    void theCollectorIsAskedOnlyAboutWhatNobodyFrees() {
        long before = Unscoped.nudges();
        for (int i = 0; i < 300; i++) {
            Scope.free(Scope.call(() -> Tensor.zeros(1 << 20)));
        }
        assertThat(Unscoped.nudges()).isEqualTo(before);
        for (int i = 0; i < 300; i++) {
            var _ = Scope.call(() -> Tensor.zeros(1 << 20));
        }
        assertThat(Unscoped.nudges()).isGreaterThan(before);
    }
}
