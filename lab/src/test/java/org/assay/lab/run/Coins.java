package org.assay.lab.run;

import static org.assay.lab.Change.set;

import java.util.List;
import java.util.Random;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Scale;
import org.assay.lab.Study;
import org.assay.lab.Trial;

/** A study without tensors: the mean of random numbers, with and without a shift that is easy to see. */
public final class Coins implements Study<Coins.Setup> {

    public record Setup(double shift, int throwsPerTrial, int millis) {}

    @Override
    public List<Paper> papers() {
        return List.of(Paper.of("On the mean of coins", "Test 2026", "test:coins", "A. Author"));
    }

    @Override
    public String question() {
        return "Does a shift shift the mean?";
    }

    @Override
    public String family() {
        return "tests";
    }

    @Override
    public Plan<Setup> plan() {
        return Plan.of(new Setup(0, 1000, 0))
                .at(Scale.SMOKE, set("throwsPerTrial", 100))
                .arm("fair")
                .arm("shifted", set("shift", 1.0))
                .exploratory("twice", set("shift", 2.0))
                .looks(3, 5)
                .primary("C1", "the shift raises the mean")
                .that("shifted")
                .has("mean")
                .above("fair")
                .byAtLeast(0.1)
                .build();
    }

    @Override
    public void run(Trial<Setup> trial) {
        var setting = trial.setting();
        var random = new Random(trial.seed("coins"));
        double sum = 0;
        for (int i = 1; i <= setting.throwsPerTrial(); i++) {
            sum += random.nextGaussian() + setting.shift();
            if (i % 10 == 0) {
                trial.series("running", i, sum / i);
                trial.progress((double) i / setting.throwsPerTrial());
            }
        }
        trial.operations(2.0 * setting.throwsPerTrial());
        spin(setting.millis());
        trial.metric("mean", sum / setting.throwsPerTrial());
        trial.timing("spent", 0.001 * setting.millis());
        trial.sample("last", "the sum was " + sum);
        trial.image("pixel", 1, 1, 2, new float[] {0, 1});
    }

    /** Busy for a while: tests do not sleep, and neither do studies. */
    static void spin(long millis) {
        long end = System.nanoTime() + 1_000_000 * millis;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
