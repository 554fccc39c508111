package org.assay.studies.uncertainty;

import static org.assay.lab.Change.set;
import static org.assay.lab.Curve.curve;
import static org.assay.lab.Published.Source.READ;
import static org.assay.lab.Published.Source.RECALLED;
import static org.assay.lab.Quantity.cell;
import static org.assay.lab.Ratio.ratio;
import static org.assay.lab.Scale.LAPTOP;
import static org.assay.lab.Scale.SMOKE;
import static org.assay.lab.Statement.allOf;
import static org.assay.lab.Statement.ordering;
import static org.assay.lab.Statement.that;
import static org.assay.studies.uncertainty.ConformalPrediction.Groups.ALL;
import static org.assay.studies.uncertainty.ConformalPrediction.Groups.CLASS;
import static org.assay.studies.uncertainty.ConformalPrediction.Groups.NOISE;
import static org.assay.studies.uncertainty.ConformalPrediction.Images.CIFAR10;
import static org.assay.studies.uncertainty.ConformalPrediction.Images.GLYPHS;
import static org.assay.studies.uncertainty.ConformalPrediction.Task.CLASSES;
import static org.assay.studies.uncertainty.ConformalPrediction.Task.INTERVALS;
import static org.assay.studies.uncertainty.ConformalPrediction.Task.SERIES;
import static org.assay.studies.uncertainty.IntervalReport.Method.LOCAL;
import static org.assay.studies.uncertainty.IntervalReport.Method.QUANTILES;
import static org.assay.studies.uncertainty.IntervalReport.Method.SPLIT;
import static org.assay.studies.uncertainty.SetMethod.APS;
import static org.assay.studies.uncertainty.SetMethod.APS_WHOLE;
import static org.assay.studies.uncertainty.SetMethod.LAC;
import static org.assay.studies.uncertainty.SetMethod.NAIVE;
import static org.assay.studies.uncertainty.SetMethod.RAPS_ADAPTIVE;
import static org.assay.studies.uncertainty.SetMethod.RAPS_SIZE;
import static org.assay.studies.uncertainty.SetMethod.TOP_K;

import java.util.List;
import org.assay.lab.Change;
import org.assay.lab.Curve;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Study;
import org.assay.lab.Trial;
import org.assay.studies.CourseLists;

/**
 * Conformal prediction: sets of classes and intervals that hold the truth nine times in ten whatever network made them, and which score makes them small,
 * fair to easy and hard inputs, and steady while data drift.
 *
 * <p>In a pilot on other seeds (1001 to 1003) RAPS had 0.84 of the size of APS, its logarithm with a deviation of 0.04 between seeds against a delta of 0.51,
 * and CQR 0.90 of the length of split conformal regression, with 0.08 against 0.16. Deltas stayed as planned. The first look takes about five minutes.
 */
public final class ConformalPrediction implements Study<ConformalPrediction.Setup> {

    /** What an arm predicts. */
    public enum Task {
        /** The class of an image. */
        CLASSES,
        /** A number whose noise changes from place to place. */
        INTERVALS,
        /** The size of the next return. */
        SERIES
    }

    /** Where images come from. */
    public enum Images {
        /** Drawn, in a hundred classes, each under noise of its own strength. */
        GLYPHS,
        CIFAR10
    }

    /** Which images share a threshold. */
    public enum Groups {
        ALL,
        CLASS,
        /** Tenths by the true deviation of the noise, which no classifier is told. */
        NOISE
    }

    /**
     * What an arm predicts, and from how much.
     *
     * @param tempered whether logits are divided by a temperature
     * @param sweep whether RAPS is tried with several penalties as well
     * @param masks of the drawn classes, which are masks times textures
     * @param least smallest deviation of an image's noise
     * @param tuning images that set the temperature
     * @param pool images that are divided anew for each split
     * @param choosing images of the pool that choose a penalty
     * @param calibration images of the pool that set the threshold
     * @param points of the regression, one half to learn from and one to set the threshold
     * @param gamma step of the adaptive level
     * @param window scores before the next one that set its threshold
     */
    public record Setup(
            Task task,
            Images images,
            SetMethod method,
            Groups groups,
            boolean tempered,
            boolean sweep,
            int masks,
            int textures,
            double least,
            double most,
            int train,
            int tuning,
            int pool,
            int choosing,
            int calibration,
            int splits,
            int epochs,
            double learningRate,
            IntervalReport.Method interval,
            int points,
            int testPoints,
            int steps,
            double gamma,
            int series,
            int length,
            int window) {}

