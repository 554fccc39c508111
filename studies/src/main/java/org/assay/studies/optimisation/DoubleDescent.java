package org.assay.studies.optimisation;

import static org.assay.lab.Change.set;
import static org.assay.lab.Curve.curve;
import static org.assay.lab.Published.Source.READ;
import static org.assay.lab.Published.Source.RECALLED;
import static org.assay.lab.Quantity.cell;
import static org.assay.lab.Quantity.constant;
import static org.assay.lab.Quantity.interaction;
import static org.assay.lab.Quantity.largest;
import static org.assay.lab.Quantity.smallest;
import static org.assay.lab.Ratio.ratio;
import static org.assay.lab.Scale.LAPTOP;
import static org.assay.lab.Scale.SMOKE;
import static org.assay.lab.Statement.allOf;
import static org.assay.lab.Statement.that;
import static org.assay.studies.optimisation.DoubleDescent.Task.DRAWS;
import static org.assay.studies.optimisation.DoubleDescent.Task.FEATURES;
import static org.assay.studies.optimisation.DoubleDescent.Task.SAMPLES;
import static org.assay.studies.optimisation.DoubleDescent.Task.STEPS;
import static org.assay.studies.optimisation.DoubleDescent.Task.WIDTHS;
import static org.assay.studies.optimisation.NetworkCurves.Loss.CROSS_ENTROPY;
import static org.assay.studies.optimisation.NetworkCurves.Loss.SQUARE;

import java.util.List;
import org.assay.lab.Curve;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Study;
import org.assay.lab.Trial;
import org.assay.studies.CourseLists;
import org.assay.studies.optimisation.Digits.Sizes;
import org.assay.studies.optimisation.Digits.Source;
import org.assay.studies.optimisation.NetworkCurves.Loss;
import org.assay.studies.optimisation.NetworkCurves.Training;
import org.assay.tensor.Rng;

/** Double descent: test error that rises where a model just fits its training data and falls again beyond, in random features and in networks. */
public final class DoubleDescent implements Study<DoubleDescent.Setup> {

    /** Along what a curve of errors runs, and of which model. */
    public enum Task {
        /** Random features: their number N. */
        FEATURES,
        /** Random features: training samples n. */
        SAMPLES,
        /** Random features: N, with bias and variance over training sets. */
        DRAWS,
        /** Networks: width k. */
        WIDTHS,
        /** A network: training steps. */
        STEPS
    }

    /**
     * What a trial computes a curve of.
     *
     * @param pool side of the squares of pixels that are averaged
     * @param train examples to take training sets from
     * @param noise share of the training labels drawn anew
     * @param features n of a curve over features, N of a curve over samples
     * @param samples n of networks
     * @param width k of a curve over steps, the largest k of a curve over widths
     * @param stretch times the steps that the curve takes
     */
    public record Setup(
            Task task,
            Source source,
            int pool,
            int train,
            int validation,
            int test,
            double noise,
            int features,
            int samples,
            Loss loss,
            int width,
            int batch,
            int steps,
            double stretch,
            double learningRate) {
        Training training() {
            return new Training(loss, batch, (int) Math.round(steps * stretch), learningRate);
        }
    }

    private static final String CLEAN = "features,noise=0.0";
    private static final String NOISY = "features,noise=0.2";
    private static final String EPOCHS = "epochs,width=512";

    @Override
    public List<Paper> papers() {
        return List.of(
                Paper.of(
                        "Deep Double Descent: Where Bigger Models and More Data Hurt",
                        "ICLR 2020",
                        "arXiv:1912.02292",
                        "P. Nakkiran, G. Kaplun, Y. Bansal, T. Yang, B. Barak, I. Sutskever"),
                Paper.of(
                        "Reconciling modern machine learning practice and the bias-variance trade-off",
                        "PNAS 2019",
                        "arXiv:1812.11118",
                        "M. Belkin, D. Hsu, S. Ma, S. Mandal"));
    }

    @Override
    public String question() {
        return "When does test error rise and fall again with model size, training time or sample size, and does the peak sit where theory puts it?";
    }

    @Override
    public String family() {
        return "optimisation-phenomena";
    }

    @Override
    public List<String> courseLists() {
        return List.of(CourseLists.PROJECT_IDEAS);
    }

