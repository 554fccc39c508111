package org.assay.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.nn.Dropout;
import org.assay.nn.Sequential;
import org.assay.nn.TransformerBlock;
import org.assay.nn.models.LeNet;
import org.assay.tensor.Rng;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

/** The same seed gives the same bits, also in another process. */
class ReproducibilityTest {
    static int bits() {
        var rng = Rng.of(7);
        var images = rng.normal(32, 1, 12, 12);
        var labels = rng.integers(0, 3, 32);
        var net = LeNet.of(1, 12, 3, rng);
        Recipe.of(2, 8, AdamW.of(1e-2)).train(net, images, labels, rng.split("first"));
        var block = Sequential.of(TransformerBlock.of(8, 2, rng).dropping(0.1), new Dropout(0.1));
        var sequences = rng.normal(16, 5, 8);
        Recipe.of(2, 8, Sgd.of(0.1).momentum(0.9))
                .loss((y, t) -> y.mse(t))
                .train(block, sequences, sequences, rng.split("second"));
        return Arrays.hashCode(Tree.flatten(List.of(net, block)).toFloats());
    }

    public static void main(String[] args) {
        System.out.println("bits " + bits());
    }

    @Test
    void trialsBesideEachOtherDoNotDisturbEachOther() {
        int alone = bits();
        var beside = IntStream.range(0, 3).parallel().map(_ -> bits()).toArray();
        assertThat(beside).containsOnly(alone);
    }

    @Test
    void anotherProcessGetsTheSameBits() throws IOException, InterruptedException {
        assertThat(bits()).isEqualTo(bits());
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReproducibilityTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(said.strip()).isEqualTo("bits " + bits());
    }
}
