package org.assay.studies.semisupervised;

import static org.assay.lab.Change.set;
import static org.assay.lab.Published.Source.READ;
import static org.assay.lab.Published.Source.RECALLED;
import static org.assay.lab.Quantity.cell;
import static org.assay.lab.Quantity.interaction;
import static org.assay.lab.Scale.LAPTOP;
import static org.assay.lab.Scale.SMOKE;
import static org.assay.lab.Statement.allOf;
import static org.assay.lab.Statement.that;
import static org.assay.studies.semisupervised.Classifier.Network.CNN;
import static org.assay.studies.semisupervised.Classifier.Network.WRN_28_2;
import static org.assay.studies.semisupervised.Problem.Source.CIFAR10;
import static org.assay.studies.semisupervised.Problem.Source.FASHION_MNIST;
import static org.assay.studies.semisupervised.Problem.Source.STROKES;
import static org.assay.studies.semisupervised.Views.Strong.BOTH;
import static org.assay.studies.semisupervised.Views.Strong.CHANGES;
import static org.assay.studies.semisupervised.Views.Strong.CUTOUT;
import static org.assay.studies.semisupervised.Views.Strong.NOTHING;

import java.util.List;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Quantity;
import org.assay.lab.Study;
import org.assay.lab.Trial;
import org.assay.studies.CourseLists;
import org.assay.studies.semisupervised.Classifier.Network;
import org.assay.studies.semisupervised.Problem.Source;
import org.assay.studies.semisupervised.Views.Strong;
import org.assay.tensor.Rng;

/**
 * FixMatch: what a network is sure of on a weakly changed picture becomes the label of a strongly changed copy of it.
 *
 * <p>In a pilot on other seeds (1001 to 1003) FixMatch erred 0.3 points more and 6.5 fewer than labels alone (of the first two), 0.2 points more and 3.7 and 0.8 fewer
 * than weak copies on both sides, and 3.3, 2.4 and 2.0 points more than without a threshold. So the differences spread by some 5 and 2 points, and bars stayed as
 * planned. A rate of 0.1 gave about the same. Steps are as many as fit the time.
 */
public final class Fixmatch implements Study<Fixmatch.Setup> {

    /**
     * What an arm learns, and how.
     *
     * @param pool pictures are averaged over squares of so many pixels
     * @param labels pictures with a label, as many of each class
     * @param unlabelled training pictures, those with a label among them
     * @param watched test pictures of the curve of errors
     * @param width channels of the first convolution
     * @param strong what makes a copy a strong one
     * @param tau the probability from which on a guess is learned
     * @param temperature of sharpened targets, 0 for the guess itself
     * @param lambda the weight of unlabelled pictures, 0 to learn from labels alone
     * @param mu unlabelled pictures in a step for each labelled one
     * @param batch labelled pictures in a step
     * @param weightDecay of convolutions and the last layer's weights
     * @param decay of the averaged weights
     */
    public record Setup(
            Source source,
            int pool,
            int labels,
            int unlabelled,
            int test,
            int watched,
            Network network,
            int width,
            Strong strong,
            double tau,
            double temperature,
            double lambda,
            int mu,
            int batch,
            int steps,
            double learningRate,
            double weightDecay,
            double decay) {}

    @Override
    public List<Paper> papers() {
        return List.of(Paper.of(
                "FixMatch: Simplifying Semi-Supervised Learning with Consistency and Confidence",
                "NeurIPS 2020",
                "arXiv:2001.07685",
                "K. Sohn, D. Berthelot, C.-L. Li, Z. Zhang, N. Carlini, E. D. Cubuk, A. Kurakin, H. Zhang, C. Raffel"));
    }

    @Override
    public String question() {
        return "With four labels a class, is it enough to take what a network is sure of on a picture as the label of a distorted copy, and which of"
                + " threshold, distortion and hard labels does the work?";
    }

    @Override
    public String family() {
        return "semi-weakly-supervised";
    }