    // @formatter:off
    @Override
    public Plan<Setup> plan() {
        return Plan.of(new Setup(FEATURES, Source.MNIST, 1, 50_000, 10_000, 10_000, 0.2, 10_000, 10_000, CROSS_ENTROPY, 512, 128, 40_000, 1, 1e-2))
            .at(LAPTOP, set("pool", 3), set("train", 4_000), set("validation", 1_000), set("test", 6_000),
                set("features", 400), set("samples", 500), set("steps", 8_000))
            .at(SMOKE, set("source", Source.TEACHER), set("train", 480), set("validation", 200), set("test", 600),
                set("features", 60), set("samples", 60), set("width", 32), set("steps", 50))
            .looks(8, 12)

            .factor("noise", 0.0, 0.2).prefixed("features")
            .arm("samples", set("task", SAMPLES), set("noise", 0.0))
            .arm("square", set("task", WIDTHS), set("loss", SQUARE))
            .arm("cross-entropy", set("task", WIDTHS))
            .factor("width", 4, 16, 64, 512).prefixed("epochs")
                .with(set("task", STEPS), set("stretch", 3.75), set("learningRate", 1e-3))
            .exploratory("square,noise=0", set("task", WIDTHS), set("loss", SQUARE), set("noise", 0.0))
            .exploratory("cross-entropy,noise=0", set("task", WIDTHS), set("noise", 0.0))
            .exploratory("draws", set("task", DRAWS))
            .exploratory("teacher", set("source", Source.TEACHER))

            .primary("K1", "With random features and label noise the test error peaks where they are as many as the training samples")
                .published("risk peaks at N = n = 10^4 and falls below the classical minimum", "Belkin et al., Figure 2", READ)
                .that(allOf(
                    that(mse().onLogScale().peak()).between(Math.log(0.9), Math.log(1.1)),
                    that(ratio(cell(NOISY, "mse_at_peak"), cell(NOISY, "mse@N/n=8.0"))).above(1).byFactor(5)))
            .primary("K7", "With as many random features as samples, four times the samples make it worse")
                .published("even quadrupling the training set can leave test performance worse", "Nakkiran et al., abstract", READ)
                .that(cell("samples", "error@n/N=1.0")).above(cell("samples", "error@n/N=0.25")).byAtLeast(0.03)
            .secondary("K2", "Far beyond the peak the error is below its best before the peak")
                .published("falls below the classical minimum", "Belkin et al., Figure 2", READ)
                .that(cell(CLEAN, "error@N/n=16.0")).below(smallest(cell(CLEAN, "error@N/n=0.0625"), cell(CLEAN, "error@N/n=0.125"), cell(CLEAN, "error@N/n=0.25"))).byAtLeast(0.01)
            .secondary("K3", "The best ridge penalty removes the peak")
                .published("optimal regularisation removes it", "Nakkiran et al.", RECALLED)
                .that(ratio(cell(NOISY, "largest_ridge_mse"), largest(cell(NOISY, "ridge_mse@N/n=0.5"), cell(NOISY, "ridge_mse@N/n=2.0"))))
                    .between(1 / 1.05, 1.05)
            .secondary("K4-square", "Trained with the square loss, networks have a second descent, with the peak near as many parameters as numbers to fit")
                .published("threshold near nK parameters", "Belkin et al.", READ)
                .that(allOf(
                    that("square").has("error_rise").above(0.0).byAtLeast(0.01),
                    that("square").has("error_fall").above(0.0).byAtLeast(0.02),
                    ratio(cell("square", "peak_over_threshold"), constant(1)).between(0.3, 1.5)))
            .secondary("K4-CE", "Trained with cross-entropy, networks have a second descent, with the peak near the first width that fits every label")
                .published("peak near width 10 to 12 of ResNet18, CIFAR-10, 15 % noise", "Nakkiran et al., Figure 1", RECALLED)
                .that(allOf(
                    that("cross-entropy").has("error_rise").above(0.0).byAtLeast(0.01),
                    that("cross-entropy").has("error_fall").above(0.0).byAtLeast(0.02),
                    ratio(cell("cross-entropy", "peak_of_error"), cell("cross-entropy", "first_fit")).near(1).withinFactor(2)))
            .secondary("K5", "Label noise makes the rise larger")
                .published("label noise enlarges the peak", "Nakkiran et al.", READ)
                .that(cell(NOISY, "error_rise").minus(cell(CLEAN, "error_rise"))).above(0.0).byAtLeast(0.01)
            .secondary("K5b", "So it does in squared error, which does not end at chance")
                .that(interaction(
                    cell(NOISY, "mse_at_peak").log(), cell(NOISY, "mse_at_valley").log(),
                    cell(CLEAN, "mse_at_peak").log(), cell(CLEAN, "mse_at_valley").log()))
                .above(0.0).byAtLeast(Math.log(1.5))
            .secondary("K6", "A large network's test error peaks in training time where its training error vanishes, and falls again")
                .published("epoch-wise double descent for large enough models", "Nakkiran et al., abstract", READ)
                .that(allOf(
                    that(EPOCHS).has("error_rise").above(0.0).byAtLeast(0),
                    ratio(cell(EPOCHS, "peak_of_error"), cell(EPOCHS, "first_fit")).near(1).withinFactor(3),
                    that(EPOCHS).has("error_fall").above(0.0).byAtLeast(0.005)))
            .secondary("K8", "The width of the peak is the first at which the procedure fits its n samples")
                .published("critical regime where effective model complexity is near n", "Nakkiran et al., abstract", RECALLED)
                .that(ratio(cell("cross-entropy", "peak_of_error"), cell("cross-entropy", "first_fit"))).near(1).withinFactor(1.5)
            .build();
    }
    // @formatter:on

