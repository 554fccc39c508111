package org.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgressTest {

    private final AtomicLong clock = new AtomicLong();
    private final Progress progress = new Progress(clock::get);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private Screen screen(int columns) {
        return Screen.plain(new PrintStream(written, true, UTF_8), columns);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void oneLineAWorkerAndOneForAll() {
        progress.planned(2, 10, Optional.of(Duration.ofMinutes(8)));
        progress.started(1, "erm", 3, 1);
        progress.started(2, "mixup", 3, 2);
        progress.at(1, 0.5);
        pass(Duration.ofSeconds(75));
        var lines = progress.lines(screen(80));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("erm, seed 3").contains("50 %").endsWith("1 min 15 s");
        assertThat(lines.get(1)).contains("mixup, seed 3, attempt 2").contains("0 %");
        assertThat(lines.get(2)).contains("2 of 10 trials, about 7 min left");
        assertThat(lines.get(2).chars().filter(c -> c == '━').count())
                .as("2.5 of 10 of 30 columns")
                .isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 200})
    void noLineIsWiderThanTheScreen(int columns) {
        progress.planned(0, 1000, Optional.of(Duration.ofHours(20)));
        progress.started(1, "an-arm-with-a-very-long-name,width=128,noise=0.25,decay=0.001", 12, 1);
        progress.started(2, "b", 1, 2);
        assertThat(progress.lines(screen(columns)))
                .allSatisfy(line -> assertThat(line.length()).isLessThan(columns));
    }

    @Test
    void timeLeftNeverTurnsNegative() {
        progress.planned(1, 2, Optional.of(Duration.ofSeconds(5)));
        pass(Duration.ofMinutes(5));
        assertThat(progress.summary()).isEqualTo("1 of 2 trials, a few seconds left");
    }

    @Test
    void withoutATerminalOneLineASecondAtMost() {
        var board = new PlainBoard(screen(80), progress, clock::get);
        progress.planned(1, 100, Optional.empty());
        board.ended("a, seed 1: 1 s");
        board.ended("a, seed 2: 1 s");
        pass(Duration.ofSeconds(1));
        board.ended("a, seed 3: 1 s");
        assertThat(written.toString(UTF_8).lines())
                .containsExactly("a, seed 1: 1 s; 1 of 100 trials", "a, seed 3: 1 s; 1 of 100 trials");
    }
}
