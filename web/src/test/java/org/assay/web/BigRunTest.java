package org.assay.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assay.lab.store.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of 100 trials and a million points: what is sent is thin, and how long it took is printed, not judged. */
final class BigRunTest {

    private static final int SEEDS = 50;
    private static final int POINTS = 10_000;
    private static final Pattern PATH = Pattern.compile("<path [^>]*data-arm=\"[^\"]*\"[^>]* d=\"([^\"]*)\"");

    @Test
    void aMillionPointsAreThinnedBeforeTheyAreSent(@TempDir Path runs) throws Exception {
        var made = new Made("big-smoke-1", "big", "words").arm("low").arm("high");
        var random = new Random(1);
        var x = IntStream.range(0, POINTS).mapToDouble(i -> i).toArray();
        for (int trial = 0; trial < 2 * SEEDS; trial++) {
            int level = trial / SEEDS;
            var y = IntStream.range(0, POINTS)
                    .mapToDouble(i -> level + Math.exp(-i / 2e3) + 0.1 * random.nextGaussian())
                    .toArray();
            made.done(
                    level == 0 ? "low" : "high",
                    trial % SEEDS,
                    Map.of("last", y[POINTS - 1]),
                    Map.of("loss", new Series(x, y)));
        }
        made.in(runs);
        try (var dashboard = Dashboard.start(Settings.local(runs, 0, Catalogue.EMPTY))) {
            assertThat(Visit.get(dashboard.address(), "/").status()).isEqualTo(200);
            var timed = new Stopwatch();
            var first = Visit.get(dashboard.address(), "/runs/big-smoke-1");
            var once = timed.lap();
            var second = Visit.get(dashboard.address(), "/runs/big-smoke-1");
            System.out.printf(
                    "A run page with 100 trials and %,d points: %s the first time, %s after, %,d bytes.%n",
                    2 * SEEDS * POINTS, once, timed.lap(), first.content().length);
            assertThat(second.text()).isEqualTo(first.text());
            var lines = PATH.matcher(first.text())
                    .results()
                    .map(match -> match.group(1))
                    .filter(d -> d.length() > 20)
                    .toList();
            assertThat(lines).as("in two sizes: 100 seeds and two means").hasSize(2 * (2 * SEEDS + 2));
            assertThat(lines)
                    .allSatisfy(d ->
                            assertThat(d.chars().filter(c -> c == 'L').count()).isBetween(30L, 300L));
            assertThat(first.content()).hasSizeLessThan(1 << 20);
        }
    }

    /** Time on the wall and on the processor, which a busy machine does not stretch as much. */
    private static final class Stopwatch {

        private long wall = System.nanoTime();
        private Duration cpu = processor();

        private static Duration processor() {
            return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        }

        private String lap() {
            var text = (System.nanoTime() - wall) / 1_000_000 + " ms ("
                    + processor().minus(cpu).toMillis() + " ms of processor time)";
            wall = System.nanoTime();
            cpu = processor();
            return text;
        }
    }
}