    private static Curve mse() {
        return curve("N/n", NOISY, "mse@N/n=*", FeatureCurves.RATIOS.toArray(Double[]::new));
    }

    @Override
    public void run(Trial<Setup> trial) throws Exception {
        var s = trial.setting();
        var digits = Digits.of(trial, s.source, s.pool, new Sizes(s.train, s.validation, s.test))
                .noisy(s.noise, Rng.of(trial.seed("noise")));
        var features = new FeatureCurves(trial, digits);
        var networks = new NetworkCurves(trial, digits, s.samples, s.training());
        switch (s.task) {
            case FEATURES -> features.overFeatures(s.features);
            case SAMPLES -> features.overSamples(s.features);
            case DRAWS -> features.overDraws(s.features);
            case WIDTHS -> networks.overWidths(s.width);
            case STEPS -> networks.overSteps(s.width);
        }
    }

    // @formatter:off
    @Override
    public List<Figure> figures() {
        var features = List.of(CLEAN, NOISY);
        var threshold = List.of(1.0);
        return List.of(
            new Figure.Lines("features",
                "Random features with least squares against features over samples: squared test error of the fit of minimum norm, its norm, and the"
                    + " squared test error of the best ridge fit. Without a penalty all diverges where features and samples are as many (dashed).",
                List.of("mse", "norm", "ridge_mse"), features, "features / samples", Axis.LOG, "", Axis.LOG, threshold),
            new Figure.Lines("feature_errors",
                "Shares of images misclassified by the same fits.",
                List.of("test_error", "train_error", "ridge_error"), features, "features / samples", Axis.LOG, "error", Axis.LINEAR, threshold),
            new Figure.Lines("samples",
                "Random features, their number fixed: more training images make the fit worse until they are as many (dashed).",
                List.of("test_error", "train_error"), List.of("samples"), "samples / features", Axis.LOG, "error", Axis.LINEAR, threshold),
            new Figure.Lines("decomposition",
                "Squared test error over ten training sets in its two parts: that of their mean prediction, and the variance around it, which carries the peak.",
                List.of("squared_bias", "variance"), List.of("draws"), "features / samples", Axis.LOG, "", Axis.LOG, threshold),
            new Figure.Lines("widths",
                "Networks of growing width against their parameters over the numbers to be fitted. Dashed: as many of the one as of the other; the"
                    + " other threshold is where the training error reaches zero.",
                List.of("test_error", "train_error"), List.of("square", "square,*", "cross-entropy", "cross-entropy,*"),
                "parameters / (samples x classes)", Axis.LOG, "error", Axis.LINEAR, threshold),
            new Figure.Lines("steps",
                "Networks of several widths over training time at a constant learning rate.",
                List.of("test_error", "train_error"), List.of("epochs,*"), "step", Axis.LOG, "error", Axis.LINEAR),
            new Figure.HeatMap("map",
                "Test error over training time and width.",
                "error@step=*", List.of("epochs,*"), "step", "width"));
    }
    // @formatter:on

    @Override
    public List<String> deviations() {
        return List.of(
                "The laptop scale has MNIST averaged over 3 x 3 pixels of its central 24 x 24, n = 400 for random features and n = 500 for networks.",
                "Networks have two layers at every scale, trained by Adam for a fixed number of steps; ResNet18 on CIFAR-10 is left out.",
                "The mean image is taken off the inputs: in pilots without that, narrow networks lost all their units at the first steps.",
                "Claims are first looked at after eight seeds: three would decide the primary ones and leave the others open.",
                "Penalties go up to 100 instead of 1, since the best one in pilots was mostly 1.",
                "Peaks are the ends of the largest rise, found on one half of the test images and measured on the other.",
                "K5 counts misclassified images, as planned, although in pilots the peak of both arms lies near chance; K5b asks the same in squared error.",
                "K6 asks for a rise besides the peak's place and the fall, since without one any place is a maximum.",
                "K8 takes the width at which the training error first is 1 % for the one whose effective model complexity is n, without a bisection over n.",
                "Fashion-MNIST is left out, to ask for one download only; the exploratory arm of a random teacher is the second data set.");
    }
}
