package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeTest {
    @Test
    void describesItself() {
        var description = Native.describe();
        assertThat(description.libtorch()).startsWith("2.");
        assertThat(description.blasCoreType()).isNotBlank().isNotEqualTo("unknown");
        assertThat(description.blasChosen()).isNotBlank();
        assertThat(description.threads()).isPositive();
        assertThat(description.cpuCapability()).isNotBlank();
    }

    @Test
    void threadsCanBeSet() {
        int before = Native.settings().threads();
        Native.threads(1);
        assertThat(Native.settings().threads()).isEqualTo(1);
        Native.threads(before);
    }

    @Test
    void allBitsOfProductsCountUnlessToldOtherwise() {
        assertThat(Precision.products()).isEqualTo(Precision.Products.HIGHEST);
        Precision.products(Precision.Products.MEDIUM);
        assertThat(Precision.products()).isEqualTo(Precision.Products.MEDIUM);
        Precision.products(Precision.Products.HIGHEST);
    }

    @Test
    void anotherProcessGivesTheSameBitsAndTakesRecordedSettings() throws IOException, InterruptedException {
        int before = Native.settings().threads();
        Native.threads(1);
        var settings = Native.settings();
        var here = SameBits.fingerprint();
        Native.threads(before);
        var there = run(settings.jvmArguments());
        assertThat(there).containsExactly(here, settings.toString());
    }

    @Test
    void otherThreadsDrawingAndComputingDoNotChangeTheBits() throws InterruptedException {
        int before = Native.settings().threads();
        Native.threads(1);
        var alone = SameBits.fingerprint();
        var neighbours = new ArrayList<Thread>();
        for (int i = 0; i < 2; i++) {
            neighbours.add(Thread.ofPlatform().start(SameBits::fingerprint));
        }
        assertThat(SameBits.fingerprint()).isEqualTo(alone);
        for (var neighbour : neighbours) {
            neighbour.join();
        }
        Native.threads(before);
    }

    private static List<String> run(List<String> options) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SameBits.class.getName()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = process.inputReader()) {
            var output = lines.readAllLines();
            assertThat(process.waitFor()).isZero();
            return output;
        }
    }
}
