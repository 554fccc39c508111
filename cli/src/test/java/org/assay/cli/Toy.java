package org.assay.cli;

import static org.assay.lab.Change.set;
import static org.assay.lab.Scale.SMOKE;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assay.lab.Figure;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Published;
import org.assay.lab.SecondPlan;
import org.assay.lab.Study;
import org.assay.lab.Trial;

/** A study without tensors: the mean of random numbers with and without a shift that is easy to see. */
public final class Toy implements Study<Toy.Setup> {

    /**
     * What a trial does.
     *
     * @param millis how long a trial keeps the processor busy
     * @param failing number of the seed whose trials throw; 0 for none
     */
    public record Setup(double shift, int draws, int millis, int failing) {}

    @Override
    public List<Paper> papers() {
        return List.of(Paper.of("On the mean of shifted numbers", "Test 2026", "test:toy", "A. Author", "B. Author"));
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
    public List<String> courseLists() {
        return List.of("A course, 2026");
    }

    @Override
    public Plan<Setup> plan() {
        return Plan.of(new Setup(0, 1000, 0, 0))
                .at(SMOKE, set("draws", 100))
                .arm("fair")
                .arm("shifted", set("shift", 1.0))
                .exploratory("twice", set("shift", 2.0))
                .looks(3, 5)
                .primary("C1", "the shift raises the mean")
                .published("0 to 1", "Table 1", Published.Source.RECALLED)
                .that("shifted")
                .has("mean")
                .above("fair")
                .byAtLeast(0.1)
                .build();
    }

    @Override
    public Optional<SecondPlan<Setup>> secondPlan() {
        var plan = Plan.of(new Setup(0, 100, 0, 0))
                .arm("few", set("draws", 10))
                .arm("many")
                .looks(4, 6)
                .tune("shift", 0.5, 0.0)
                .lowest("mean")
                .primary("N1", "the mean of few draws spreads more")
                .that("few")
                .has("mean")
                .spreadsMoreThan("many")
                .byFactor(1.5)
                .secondary("N2", "no shift is found")
                .untilDecided()
                .that("many")
                .has("mean")
                .near(0)
                .within(1)
                .build();
        return Optional.of(SecondPlan.of("noise", "How noisy is a mean?", plan));
    }

    @Override
    public void run(Trial<Setup> trial) {
        var setting = trial.setting();
        if (trial.seed() == setting.failing()) {
            throw new IllegalStateException("the coin was lost");
        }
        var random = new Random(trial.seed("coins"));
        var end = System.nanoTime() + 1_000_000L * setting.millis();
        double sum = 0;
        for (int i = 1; i <= setting.draws(); i++) {
            sum += random.nextGaussian() + setting.shift();
            if (i % 10 == 0) {
                trial.series("running mean", i, sum / i);
                trial.progress((double) i / setting.draws());
            }
        }
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        trial.metric("mean", sum / setting.draws());
    }

    @Override
    public List<Figure> figures() {
        return List.of(new Figure.Lines(
                "running-mean",
                "The mean settles.",
                List.of("running mean"),
                List.of("fair", "shifted"),
                "draws",
                Figure.Axis.LINEAR,
                "mean",
                Figure.Axis.LINEAR));
    }
}
