package org.assay.report;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assay.lab.Figure;
import org.assay.lab.Materials;
import org.assay.lab.Paper;
import org.assay.lab.Published;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.ArmRecord;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.lab.RunRecord.Cost;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.Scale;
import org.assay.lab.TrialStatus;
import org.assay.lab.Verdict;

/** A run made up for the tests: a record and what its trials left, filled in piece by piece. */
final class SyntheticRun implements RunData {

    String study = "synthetic";
    String run = "synthetic-20261120-101500-laptop";
    String question = "Does it work?";
    Scale scale = Scale.LAPTOP;
    final List<Paper> papers = new ArrayList<>();
    final List<ArmRecord> arms = new ArrayList<>();
    final List<ClaimRecord> claims = new ArrayList<>();
    final List<TrialRecord> trials = new ArrayList<>();
    final List<Figure> figures = new ArrayList<>();
    final List<Sample> samples = new ArrayList<>();
    final List<String> deviations = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final Map<List<Object>, Curve> series = new LinkedHashMap<>();
    final Map<List<Object>, Picture> images = new LinkedHashMap<>();
    final List<Departure> departures = new ArrayList<>();
    Materials materials = Materials.NONE;
    String planToday = "";
    String discussion = "";
    String source = "";

    SyntheticRun arm(String name, Object... settings) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put((String) settings[i], settings[i + 1]);
        }
        arms.add(new ArmRecord(name, false, map));
        return this;
    }

    SyntheticRun done(String arm, long seed, Object... cells) {
        var map = new LinkedHashMap<String, Double>();
        for (int i = 0; i < cells.length; i += 2) {
            map.put((String) cells[i], ((Number) cells[i + 1]).doubleValue());
        }
        double cpu = 40 + 3 * seed + arm.length();
        trials.add(new TrialRecord(
                arm,
                seed,
                TrialStatus.DONE,
                map,
                Map.of(),
                new Cost(cpu, cpu * 1.04, 612_000_000L + 9_000_000 * seed),
                1,
                Optional.empty(),
                Optional.of(Instant.parse("2026-11-20T10:20:00.5Z").plusSeconds(60 * seed))));
        return this;
    }

    SyntheticRun failed(String arm, long seed, String why) {
        trials.add(new TrialRecord(
                arm,
                seed,
                TrialStatus.FAILED,
                Map.of(),
                Map.of(),
                new Cost(12, 14, 410_000_000L),
                2,
                Optional.of(why)));
        return this;
    }

    SyntheticRun claim(
            String id,
            boolean primary,
            String text,
            String published,
            Verdict verdict,
            double delta,
            String unit,
            List<Double> values,
            String finding,
            Map<String, Object> details) {
        var e = Estimate.of(values.stream().mapToDouble(d -> d).toArray());
        List<Double> interval =
                e.hasInterval() && verdict != Verdict.NOT_TESTABLE ? List.of(e.low(), e.high()) : List.of();
        claims.add(new ClaimRecord(
                id,
                text,
                primary,
                published.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Published(published, "Table 2", Published.Source.RECALLED)),
                "test_error of a below that of b by at least " + delta,
                verdict,
                interval.isEmpty() ? Optional.empty() : Optional.of(e.mean()),
                interval,
                delta,
                unit,
                e.n(),
                values,
                verdict.label() + " (" + scale.label() + "): " + finding,
                details));
        return this;
    }

    @Override
    public RunRecord record() {
        var cost = trials.stream().map(TrialRecord::cost).reduce(Cost.NONE, Cost::plus);
        return new RunRecord(
                RunRecord.SCHEMA,
                run,
                study,
                question,
                "optimisation-phenomena",
                papers,
                scale,
                BundleFiles.sha256(plan().getBytes(StandardCharsets.UTF_8)),
                plan(),
                Instant.parse("2026-11-20T10:15:00Z"),
                Optional.of(Instant.parse("2026-11-20T10:41:30Z")),
                true,
                1,
                arms,
                claims,
                trials,
                List.of(),
                Optional.of(List.of(new RunRecord.DataRecord("fashion-mnist", "c3".repeat(32)))),
                new Cost(cost.cpuSeconds(), cost.wallSeconds() / 1.9, cost.peakBytes()),
                new RunRecord.Environment(
                        "Linux 6.8.0 amd64",
                        "Intel(R) Xeon(R) Platinum 8481C",
                        2,
                        25_769_803_776L,
                        "Temurin 25.0.1+8",
                        2,
                        1,
                        Map.of("blas core", "COOPERLAKE", "precision", "float32"),
                        Map.of("libtorch", "2.10.0-1.5.13", "openblas", "0.3.31-1.5.13")),
                new RunRecord.Code(
                        "1.0.0",
                        Optional.of("4f22ad0c9a7b1e3d5566778899aabbccddeeff00"),
                        true,
                        "a1".repeat(32),
                        "b2".repeat(32)),
                deviations,
                notes);
    }

    private String plan() {
        return "{\"study\":\"" + study + "\",\"seeds\":[0,1,2,3,4]}";
    }

    @Override
    public Materials materials() {
        return materials;
    }

    @Override
    public List<Departure> departures() {
        return departures;
    }

    @Override
    public Optional<String> planToday() {
        return planToday.isEmpty() ? Optional.empty() : Optional.of(planToday);
    }

    @Override
    public List<Figure> figures() {
        return figures;
    }

    @Override
    public Optional<Curve> series(String arm, long seed, String name) {
        return Optional.ofNullable(series.get(List.of(arm, seed, name)));
    }

    @Override
    public Optional<Picture> image(String arm, long seed, String name) {
        return Optional.ofNullable(images.get(List.of(arm, seed, name)));
    }

    @Override
    public List<Sample> samples() {
        return samples;
    }

    @Override
    public String discussion() {
        return discussion;
    }

    @Override
    public Optional<Source> source() {
        return source.isEmpty() ? Optional.empty() : Optional.of(new Source("Study.java", source));
    }

    /** Late generalisation at four weight decays, stopped early where it came. */
    static SyntheticRun grokking() {
        var r = new SyntheticRun();
        r.study = "grokking";
        r.run = "grokking-20261120-101500-laptop";
        r.question = "Why and when does generalisation come long after memorisation?";
        r.papers.add(Paper.of(
                "Grokking: Generalization Beyond Overfitting on Small Algorithmic Datasets",
                "2022",
                "arXiv:2201.02177",
                "Alethea Power",
                "Yuri Burda",
                "Harri Edwards",
                "Igor Babuschkin",
                "Vedant Misra"));
        r.papers.add(Paper.of(
                "Progress measures for grokking via mechanistic interpretability",
                "ICLR 2023",
                "arXiv:2301.05217",
                "Neel Nanda",
                "Lawrence Chan",
                "Tom Lieberum",
                "Jess Smith",
                "Jacob Steinhardt"));
        double[] decays = {0, 0.1, 0.3, 1};
        double[] late = {5200, 3100, 2200, 1550};
        var random = new Random(7);
        for (int a = 0; a < decays.length; a++) {
            String arm = "decay=" + decays[a];
            r.arm(
                    arm,
                    "p",
                    59,
                    "width",
                    128,
                    "fraction",
                    0.4,
                    "decay",
                    decays[a],
                    "learningRate",
                    0.002,
                    "steps",
                    6000);
            for (long seed = 0; seed < 5; seed++) {
                double memory = 380 * Math.exp(0.1 * random.nextGaussian());
                double general = late[a] * Math.exp(0.12 * random.nextGaussian());
                int end = (int) Math.min(6000, general + 900);
                var x = new ArrayList<Double>();
                var train = new ArrayList<Double>();
                var test = new ArrayList<Double>();
                for (int step = 0; step <= end; step += 25) {
                    x.add((double) step);
                    train.add(logistic(5 * Math.log(Math.max(1, step) / memory * 1.6)) + 0.005 * random.nextDouble());
                    test.add(0.017
                            + 0.98 * logistic(11 * Math.log(Math.max(1, step) / general * 1.1))
                            + 0.006 * random.nextGaussian());
                }
                r.curve(arm, seed, "train_accuracy", x, train);
                r.curve(arm, seed, "test_accuracy", x, test);
                r.done(
                        arm,
                        seed,
                        "t_mem",
                        Math.round(memory),
                        "t_gen",
                        Math.round(general),
                        "test_accuracy",
                        Math.min(1, 0.985 + 0.006 * random.nextGaussian()));
            }
        }
        r.figures.add(new Figure.Lines(
                "accuracy",
                "Test accuracy jumps long after training accuracy, sooner with more weight decay.",
                List.of("train_accuracy", "test_accuracy"),
                List.of("decay=*"),
                "step",
                Figure.Axis.LOG,
                "accuracy",
                Figure.Axis.LINEAR));
        r.figures.add(new Figure.Lines(
                "test",
                "Test accuracy alone.",
                List.of("test_accuracy"),
                List.of("decay=*"),
                "step",
                Figure.Axis.LOG,
                "test accuracy",
                Figure.Axis.LINEAR));
        r.figures.add(new Figure.Bars(
                "delay",
                "Steps to memorise and to generalise.",
                List.of("t_mem", "t_gen"),
                List.of("decay=*"),
                "steps",
                Figure.Axis.LOG));
        r.figures.add(new Figure.Sweep(
                "decay",
                "Steps to generalise fall with weight decay.",
                "t_gen",
                List.of("decay=*"),
                "decay",
                Figure.Axis.LINEAR,
                "",
                "steps to 95 % test accuracy",
                Figure.Axis.LINEAR));
        r.figures.add(new Figure.Scatter(
                "memory",
                "Memorising early does not mean generalising early.",
                "t_mem",
                "t_gen",
                List.of("decay=*"),
                Figure.Axis.LINEAR,
                Figure.Axis.LOG));
        r.figures.add(new Figure.Ridge(
                "spread", "Spread of the final accuracies.", "test_accuracy", List.of("decay=*"), "test accuracy"));
        r.figures.add(new Figure.Histogram(
                "times", "When the networks generalise.", "t_gen", List.of("decay=*"), "steps", Figure.Axis.LOG));
        r.landscapes();
        r.departures.add(new Departure("steps", 1_000_000, 6000));
        r.claim(
                "K1",
                true,
                "Test accuracy reaches 95 % at least four times as late as training accuracy reaches 99 %.",
                "10^3 steps against 10^6 steps",
                Verdict.REPRODUCED,
                Math.log(4),
                "",
                List.of(2.05, 2.21, 1.93, 2.18, 2.09),
                "t_gen of decay=0.1 is 8.1 [7.1, 9.2] times t_mem, 5 seeds.",
                Map.of("kind", "ratio", "bar", 0.0, "sd", 0.11));
        r.claim(
                "K3",
                true,
                "Weight decay 1 halves the steps to generalise.",
                "most effective intervention",
                Verdict.PARTLY,
                Math.log(4),
                "",
                List.of(1.21, 1.14, 1.33, 1.02, 1.25),
                "t_gen of decay=0 is 3.3 [2.9, 3.8] times that of decay=1, 5 seeds, less than a factor of 4.",
                Map.of("kind", "ratio", "bar", 0.0));
        r.claim(
                "K4",
                false,
                "Test accuracy at the end is at least 99 %.",
                "99 %",
                Verdict.INCONCLUSIVE,
                0.004,
                "",
                List.of(0.001, -0.004, 0.009, -0.001, 0.002),
                "test_accuracy of decay=1 is 0.9914 [0.9854, 0.9974], above the bar of 0.99, 5 seeds.",
                Map.of("kind", "level", "bar", 0.0));
        r.claim(
                "K5",
                false,
                "The restricted loss falls before test accuracy moves.",
                "",
                Verdict.CONTRADICTED,
                0.3,
                "steps",
                List.of(-0.4, -0.5, -0.36, -0.48, -0.41),
                "it does not.",
                Map.of("kind", "difference", "bar", 0.0));
        r.claim(
                "K7",
                false,
                "Random labels never generalise.",
                "",
                Verdict.NOT_TESTABLE,
                0,
                "",
                List.of(),
                "arm random is not part of this run.",
                Map.of());
        r.deviations.add("The network is a two-layer perceptron, the paper's a two-layer transformer.");
        r.deviations.add("The table is a + b mod 59 instead of twelve operations mod 97.");
        r.discussion =
                "Weight decay shortens the delay as published, and the delay itself is **there in every seed**.\n\nWhat differs: the paper's delays are counted in orders of magnitude, ours in single factors. The [transformer](https://arxiv.org/abs/2201.02177) may be the reason.";
        r.source = "public final class Grokking implements Study<Grokking.Setup> {\n}\n";
        r.samples.add(new Sample("decay=1", 0, "frequencies", "3 7 12 18 29"));
        return r;
    }

    /** A grid of arms, some without any finished trial. */
    static SyntheticRun grid() {
        var r = new SyntheticRun();
        r.study = "teacher-student";
        r.run = "teacher-student-20261119-090000-laptop";
        r.question = "How do width and label noise together decide the test error of a student network?";
        r.papers.add(Paper.of(
                "Reconciling modern machine-learning practice and the classical bias-variance trade-off",
                "PNAS 2019",
                "arXiv:1812.11118",
                "Mikhail Belkin",
                "Daniel Hsu",
                "Siyuan Ma",
                "Soumik Mandal"));
        int[] widths = {4, 8, 16, 32, 64, 128};
        double[] noises = {0, 0.05, 0.1, 0.2, 0.4};
        var random = new Random(11);
        for (int width : widths) {
            for (double noise : noises) {
                String arm = "width=" + width + ",noise=" + noise;
                r.arm(arm, "width", width, "noise", noise, "samples", 64, "optimiser", "ADAM");
                for (long seed = 0; seed < 3; seed++) {
                    if ((width == 128 && noise == 0.4) || (width == 4 && seed == 2 && noise == 0)) {
                        r.failed(arm, seed, "The loss became NaN at step 212 (learning rate 0.1).");
                        continue;
                    }
                    double peak = Math.exp(-Math.pow(Math.log(width / 32.0), 2));
                    double error = 0.04 + 0.5 / width + noise * (0.3 + 2.2 * peak) + 0.01 * random.nextGaussian();
                    r.done(
                            arm,
                            seed,
                            "test_error",
                            Math.max(0.001, error),
                            "train_error",
                            Math.max(1e-6, 0.2 * Math.exp(-width / 8.0)),
                            "seconds_per_step",
                            0.0012 * width);
                    var pixels = new float[3 * 12 * 16];
                    for (int i = 0; i < pixels.length; i++) {
                        pixels[i] = (float) (0.5 + 0.5 * Math.sin(i * 0.05 * (1 + noise) + width));
                    }
                    r.images.put(List.of(arm, seed, "weights"), new Picture(3, 12, 16, pixels));
                    r.images.put(List.of(arm, seed, "features"), new Picture(1, 18, 16, pixels));
                }
            }
        }
        r.figures.add(new Figure.HeatMap(
                "map", "Error over width and noise.", "test_error", List.of("width=*"), "width", "noise"));
        r.figures.add(new Figure.Sweep(
                "descent",
                "The peak grows with the noise.",
                "test_error",
                List.of("width=*"),
                "width",
                Figure.Axis.LOG,
                "noise",
                "test error",
                Figure.Axis.LINEAR));
        r.figures.add(new Figure.Bars(
                "all", "All arms.", List.of("test_error"), List.of(), "test error", Figure.Axis.LINEAR));
        r.figures.add(new Figure.Images(
                "weights", "First-layer weights.", List.of("weights", "features"), List.of("width=4,*")));
        r.figures.add(new Figure.Ridge(
                "ridge", "Errors of all arms.", "test_error", List.of("width=4,*", "width=32,*"), "test error"));
        r.figures.add(new Figure.Lines(
                "nothing",
                "Never reported.",
                List.of("absent"),
                List.of(),
                "step",
                Figure.Axis.LINEAR,
                "y",
                Figure.Axis.LINEAR));
        for (int i = 0; i < 14; i++) {
            double centre = 0.02 * (i - 5);
            r.claim(
                    "C" + (i + 1),
                    i < 2,
                    "At width " + widths[i % 6]
                            + " the test error with noise exceeds that without it by a margin that grows with the noise and does not vanish.",
                    i % 3 == 0 ? "0.12 above" : "",
                    i == 9 ? Verdict.NO_VERDICT : List.of(Verdict.values()).get(i % 5),
                    0.05,
                    "",
                    List.of(centre + 0.01, centre - 0.012, centre + 0.004),
                    "test_error of width=32 is above that of width=4 by " + Numbers.plain(centre) + ", 3 seeds.",
                    Map.of("kind", "difference", "bar", 0.0));
        }
        r.notes.add("The budget of 20 minutes ended the run after the first look.");
        return r;
    }

    /** Names and texts that try to break out of whatever they are printed in. */
    static SyntheticRun hostile() {
        var r = new SyntheticRun();
        String evil = "<script>alert(1)</script>";
        r.study = evil;
        r.run = "../../" + evil;
        r.question = evil + " & \"quotes\" ]]> \u0000 \\end{document} %s";
        r.papers.add(Paper.of(evil, evil, "javascript:alert(1)", evil, "O'Neil & <b>Söns</b>"));
        for (String arm : List.of(evil, "\"><img src=x onerror=alert(1)>")) {
            r.arm(arm, evil, evil, "x", 1);
            for (long seed = 0; seed < 2; seed++) {
                r.done(arm, seed, evil, 0.5 + 0.1 * seed, "y", 1.0);
                r.series.put(
                        List.of(arm, seed, evil), new Curve(new double[] {0, 1, 2}, new double[] {1, Double.NaN, 2}));
            }
            r.failed(arm, 2, evil);
        }
        r.figures.add(new Figure.Lines(
                "../../" + evil, evil, List.of(evil), List.of(), evil, Figure.Axis.LINEAR, evil, Figure.Axis.LINEAR));
        r.figures.add(new Figure.Bars(evil, evil, List.of(evil), List.of(), evil, Figure.Axis.LINEAR));
        r.claim(
                evil,
                true,
                evil,
                evil,
                Verdict.REPRODUCED,
                0.1,
                evil,
                List.of(0.5, 0.6),
                evil,
                Map.of("kind", evil, evil, evil));
        r.deviations.add(evil);
        r.notes.add(evil);
        r.discussion =
                evil + "\n\n<script>alert(2)</script>\n\n[click](javascript:alert(3)) ![x](http://example.org/x.png)";
        r.source = evil + " </code></pre>";
        r.samples.add(new Sample(evil, 0, evil, evil));
        return r;
    }

    /** A bowl around a minimum and a saddle, on a grid of 21 by 21. */
    private void landscapes() {
        for (var arm : List.of("decay=0.0", "decay=1.0")) {
            var values = new double[441];
            for (int i = 0; i < values.length; i++) {
                int row = i / 21;
                double x = i % 21 / 10.0 - 1;
                double y = row / 10.0 - 1;
                values[i] = arm.endsWith("1.0") ? 0.02 + x * x + 4 * y * y : 1.5 + x * x - y * y;
            }
            series.put(List.of(arm, 0L, "loss_around"), new Curve(new double[441], values));
        }
        figures.add(new Figure.Landscape(
                "landscape",
                "The loss around the end of training.",
                "loss_around",
                List.of("decay=0.0", "decay=1.0"),
                21,
                List.of(-1.0, 1.0, -1.0, 1.0),
                "first direction",
                "second direction",
                Figure.Axis.LOG));
    }

    /** Trials on pictures from outside, with everything that a study can say of its materials. */
    static SyntheticRun pictures() {
        var r = new SyntheticRun();
        r.study = "pictures";
        r.run = "pictures-laptop-20261120-101500";
        r.papers.add(Paper.of("A paper on pictures", "ICLR 2020", "arXiv:2006.09661", "Ann One", "Bo Two"));
        for (var arm : List.of("plain", "sine")) {
            r.arm(arm, "width", 64, "activation", arm);
            for (long seed = 0; seed < 3; seed++) {
                r.done(arm, seed, "psnr", 20.125 + seed + arm.length(), "parameters", 12_673);
            }
        }
        r.failed("plain", 3, "The loss became NaN at step 7, \"quoted\",\nover two lines.");
        r.materials = new Materials(
                List.of(new Materials.Data(
                        "kodak",
                        "Kodak lossless true colour suite",
                        "http://r0k.us/graphics/kodak/",
                        "unrestricted",
                        "R. W. Franzen. Kodak Lossless True Color Image Suite. 1999.",
                        "1.0.0",
                        List.of(new Materials.File(
                                "kodim19.png",
                                "http://r0k.us/graphics/kodak/kodak/kodim19.png",
                                670_504,
                                "a1".repeat(32))),
                        List.of(new Materials.Split("all", 2, "3x768x512 uint8")),
                        "cut to 256x256")),
                List.of(new Materials.Model("Coordinate network", "five layers of 64 units", Optional.of(12_673L))),
                List.of(new Materials.Reused("a filter", "https://example.org/filter", "MIT", "blurs the pictures")),
                Optional.of("learning rate out of 3 values from 1e-4 to 1e-2 on validation data, 9 trials."));
        r.figures.add(new Figure.Bars("psnr", "Fidelity.", List.of("psnr"), List.of(), "dB", Figure.Axis.LINEAR));
        r.claim(
                "P1",
                true,
                "sine is better",
                "49 dB against 26 dB",
                Verdict.REPRODUCED,
                0.5,
                "dB",
                List.of(1.0, 1.1, 1.2),
                "psnr of sine is above that of plain.",
                Map.of("kind", "difference", "bar", 0.0));
        r.source = "public final class Pictures {}\n";
        return r;
    }

    private void curve(String arm, long seed, String name, List<Double> x, List<Double> y) {
        series.put(
                List.of(arm, seed, name),
                new Curve(
                        x.stream().mapToDouble(d -> d).toArray(),
                        y.stream().mapToDouble(d -> Math.clamp(d, 0, 1)).toArray()));
    }

    private static double logistic(double z) {
        return 1 / (1 + Math.exp(-z));
    }
}
