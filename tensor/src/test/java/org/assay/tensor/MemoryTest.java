package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Native memory does not grow with the number of steps. */
class MemoryTest {
    private static final long MIB = 1 << 20;

    @Test
    @EnabledOnOs(OS.LINUX)
    void tenThousandStepsKeepNativeMemoryFlat() throws IOException {
        flat(10_000);
    }

    @Test
    @Tag("long")
    @EnabledOnOs(OS.LINUX)
    void aHundredThousandStepsKeepNativeMemoryFlat() throws IOException {
        flat(100_000);
    }

    /**
     * A leak of one pointer a call, some 30 calls a step, would show as 32 bytes x 30 x 10,000 = 9 MiB, and show again in every repetition. What the virtual
     * machine takes for itself once (compiled code, a huge page) does not.
     */
    private static void flat(int steps) throws IOException {
        var model = List.of(
                Rng.of(1).normal(32, 32).parameter(),
                Tensor.zeros(32).parameter(),
                Rng.of(2).normal(2, 32).parameter(),
                Tensor.zeros(2).parameter());
        var rng = Rng.of(3);
        train(model, rng, steps / 5);
        long tensors = Scope.liveTensors();
        long bytes = Scope.liveBytes();
        var growth = new ArrayList<Long>();
        for (int repetition = 0; repetition < 3; repetition++) {
            long before = anonymousMemory();
            train(model, rng, steps);
            // What earlier tests left outside scopes may go meanwhile.
            assertThat(Scope.liveTensors()).isLessThanOrEqualTo(tensors);
            assertThat(Scope.liveBytes()).isLessThanOrEqualTo(bytes);
            growth.add(anonymousMemory() - before);
            if (growth.getLast() < 6 * MIB) {
                return;
            }
        }
        assertThat(growth).as("bytes gained in each repetition").anyMatch(bytesGained -> bytesGained < 6 * MIB);
    }

    private static void train(List<Tensor> model, Rng rng, int steps) {
        for (int step = 0; step < steps; step++) {
            Scope.run(() -> {
                var x = rng.normal(16, 32);
                var y = rng.integers(0, 2, 16);
                var gradient = Autodiff.grad(
                        () -> x.linear(model.get(0), model.get(1))
                                .relu()
                                .clamp(-5, 5)
                                .linear(model.get(2), model.get(3))
                                .crossEntropy(y),
                        model);
                Autodiff.noGrad(() -> {
                    for (int i = 0; i < model.size(); i++) {
                        model.get(i).add_(gradient.get(i), -0.01);
                    }
                });
            });
        }
    }

    /** Resident memory that belongs to no file, the Java heap left out, after the heap has been collected. */
    private static long anonymousMemory() throws IOException {
        System.gc();
        long heap = java.lang.management.ManagementFactory.getMemoryMXBean()
                .getHeapMemoryUsage()
                .getCommitted();
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            long kib = lines.filter(line -> line.startsWith("RssAnon:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
            return kib * 1024 - heap;
        }
    }

    @Test
    void whatNoScopeOwnsIsFreedWhenUnreachable() {
        long before = Scope.liveTensors();
        var weak = new WeakReference<>(Tensor.ones(1000));
        for (int round = 0; round < 200 && (weak.get() != null || Scope.liveTensors() > before); round++) {
            System.gc();
            Thread.onSpinWait();
        }
        assertThat(weak.get()).isNull();
        assertThat(Scope.liveTensors()).isLessThanOrEqualTo(before);
    }

    @Test
    void liveBytesCountSharedStorageOnce() {
        Scope.run(() -> {
            long before = Scope.liveBytes();
            var x = Tensor.zeros(DType.FLOAT64, 1000);
            assertThat(x.narrow(0, 0, 10).count()).isEqualTo(10);
            assertThat(Scope.liveBytes() - before).isLessThanOrEqualTo(8000);
        });
    }

    @Test
    void bytesGoInAndOut() {
        try (var arena = Arena.ofConfined()) {
            Scope.run(() -> {
                for (var type : DType.values()) {
                    var x = Tensor.of(1, 0, 3, 5).to(type).reshape(2, 2).t();
                    var bytes = arena.allocate(4L * type.bytes());
                    x.write(bytes);
                    assertThat(Tensor.read(type, bytes, 2, 2).equalTo(x))
                            .as(type.toString())
                            .isTrue();
                }
            });
        }
    }

    @Test
    void aMappedFileIsReadAndNeverWritten(@TempDir Path folder) throws IOException {
        var file = Files.write(folder.resolve("bytes"), new byte[] {1, 2, 3, (byte) 250, 5, 6});
        var mapped = Tensor.map(DType.UINT8, file, 2, 3);
        assertThat(mapped.toLongs()).containsExactly(1, 2, 3, 250, 5, 6);
        mapped.fill_(7);
        assertThat(mapped.toLongs()).containsOnly(7);
        assertThat(Files.readAllBytes(file)).containsExactly(1, 2, 3, 250, 5, 6);
        assertThatThrownBy(() -> Tensor.map(DType.FLOAT32, file, 2, 3))
                .isInstanceOf(TensorException.class)
                .hasMessage("map: [2, 3] FLOAT32 takes 24 bytes, and " + file + " has 6.");
        assertThat(Tensor.map(DType.INT64, Files.createFile(folder.resolve("empty")), 0, 4)
                        .shape())
                .containsExactly(0, 4);
    }
}
