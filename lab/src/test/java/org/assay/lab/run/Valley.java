package org.assay.lab.run;

import static org.assay.lab.Change.set;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assay.lab.Figure;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.SecondPlan;
import org.assay.lab.Study;
import org.assay.lab.Trial;

/** Gradient descent on a parabola: its rate is tuned by the plan, and a second plan asks about noise. */
public final class Valley implements Study<Valley.Setup> {

    public record Setup(double rate, double steepness, double noise) {}

    @Override
    public List<Paper> papers() {
        return List.of(Paper.of("On valleys", "Test 2026", "test:valley", "A. Author"));
    }

    @Override
    public String question() {
        return "Is a steep valley left sooner?";
    }

    @Override
    public String family() {
        return "tests";
    }

    @Override
    public Plan<Setup> plan() {
        return Plan.of(new Setup(0, 1, 1e-3))
                .arm("flat")
                .arm("steep", set("steepness", 10.0))
                .looks(3)
                .tune("rate", 0.02, 0.15, 0.9)
                .lowest("validation")
                .primary("V1", "with a rate of its own the steep valley is no harder")
                .that("steep")
                .has("loss")
                .notAbove("flat")
                .byMoreThan(1)
                .build();
    }

    @Override
    public Optional<SecondPlan<Setup>> secondPlan() {
        var plan = Plan.of(new Setup(0.15, 1, 0))
                .alone()
                .arm("quiet")
                .arm("noisy", set("noise", 1.0))
                .looks(3)
                .primary("V2", "without noise the bottom is reached")
                .that("quiet")
                .has("loss")
                .below(0.5)
                .byAtLeast(0)
                .build();
        return Optional.of(SecondPlan.of(
                "noise",
                "What does noise leave behind?",
                plan,
                new Figure.Bars(
                        "losses",
                        "Noise leaves a loss behind.",
                        List.of("loss"),
                        List.of("*"),
                        "loss",
                        Figure.Axis.LOG)));
    }

    @Override
    public void run(Trial<Setup> trial) {
        var s = trial.setting();
        var noise = new Random(trial.seed("noise"));
        double x = 1 + new Random(trial.seed("start")).nextDouble();
        for (int step = 0; step < 20; step++) {
            x -= s.rate() * (s.steepness() * x + s.noise() * noise.nextGaussian());
            trial.series("x", step, x);
        }
        trial.metric("validation", Math.min(Math.abs(x), 1e6));
        trial.metric("loss", Math.min(s.steepness() * x * x, 1e6));
        trial.metric("tuning", trial.tuning() ? 1 : 0);
    }
}
