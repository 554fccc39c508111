package org.assay.lab.run;

import static org.assay.lab.Change.set;

import java.util.List;
import java.util.Random;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Study;
import org.assay.lab.Trial;

/** Many short trials whose claim no number of them decides, so that every look is reached. */
public final class Noise implements Study<Noise.Setup> {

    public record Setup(int stream, int millis) {}

    public record Teacher(int size) {}

    @Override
    public List<Paper> papers() {
        return List.of(Paper.of("On noise", "Test 2026", "test:noise", "A. Author"));
    }

    @Override
    public String question() {
        return "Is one noise louder than the other?";
    }

    @Override
    public String family() {
        return "tests";
    }

    @Override
    public Plan<Setup> plan() {
        return Plan.of(new Setup(0, 4))
                .arm("left", set("stream", 1))
                .arm("right", set("stream", 2))
                .exploratory("middle", set("stream", 3))
                .looks(10, 20, 40)
                .primary("N1", "left is louder than right")
                .that("left")
                .has("sum")
                .above("right")
                .byAtLeast(1e-9)
                .build();
    }

    @Override
    public void run(Trial<Setup> trial) throws Exception {
        var folder = trial.shared("teacher", new Teacher(8), trial.seed(), place -> {
            var teacher = Double.toString(new Random(trial.seed("teacher")).nextGaussian());
            java.nio.file.Files.writeString(place.resolve("teacher.txt"), teacher);
        });
        double sum = Double.parseDouble(java.nio.file.Files.readString(folder.resolve("teacher.txt")));
        var random = new Random(trial.seed("noise-" + trial.setting().stream()));
        for (int i = 0; i < 100; i++) {
            sum += random.nextGaussian();
            trial.series("walk", i, sum);
        }
        Coins.spin(trial.setting().millis());
        trial.metric("sum", sum);
    }
}
