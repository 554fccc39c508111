package org.assay.web;

import static org.assay.lab.Change.set;
import static org.assay.lab.Scale.SMOKE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import org.assay.lab.Figure;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Published;
import org.assay.lab.Study;
import org.assay.lab.Trial;

/** The mean of shifted numbers, by trials that stop half-way until a {@link Gate} lets them through. */
public final class Gated implements Study<Gated.Setup> {

    /**
     * What a trial does.
     *
     * @param gate port of the gate; 0 for none
     * @param failing number of the seed whose trials of the arm fair throw; 0 for none
     */
    public record Setup(double shift, int draws, int gate, int failing) {}

    @Override
    public List<Paper> papers() {
        return List.of(
                Paper.of("On the mean of shifted numbers", "Test 2026", "arXiv:2601.00001", "A. Author", "B. Author"));
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
                .at(SMOKE, set("draws", 200))
                .arm("fair")
                .arm("shifted", set("shift", 2.0))
                .looks(3, 5)
                .primary("C1", "the shift raises the mean")
                .published("0 to 2", "Table 1", Published.Source.RECALLED)
                .that("shifted")
                .has("mean")
                .above("fair")
                .byAtLeast(0.5)
                .build();
    }

    @Override
    public void run(Trial<Setup> trial) throws IOException {
        var setting = trial.setting();
        if (trial.seed() == setting.failing() && setting.shift() == 0) {
            System.out.println("the coin rolls under the table");
            throw new IllegalStateException("the coin was lost");
        }
        var random = new Random(trial.seed("numbers"));
        double sum = 0;
        for (int i = 1; i <= setting.draws(); i++) {
            sum += random.nextGaussian() + setting.shift();
            trial.series("running_mean", i, sum / i);
            if (i == setting.draws() / 2) {
                trial.progress(0.5);
                pass(setting.gate());
            }
        }
        trial.metric("mean", sum / setting.draws());
        trial.sample("verse", "a number, <shifted>");
        trial.image("square", 1, 2, 2, new float[] {0, 1, 1, 0});
    }

    private static void pass(int gate) throws IOException {
        if (gate != 0) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), gate)) {
                int _ = socket.getInputStream().read();
            }
        }
    }

    @Override
    public List<Figure> figures() {
        return List.of(new Figure.Lines(
                "running-mean",
                "The mean settles.",
                List.of("running_mean"),
                List.of("fair", "shifted"),
                "draws",
                Figure.Axis.LINEAR,
                "mean",
                Figure.Axis.LINEAR));
    }
}