    @Override
    public List<String> courseLists() {
        return List.of(CourseLists.DD2424);
    }

    // @formatter:off
    @Override
    public Plan<Setup> plan() {
        return Plan.of(new Setup(CIFAR10, 1, 40, 50_000, 10_000, 10_000, WRN_28_2, 32, BOTH, 0.95, 0, 1, 7, 64, 1 << 20, 0.03, 5e-4, 0.999))
            .at(LAPTOP, set("source", FASHION_MNIST), set("pool", 2), set("unlabelled", 10_000), set("watched", 2_000), set("network", CNN), set("width", 16),
                set("batch", 16), set("steps", 1_500), set("decay", 0.995))
            .at(SMOKE, set("source", STROKES), set("pool", 2), set("unlabelled", 400), set("test", 200), set("network", CNN), set("width", 8),
                set("mu", 4), set("batch", 8), set("steps", 60), set("learningRate", 0.1), set("decay", 0.9))

            .arm("supervised", set("lambda", 0))
            .arm("fixmatch")
            .arm("weak-weak", set("strong", NOTHING))
            .arm("tau=0", set("tau", 0))
            .arm("soft", set("temperature", 0.5))
            .arm("cutout", set("strong", CUTOUT))
            .arm("changes", set("strong", CHANGES))
            .arm("100 labels,supervised", set("lambda", 0), set("labels", 100))
            .arm("100 labels,fixmatch", set("labels", 100))
            .exploratory("tau=0.8", set("tau", 0.8))
            .exploratory("uda", set("temperature", 0.4), set("tau", 0.8))

            .primary("T1", "With four labels a class, FixMatch has the lower test error than learning from the labels alone")
                .published("11.4 and 13.8 % with 40 labels, of other methods 19 to 48 %", "Table 2", READ)
                .that("fixmatch").has("test_error").below("supervised").byAtLeast(0.05)
            .primary("T2", "Strong copies do it: with weak copies on both sides the test error is higher")
                .published("accuracy collapses when labels are few", "section 5", RECALLED)
                .that("fixmatch").has("test_error").below("weak-weak").byAtLeast(0.03)
            .secondary("T3a", "The threshold does it, too: where all guesses are learned the test error is higher")
                .published("low thresholds cost more than 1.5 points with 250 labels", "Figure 3a", READ)
                .that("fixmatch").has("test_error").below("tau=0").byAtLeast(0.015)
            .secondary("T3b", "With the threshold fewer of the labels that are learned are wrong")
                .published("purer pseudo-labels, no number", "section 5", RECALLED)
                .that("fixmatch").has("impurity").orIfMissing(1).below("tau=0").byAtLeast(0.02)
            .secondary("T4", "With a threshold it does not matter whether labels are hard or sharpened probabilities")
                .published("no significant gain from a temperature", "Figure 3b", READ)
                .that("soft").has("test_error").within(0.015).of("fixmatch")
            .secondary("T5", "Both parts of the strong change are needed: each alone has the higher test error")
                .published("4.84 % with both, 6.15 % with either, 250 labels", "Table 3", READ)
                .that(allOf(
                    that("fixmatch").has("test_error").below("cutout").byAtLeast(0.005),
                    that("fixmatch").has("test_error").below("changes").byAtLeast(0.005)))
            .secondary("T6", "The gain over labels alone is larger with 40 labels than with 100")
                .published("gains over other methods shrink from 40 labels to 4,000", "Table 2", READ)
                .that(interaction(error("supervised"), error("fixmatch"), error("100 labels,supervised"), error("100 labels,fixmatch"))
                    .called("gain with 40 labels less gain with 100")).above(0.0).byAtLeast(0.02)
            .build();
    }
    // @formatter:on

    private static Quantity error(String arm) {
        return cell(arm, "test_error");
    }