    // @formatter:off
    @Override
    public List<Paper> papers() {
        return List.of(
            Paper.of("Uncertainty Sets for Image Classifiers using Conformal Prediction", "ICLR 2021", "arXiv:2009.14193",
                "A. N. Angelopoulos, S. Bates, J. Malik, M. I. Jordan"),
            Paper.of("Conformalized Quantile Regression", "NeurIPS 2019", "arXiv:1905.03222", "Y. Romano, E. Patterson, E. J. Candes"),
            Paper.of("Classification with Valid and Adaptive Coverage", "NeurIPS 2020", "arXiv:2006.02544", "Y. Romano, M. Sesia, E. J. Candes"),
            Paper.of("Adaptive Conformal Inference Under Distribution Shift", "NeurIPS 2021", "arXiv:2106.00170", "I. Gibbs, E. J. Candes"));
    }
    // @formatter:on

    @Override
    public String question() {
        return "Which conformal scores make the sets and intervals of a network, which hold the truth nine times in ten by construction, small"
                + " and fair to easy and hard inputs?";
    }

    @Override
    public String family() {
        return "uncertainty-ood";
    }

    @Override
    public List<String> courseLists() {
        return List.of(CourseLists.PROJECT_IDEAS);
    }

    // @formatter:off
    @Override
    public Plan<Setup> plan() {
        return Plan.of(new Setup(CLASSES, GLYPHS, APS, ALL, true, false, 10, 10, 0.25, 1.5, 200_000, 2_000, 12_000, 1_200, 2_800, 100, 30, 2e-3,
                SPLIT, 2_000, 5_000, 10_000, 0, 20, 3_000, 500))
            .at(LAPTOP, set("train", 20_000), set("epochs", 12), set("steps", 1_500))
            .at(SMOKE, set("masks", 5), set("textures", 4), set("train", 2_000), set("tuning", 300), set("choosing", 150), set("calibration", 450),
                set("splits", 20), set("points", 1_000), set("testPoints", 1_000), set("steps", 150), set("series", 4), set("length", 600),
                set("window", 100))
            .overArms(SMOKE, set("images", GLYPHS), set("pool", 1_500), set("epochs", 6))

            .arm("LAC", set("method", LAC))
            .arm("split", interval(SPLIT))
            .arm("local", interval(LOCAL))
            .arm("CQR", interval(QUANTILES))
            .arm("fixed", series(0))
            .arm("ACI", series(0.005))
            .arm("APS")
            .arm("RAPS", set("method", RAPS_SIZE), set("sweep", true))
            .arm("RAPS,adaptive", set("method", RAPS_ADAPTIVE))
            .arm("naive", set("method", NAIVE))
            .exploratory("top-K", set("method", TOP_K))
            .exploratory("APS,whole", set("method", APS_WHOLE))
            .exploratory("LAC,by-class", set("method", LAC), set("groups", CLASS))
            .exploratory("APS,by-noise", set("groups", NOISE))
            .exploratory("LAC,untempered", set("method", LAC), set("tempered", false))
            .exploratory("APS,untempered", set("tempered", false))
            .exploratory("RAPS,untempered", set("method", RAPS_SIZE), set("tempered", false))
            .exploratory("naive,untempered", set("method", NAIVE), set("tempered", false))
            .exploratory("photographs,LAC", photographs(LAC))
            .exploratory("ACI,gamma=0.001", series(0.001))
            .exploratory("ACI,gamma=0.02", series(0.02))
            .exploratory("photographs,APS", photographs(APS))
            .exploratory("photographs,RAPS", photographs(RAPS_SIZE))

            .primary("T2b", "Regularised sets (RAPS) are smaller than adaptive ones (APS)")
                .published("2.09 against 10.4 classes, ResNet-152; 4.38 against 16.1, ResNet-18", "Table 1", READ)
                .that(ratio(cell("RAPS", "size"), cell("APS", "size"))).below(1).byFactor(1 / 0.6)
            .primary("T6a", "Conformalised quantile regression gives shorter intervals than split conformal regression")
                .published("2.00 against 2.91, random forests", "first example of the authors' notebook", READ)
                .that(ratio(cell("CQR", "length"), cell("split", "length"))).below(1).byFactor(1 / 0.85)
            .secondary("T2a", "Sets that trust the probabilities miss 90 % coverage")
                .published("0.894, ResNet-152", "Table 1", READ)
                .that(cell("naive", "coverage_with_empty").minus(0.9).abs().called("distance of naive coverage to 0.9")).above(0.003).byAtLeast(0.003)
            .secondary("T3", "Sets by the probability of the class (LAC) are smallest, then RAPS, then APS")
                .published("1.76, 2.09 and 10.4, ResNet-152", "Table 1 and appendix", READ)
                .that(ordering(0, cell("APS", "size"), cell("RAPS", "size"), cell("LAC", "size")))
            .secondary("T4a", "Coverage over set sizes is more even with RAPS tuned for it than with APS, and with APS than with LAC")
                .published("worst violation 0.039, 0.067 and 0.156, ResNet-152", "appendix", READ)
                .that(ordering(0, cell("LAC", "SSCV"), cell("APS", "SSCV"), cell("RAPS,adaptive", "SSCV")))
            .secondary("T4b", "The worst violation of LAC is larger than that of APS by a factor")
                .published("0.156 against 0.067, ResNet-152", "appendix", READ)
                .that(ratio(cell("LAC", "SSCV"), cell("APS", "SSCV"))).above(1).byFactor(1.5)
            .secondary("T5", "Sets shrink with every larger penalty, and those of APS grow with the true noise")
                .published("11.2, 7.21, 3.94 and 2.49 at penalties of 0, 0.001, 0.01 and 1", "sweep with 5 free ranks", READ)
                .that(allOf(
                    overPenalties().falls().byAtLeast(0),
                    that("APS").has("size_with_noise").above(0.5).byAtLeast(0)))
            .secondary("T6b", "Both cover 0.88 to 0.93, and locally weighted intervals are about as long as those of split conformal regression")
                .published("coverage 0.911 and 0.914; lengths 2.87 and 2.91", "first example of the authors' notebook", READ)
                .that(allOf(
                    that("CQR").has("coverage").above(0.88).byAtLeast(0),
                    that("CQR").has("coverage").below(0.93).byAtLeast(0),
                    that("split").has("coverage").above(0.88).byAtLeast(0),
                    that("split").has("coverage").below(0.93).byAtLeast(0),
                    ratio(cell("local", "length"), cell("split", "length")).above(0.8).byFactor(1),
                    ratio(cell("local", "length"), cell("split", "length")).below(1.1).byFactor(1)))
            .secondary("T7", "While volatility breaks, an adaptive level keeps the lowest coverage of 200 steps higher than a fixed one")
                .published("local coverage stays near the level, where that of a fixed one falls", "Figure 1", RECALLED)
                .that("ACI").has("lowest_coverage").above("fixed").byAtLeast(0.05)
            .build();
    }
    // @formatter:on

