package org.assay.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static void follows(Schedule schedule, long[] steps, double... factors) {
        for (int i = 0; i < steps.length; i++) {
            assertThat(schedule.at(steps[i])).as("step %d", steps[i]).isCloseTo(factors[i], within(1e-12));
        }
    }

    @Test
    void cosineFallsAlongHalfAWave() {
        follows(Schedule.cosine(100), new long[] {0, 25, 50, 100, 500}, 1, 0.5 + Math.sqrt(0.5) / 2, 0.5, 0, 0);
        follows(Schedule.cosine(100, 0.1), new long[] {0, 50, 100}, 1, 0.55, 0.1);
    }

    @Test
    void warmUpRisesAndThenTheScheduleStarts() {
        follows(Schedule.linear(10).warmup(4), new long[] {0, 1, 3, 4, 9, 14}, 0.25, 0.5, 1, 1, 0.5, 0);
    }

    @Test
    void stepsMultiply() {
        follows(Schedule.milestones(0.1, 30, 60), new long[] {0, 29, 30, 59, 60}, 1, 1, 0.1, 0.1, 0.01);
        follows(Schedule.every(10, 0.5), new long[] {9, 10, 35}, 1, 0.5, 0.125);
    }

    @Test
    void inverseSquareRootPeaksAtTheEndOfWarmUp() {
        follows(Schedule.inverseSquareRoot(100), new long[] {0, 49, 99, 399}, 0.01, 0.5, 1, 0.5);
    }

    @Test
    void triangleRisesAndFalls() {
        follows(Schedule.triangular(100, 0.2, 0.1, 0), new long[] {0, 10, 20, 60, 100, 200}, 0.1, 0.55, 1, 0.5, 0, 0);
    }

    /** With 11 steps and a peak at 3/11 the turn is at step 2; PyTorch's phases end at {@code pct * steps - 1} and {@code steps - 1}. */
    @Test
    void oneCycleTurnsWherePyTorchDoes() {
        follows(
                Schedule.oneCycle(11, 3.0 / 11, 25, 1e4),
                new long[] {0, 1, 2, 6, 10},
                0.04,
                0.52,
                1,
                (1 + 4e-6) / 2,
                4e-6);
    }

    @Test
    void compositionsChainAndRestart() {
        follows(Schedule.constant().then(3, Schedule.linear(2)), new long[] {0, 2, 3, 4, 5}, 1, 1, 1, 0.5, 0);
        follows(Schedule.linear(4).restarting(4), new long[] {0, 3, 4, 6}, 1, 0.25, 1, 0.5);
    }

    @Test
    void aScheduleOverNoStepsIsRefused() {
        assertThatThrownBy(() -> Schedule.cosine(0)).hasMessage("A schedule spans at least one step, not 0.");
    }
}