    @Override
    public void run(Trial<Setup> trial) {
        var s = trial.setting();
        var problem = Problem.of(trial);
        int channels = (int) problem.test().inputs().size(1);
        var net = Classifier.of(s.network, s.width, s.decay, channels, Rng.of(trial.seed("start")));
        new Learning(trial, problem, net).learn();
        if (s.lambda > 0) {
            CopiesPicture.show(
                    trial, problem, new Views(s.strong, problem.units()), Rng.of(trial.seed("copies shown")));
        }
    }

    // @formatter:off
    @Override
    public List<Figure> figures() {
        var learning = List.of("supervised", "fixmatch", "weak-weak", "tau=0");
        var guessing = List.of("fixmatch", "weak-weak", "tau=0", "tau=0.8", "soft");
        var all = List.of("supervised", "fixmatch", "weak-weak", "tau=0", "tau=0.8", "soft", "uda", "cutout", "changes", "100 labels,supervised", "100 labels,fixmatch");
        var step = "step";
        return List.of(
            new Figure.Lines("error", "Test error of the averaged weights, on 2,000 test pictures.",
                List.of("test error"), learning, step, Axis.LINEAR, "error", Axis.LINEAR),
            new Figure.Lines("pseudo_labels",
                "Guesses on weak copies of unlabelled pictures: the share that reach the threshold and are learned, the share of all that are right, and of those"
                    + " learned that are wrong.",
                List.of("accepted", "right, of all", "wrong, of accepted"), guessing, step, Axis.LINEAR, "share", Axis.LINEAR),
            new Figure.Sweep("thresholds", "Test error over the threshold.", "test_error", List.of("tau=0", "tau=0.8", "fixmatch"), "tau", Axis.LINEAR, "",
                "error", Axis.LINEAR),
            new Figure.Sweep("impurity", "Share of wrong labels among those that are learned, over the threshold, in the last quarter of the steps.", "impurity",
                List.of("tau=0", "tau=0.8", "fixmatch"), "tau", Axis.LINEAR, "", "share", Axis.LINEAR),
            new Figure.Bars("errors", "Test error after the last step, on 10,000 pictures.", List.of("test_error"), all, "error", Axis.LINEAR),
            new Figure.Images("copies",
                "Two pictures in a row, each followed by a weak copy and four strong ones: with a grey square (top), with changes of shape or tone, and with both.",
                List.of("copies"), List.of("cutout", "changes", "fixmatch")));
    }
    // @formatter:on

    @Override
    public List<String> deviations() {
        return List.of(
                "Fashion-MNIST averaged to 14 x 14 pixels instead of CIFAR-10, 10,000 unlabelled pictures, and a network of three convolutions with 24,000 weights,"
                        + " the first of 5 x 5 pixels in steps of two, normalised behind the pooling; 1,500 steps of 16 labelled and 112 unlabelled pictures instead of"
                        + " a million of 64 and 448, weights averaged with a decay of 0.995 instead of 0.999.",
                "Strong copies are those of the paper's RandAugment (13.8 % with 40 labels) and not of CTAugment (11.4 %), as in the authors' code: two changes, each"
                        + " with probability 1/2 and one of nine strengths, then a square of half the width. Grey pictures have no saturation, and equalising"
                        + " leaves pictures of so few pixels as they are.",
                "Each seed draws its own pictures, labels, start and order, which all its arms share; the paper's five folds share their network's start.",
                "The threshold of 0.8 is run without a claim on where the error is lowest, for the length of the run.",
                "T3, T4 and T5 are published for one fold of 250 labels, T6 against other methods and not against labels alone.",
                "In T4 targets are sharpened probabilities, as the paper writes; in the authors' code for that figure the temperature moves the threshold alone.",
                "The arm uda has that method's targets and threshold, and none of its other parts.",
                "Classes that no accepted label has are counted and no claim; a seed that loses some stays in. That no gradient goes through weak copies, the division by all"
                        + " unlabelled pictures and the range of strong copies are tests.",
                "Left out: CTAugment, strong copies on both sides, one label a class, CIFAR-100, SVHN, STL-10 and ImageNet, alignment of distributions, thresholds"
                        + " that move, and unlabelled pictures of other classes.");
    }
}