    private static Change[] interval(IntervalReport.Method method) {
        return new Change[] {set("task", INTERVALS), set("interval", method)};
    }

    private static Change[] series(double gamma) {
        return new Change[] {set("task", SERIES), set("gamma", gamma)};
    }

    private static Change[] photographs(SetMethod method) {
        return new Change[] {set("images", CIFAR10), set("method", method), set("epochs", 8), set("pool", 10_000)};
    }

    private static Curve overPenalties() {
        return curve("lambda", "RAPS", "size@lambda=*", SetReport.LAMBDAS.toArray(Double[]::new));
    }

    @Override
    public void run(Trial<Setup> trial) throws Exception {
        switch (trial.setting().task) {
            case CLASSES -> new SetReport(trial, LabelledPool.shared(trial)).report();
            case INTERVALS -> new IntervalReport(trial).report();
            case SERIES -> new SeriesReport(trial).report();
        }
    }
    // @formatter:off
    @Override
    public List<Figure> figures() {
        var sets = List.of("LAC", "APS", "RAPS");
        var intervals = List.of("split", "local", "CQR");
        return List.of(
            new Figure.Histogram("coverages",
                "Coverage of the sets of single splits, empty sets allowed. The guarantee holds for a split drawn at random: single ones differ, as much as"
                    + " the beta-binomial law says.",
                "coverages", sets, "coverage", Axis.LINEAR, "law"),
            new Figure.Lines("difficulty",
                "Mean size of sets with 90 % coverage and share of sets that hold the truth, over the deviation of an image's noise, which no method is told.",
                List.of("size by noise", "coverage by noise"), List.of("LAC", "APS", "RAPS", "APS,by-noise"), "noise", Axis.LINEAR, "", Axis.LINEAR),
            new Figure.Lines("ranks",
                "Mean size of sets over the rank that the network gives to the true class.",
                List.of("size by rank"), List.of("LAC", "APS", "RAPS", "RAPS,adaptive"), "rank of the truth", Axis.LOG, "classes", Axis.LOG),
            new Figure.Bars("sizes", "Mean size of sets at coverages of 90, 95 and 99 %, of a hundred classes.",
                List.of("size", "size@alpha=0.05", "size@alpha=0.01"),
                List.of("LAC", "RAPS", "RAPS,adaptive", "APS", "APS,whole", "APS,by-noise", "top-K", "naive"), "classes", Axis.LINEAR),
            new Figure.Bars("violations",
                "The largest distance to 90 % of the coverage in a stratum of set sizes, and in a class.",
                List.of("SSCV", "class_violation"),
                List.of("LAC", "RAPS", "RAPS,adaptive", "APS", "APS,by-noise", "LAC,by-class", "top-K", "naive"), "violation", Axis.LINEAR),
            new Figure.Images("bands",
                "Intervals for 90 % of the points of the first example (x from 0 to 5, y from -1.5 to 5, without the outliers).",
                List.of("intervals"), intervals),
            new Figure.Lines("ends", "The two ends of the intervals.",
                List.of("upper end", "lower end"), List.of("split", "CQR"), "x", Axis.LINEAR, "y", Axis.LINEAR),
            new Figure.Lines("places", "The share of the points at a place that intervals hold.",
                List.of("coverage by x"), intervals, "x", Axis.LINEAR, "coverage", Axis.LINEAR),
            new Figure.Lines("breaks",
                "Coverage of the last 200 steps, mean over 20 series. Between the dashed lines, first and second, third and fourth, the volatility is raised.",
                List.of("coverage of the last 200"), List.of("fixed", "ACI", "ACI,gamma=0.001", "ACI,gamma=0.02"), "step", Axis.LINEAR, "coverage",
                Axis.LINEAR, List.of(1_000.0, 1_500.0, 2_200.0, 2_500.0)));
    }
    // @formatter:on

    @Override
    public List<String> deviations() {
        return List.of(
                "Images are drawn, in a hundred classes, instead of ImageNet's, and their network has 30,000 parameters; the shorter tail of classes is why"
                        + " T2b asks for a factor of 1.67 where 4 to 5 are published.",
                "The noise of the images is 0.25 to 1.5, where the plan began with 0.15 to 0.9: on pilot seed 1001 the network was right about 92 % of the latter"
                        + " and 77 % of the former, and 70 to 85 % were wanted.",
                "The threshold of every method comes from the same 2,800 images of a split, so that RAPS has no fewer for having chosen its penalty on 1,200"
                        + " others; the temperature is fitted once a seed, on 2,000 more.",
                "A set is empty where that is what its score says: coverages and strata count such sets as they are, sizes count them as one class.",
                "Networks are perceptrons with 64 units in two layers, in the place of random forests in the regression.",
                "Each seed draws 2,000 points to learn from and 5,000 to test on, and one network a method.",
                "ACI is tried on simulated series of known breaks instead of stock prices, at a threshold from the last 500 scores.");
    }
}
