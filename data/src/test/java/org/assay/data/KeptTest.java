package org.assay.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assay.tensor.DType;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTest {
    @TempDir
    Path folder;

    private final AtomicInteger parsed = new AtomicInteger();

    private Images kept() {
        return Kept.images(folder.resolve("set"), () -> {
            parsed.incrementAndGet();
            return new Images(
                    new Examples(
                            Tensor.of(new byte[] {1, 2, 3, (byte) 200}, 2, 1, 1, 2), Tensor.of(new long[] {1, 0}, 2)),
                    new Examples(Tensor.of(new byte[0], 0, 1, 1, 2), Tensor.of(new long[0], 0)),
                    List.of("a", "b"),
                    "hash");
        });
    }

    private static void whole(Images images) {
        assertThat(images.train().inputs().dtype()).isEqualTo(DType.UINT8);
        assertThat(images.train().inputs().shape()).containsExactly(2, 1, 1, 2);
        assertThat(images.train().inputs().toBytes()).containsExactly(1, 2, 3, -56);
        assertThat(images.train().labels().toLongs()).containsExactly(1, 0);
        assertThat(images.test().inputs().shape()).containsExactly(0, 1, 1, 2);
        assertThat(images.classes()).containsExactly("a", "b");
        assertThat(images.contentHash()).isEqualTo("hash");
    }

    @Test
    void picturesAreParsedOnceAndThenMapped() {
        whole(kept());
        whole(kept());
        assertThat(parsed).hasValue(1);
    }

    @Test
    void whatOneTrialWritesNobodyElseSees() {
        var mine = kept();
        mine.train().inputs().fill_(9);
        assertThat(mine.train().inputs().toBytes()).containsOnly(9);
        whole(kept());
    }

    @Test
    void aDamagedFileIsNotTakenButMadeAnew() throws Exception {
        whole(kept());
        var file = folder.resolve("set/train-inputs");
        Files.delete(file);
        Files.write(file, new byte[] {1, 2, 3, 4});
        whole(kept());
        assertThat(parsed).hasValue(2);
    }

    @Test
    void manyThatAskAtOnceParseOnce() throws Exception {
        var threads = List.of(
                Thread.ofPlatform().start(() -> whole(kept())),
                Thread.ofPlatform().start(() -> whole(kept())),
                Thread.ofPlatform().start(() -> whole(kept())));
        for (var thread : threads) {
            thread.join();
        }
        assertThat(parsed).hasValue(1);
    }
}
