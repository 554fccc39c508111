package org.assay.studies.architecture;

import static org.assay.lab.Change.set;
import static org.assay.lab.Published.Source.READ;
import static org.assay.lab.Published.Source.RECALLED;
import static org.assay.lab.Quantity.cell;
import static org.assay.lab.Quantity.interaction;
import static org.assay.lab.Scale.LAPTOP;
import static org.assay.lab.Scale.SMOKE;
import static org.assay.lab.Statement.allOf;
import static org.assay.lab.Statement.that;
import static org.assay.studies.architecture.ConvNetwork.CONVNEXT;
import static org.assay.studies.architecture.ConvNetwork.NORMALISED_VGG;
import static org.assay.studies.architecture.ConvNetwork.PATCHED;
import static org.assay.studies.architecture.ConvNetwork.PLAIN;
import static org.assay.studies.architecture.ConvNetwork.RESNET;
import static org.assay.studies.architecture.ConvNetwork.SPEED;
import static org.assay.studies.architecture.ConvNetwork.SQUEEZED;
import static org.assay.studies.architecture.ConvNetwork.VGG;
import static org.assay.studies.architecture.ConvTraining.Method.ADAMW;
import static org.assay.studies.architecture.ConvTraining.Method.SGD;
import static org.assay.studies.architecture.Pictures.Source.CIFAR10;
import static org.assay.studies.architecture.Pictures.Source.SHAPES;
import static org.assay.studies.architecture.SpeedRecipe.Flips.ALTERNATING;
import static org.assay.studies.architecture.SpeedRecipe.Flips.RANDOM;

import java.util.List;
import java.util.stream.Stream;
import org.assay.lab.Change;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Quantity;
import org.assay.lab.Study;
import org.assay.lab.Trial;
import org.assay.studies.CourseLists;
import org.assay.studies.architecture.ConvTraining.Method;
import org.assay.studies.architecture.Pictures.Source;
import org.assay.studies.architecture.SpeedRecipe.Flips;
import org.assay.studies.architecture.SpeedRecipe.Stepping;
import org.assay.tensor.Rng;
import org.assay.tensor.Tree;

/**
 * From a plain network of convolutions to a modern one, an ingredient at a time.
 *
 * <p>In a pilot on one other seed, without tuning, V0 had 44.2 %, V1 56.8, R 49.4, P 51.5 and F for three fifths of R's operations 54.3. With lower rates and eight epochs V0 had
 * 50.4 %, V1 53.8, V2 54.8, V4 55.8 (54.0 at a constant rate), R and SE 48.9, X 41.7, and F 56.9, with six views 58.4; shortcuts took 0.24 nats off the loss of 20 layers and
 * added 0.07 to that of 8. So T5 may fail: patches were better. Bars stayed as planned.
 */
public final class ModernConvnet implements Study<ModernConvnet.Setup> {

    /**
     * What an arm learns, and how.
     *
     * @param size side of a picture in pixels
     * @param width channels of the first convolution
     * @param blocks of each stage of a residual or plain network
     * @param dropout of 0.2, 0.3 and 0.4 behind the stages
     * @param moved whether pictures are mirrored and shifted at random
     * @param cosine whether the rate rises over a twentieth of the steps and falls along a cosine, instead of staying
     * @param factor of the learning rate, tuned
     * @param weightDecay of matrices and convolutions, with AdamW in units of the learning rate
     * @param smoothing share of a label that goes to all classes alike
     * @param reduced whether products and convolutions are in bfloat16
     * @param shown training pictures whose labels are asked for in the end
     * @param speedBatch pictures in a batch of the speed-run network
     * @param narrow channels of the first group of the speed-run network
     * @param wide channels of its other two
     * @param share of the residual network's floating-point operations that its training costs, instead of as many epochs; 0 for these
     * @param flips which of its pictures are mirrored
     */
    public record Setup(
            Source source,
            int size,
            int train,
            int validation,
            int test,
            int shown,
            ConvNetwork network,
            int width,
            int blocks,
            boolean dropout,
            boolean moved,
            Method method,
            boolean cosine,
            double learningRate,
            double factor,
            double weightDecay,
            double smoothing,
            int batch,
            int epochs,
            boolean reduced,
            int speedBatch,
            int narrow,
            int wide,
            double share,
            Flips flips) {
        Pictures.Wanted pictures() {
            return new Pictures.Wanted(source, size, train, train, validation, test);
        }

        /** What is used by the speed-run network alone. */
        SpeedRecipe speed() {
            var widths = List.of(narrow, wide, wide);
            double passes = share == 0 ? epochs : ConvTraining.passes(this, widths);
            return new SpeedRecipe(
                    widths, passes, speedBatch, Stepping.SGD, factor, flips, smoothing, true, true, reduced, 0, size);
        }
    }

    // @formatter:off
    @Override
    public List<Paper> papers() {
        return List.of(
            Paper.of("Deep Residual Learning for Image Recognition", "CVPR 2016", "arXiv:1512.03385", "K. He, X. Zhang, S. Ren, J. Sun"),
            Paper.of("Squeeze-and-Excitation Networks", "CVPR 2018", "arXiv:1709.01507", "J. Hu, L. Shen, S. Albanie, G. Sun, E. Wu"),
            Paper.of("Decoupled Weight Decay Regularization", "ICLR 2019", "arXiv:1711.05101", "I. Loshchilov, F. Hutter"),
            Paper.of("A ConvNet for the 2020s", "CVPR 2022", "arXiv:2201.03545", "Z. Liu, H. Mao, C.-Y. Wu, C. Feichtenhofer, T. Darrell, S. Xie"),
            Paper.of("94% on CIFAR-10 in 3.29 Seconds on a Single GPU", "2024", "arXiv:2404.00498", "K. Jordan"));
    }
    // @formatter:on

    @Override
    public String question() {
        return "What does each modern ingredient add to a plain network of convolutions: normalisation, moved copies, dropout, AdamW with a schedule, residual and gated"
                + " blocks, patches, ConvNeXt blocks, smoothed labels, and the tricks of speed runs?";
    }

    @Override
    public String family() {
        return "architecture";
    }

    @Override
    public List<String> courseLists() {
        return List.of(CourseLists.DD2424);
    }

    // @formatter:off
    @Override
    public Plan<Setup> plan() {
        return Plan.of(new Setup(CIFAR10, 32, 48_000, 2_000, 10_000, 10_000, NORMALISED_VGG, 32, 1, false, true, SGD, false, 0.3, 1, 0, 0, 128, 100, false,
                1_024, 64, 256, 0, ALTERNATING))
            .at(LAPTOP, set("size", 16), set("train", 10_000), set("shown", 2_000), set("width", 16), set("epochs", 6), set("reduced", true),
                set("narrow", 16), set("wide", 48))
            .at(SMOKE, set("source", SHAPES), set("size", 16), set("train", 100), set("validation", 50), set("test", 100), set("shown", 100),
                set("narrow", 8), set("wide", 16))
            .overArms(SMOKE, set("width", 8), set("batch", 20), set("epochs", 5), set("speedBatch", 20))

            .arm("V0", set("network", VGG), set("moved", false), set("learningRate", 0.1))
            .arm("V1", set("moved", false))
            .arm("V2")
            .exploratory("V3", set("dropout", true), set("weightDecay", 5e-4))
            .arm("V4", modern(NORMALISED_VGG))
            .arm("V4 constant", adam(3e-3, NORMALISED_VGG))
            .arm("R", modern(RESNET))
            .exploratory("SE", modern(SQUEEZED))
            .arm("P", modern(PATCHED))
            .exploratory("X", modern(CONVNEXT))
            .exploratory("LS", modern(RESNET, set("smoothing", 0.1)))
            .arm("F", speed(set("epochs", 8)))
            .arm("F random", speed(set("epochs", 8), set("flips", RANDOM)))
            .arm("F 60 %", speed(set("share", 0.6)))
            .arm("plain 8", depth(PLAIN, 1))
            .arm("residual 8", depth(RESNET, 1))
            .arm("plain 20", depth(PLAIN, 3))
            .arm("residual 20", depth(RESNET, 3))

            .primary("T1", "Batch normalisation raises the test accuracy, each network at its own rate")
                .published("85.9 to 88.6 %, in a network with dropout and moved copies", "tutorial on VGG blocks, CIFAR-10", RECALLED)
                .that("V1").has("test_accuracy").above("V0").byAtLeast(0.03)
            .primary("T3", "With AdamW, a warm-up and a cosine give the higher test accuracy than a constant rate")
                .that("V4").has("test_accuracy").above("V4 constant").byAtLeast(0.015)
            .secondary("T2", "Moved copies make the gap between training and test accuracy smaller")
                .published("73.5 to 84.5 % test accuracy", "tutorial on VGG blocks, CIFAR-10", RECALLED)
                .that("V2").has("train_minus_test").below("V1").byAtLeast(0.05)
            .secondary("T4", "Three blocks a stage train to a lower loss with shortcuts than without, by more than one block a stage does")
                .published("8.75 % errors of 20 layers, 6.97 of 56; without shortcuts 56 are worse than 20", "Figure 6 and Table 6", RECALLED)
                .unit("nats")
                .that(allOf(
                    that("residual 20").has("train_loss").below("plain 20").byAtLeast(0.1),
                    that(interaction(loss("plain 20"), loss("residual 20"), loss("plain 8"), loss("residual 8"))
                        .called("what shortcuts take off the loss with three blocks a stage less with one")).above(0.0).byAtLeast(0.1)))
            .secondary("T5", "Behind patches of 2 x 2 pixels the residual network has the lower test accuracy")
                .published("79.4 to 79.5 %, ImageNet, 300 epochs", "Figure 2", RECALLED)
                .that("P").has("test_accuracy").below("R").byAtLeast(0.01)
            .secondary("T6", "For three fifths of the residual network's operations the speed-run network reaches its test accuracy")
                .published("94.0 % for 0.36 PFLOP, 96.0 % for 32.3 with a usual training of ResNet-18", "section 4", READ)
                .that("F 60 %").has("test_accuracy").above("R").byAtLeast(0)
            .secondary("T7", "Mirroring in every second epoch the pictures that were not in the one before is better than at random")
                .published("better at equal epochs", "section 3.6", READ)
                .that("F").has("test_accuracy").above("F random").byAtLeast(0.003)
            .secondary("T8", "Six views of a test picture raise the accuracy of the same weights")
                .that(cell("F", "test_accuracy_views")).above(cell("F", "test_accuracy")).byAtLeast(0.005)
            .tune("factor", 0.3, 1.0, 3.0).arms("V0", "V1", "V4", "V4 constant", "R", "F")
                .onSeeds(1)
                .follows("V2", "V1").follows("V3", "V1").follows("SE", "R").follows("X", "R").follows("P", "R").follows("LS", "R")
                .follows("F random", "F").follows("F 60 %", "F")
                .follows("plain 8", "V4").follows("residual 8", "V4").follows("plain 20", "V4").follows("residual 20", "V4")
                .highest("validation_accuracy")
            .build();
    }
    // @formatter:on

    // @formatter:off
    private static Change[] adam(double rate, ConvNetwork network, Change... more) {
        return with(more, set("network", network), set("method", ADAMW), set("learningRate", rate), set("weightDecay", 0.05));
    }

    private static Change[] modern(ConvNetwork network, Change... more) {
        return adam(1e-2, network, with(more, set("cosine", true)));
    }

    private static Change[] speed(Change... more) {
        return with(more, set("network", SPEED), set("learningRate", 1), set("smoothing", 0.2));
    }

    private static Change[] with(Change[] more, Change... first) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(Change[]::new);
    }
    // @formatter:on

    /** Half as wide and for half as long. */
    private static Change[] depth(ConvNetwork network, int blocks) {
        return modern(network, set("blocks", blocks), set("width", 8), set("epochs", 4));
    }

    private static Quantity loss(String arm) {
        return cell(arm, "train_loss");
    }

    @Override
    public void run(Trial<Setup> trial) {
        var s = trial.setting();
        var pictures = Pictures.of(s.pictures(), Rng.of(trial.seed("pictures")));
        var classifier =
                s.network() == SPEED ? ConvTraining.speedRun(trial, pictures) : ConvTraining.ladder(trial, pictures);
        if (trial.tuning()) {
            trial.metric("validation_accuracy", classifier.accuracy(pictures.validation()));
            return;
        }
        trial.metric("parameters", (double) Tree.count(classifier.net()));
        classifier.report(s.shown());
        trial.metric("train_loss", classifier.loss(classifier.learned(s.shown())));
        Filters.show(trial, classifier.net());
    }

    // @formatter:off
    @Override
    public List<Figure> figures() {
        var ladder = List.of("V0", "V1", "V2", "V3", "V4 constant", "V4", "R", "SE", "P", "X", "LS", "F", "F random", "F 60 %");
        var some = List.of("V0", "V1", "V2", "V4 constant", "V4", "R", "F");
        return List.of(
            new Figure.Bars("ladder",
                "Test accuracy: V0 a plain network, V1 with batch normalisation, V2 with moved copies, V3 with dropout and decay, V4 with AdamW at a constant rate or with warm-up"
                    + " and cosine instead, R residual, SE with gates, P behind patches, X of ConvNeXt blocks, LS residual with smoothed labels, F the speed-run network.",
                List.of("test_accuracy"), ladder, "accuracy", Axis.LINEAR),
            new Figure.Bars("gap", "Accuracy on pictures that a network learned from, unmoved, and on others.", List.of("train_accuracy", "test_accuracy"), ladder,
                "accuracy", Axis.LINEAR),
            new Figure.Scatter("cost", "Test accuracy against the floating-point operations of a training.", "training_teraflop", "test_accuracy", ladder, Axis.LOG,
                Axis.LINEAR),
            new Figure.Lines("rates", "The learning rate.", List.of("learning rate"), some, "step", Axis.LINEAR, "learning rate", Axis.LOG),
            new Figure.Lines("loss", "Training loss, a mean over twentieths of the steps.", List.of("training loss"), some, "step", Axis.LINEAR, "loss, nats", Axis.LINEAR),
            new Figure.Lines("depth", "Training loss of 8 and of 20 layers with and without shortcuts.", List.of("training loss"), List.of("plain 8", "residual 8", "plain 20", "residual 20"), "step", Axis.LINEAR,
                "loss, nats", Axis.LINEAR),
            new Figure.Images("filters", "Filters of the first convolution in colour, each from its smallest weight to its largest; those of F are not learned, the second dozen the first turned round.", List.of("filters"),
                List.of("V0", "V1", "V4", "R", "P", "X", "F")));
    }
    // @formatter:on

    @Override
    public List<String> deviations() {
        return List.of(
                "CIFAR-10 averaged to 16 x 16 pixels, 10,000 of its pictures and six epochs; 16 channels in the first convolution, so that a plain network has 36,000 weights and"
                        + " a residual one 78,000. With 32 channels and eight epochs a seed cost four times as much. The 10,000 test images are the same for all seeds.",
                "Products and convolutions are in bfloat16, with weights and losses in 32 bits: an epoch of residual networks took half as long as in 32 bits in the pilot, and"
                        + " one of ConvNeXt blocks as long.",
                "V0, V1, V4, V4 at a constant rate, R and F have three tried rates each (0.3, 1 and 3 times their own) on one seed and images that no verdict uses. V2 and V3 take"
                        + " V1's; SE, P, X and smoothed labels take R's; networks of the depth test take V4's, a plain network's; F's variants take F's.",
                "Networks of a seed share training images, order of batches, moves and, where kinds agree, initial weights. Weight decay is of kernels and matrices alone, with AdamW"
                        + " times the learning rate, with momentum as part of the gradient.",
                "Moves are a mirror every second time and up to two pixels up, down, left or right, with black coming in; F reflects pictures at their borders instead.",
                "V4 replaces momentum at a constant rate by AdamW with warm-up and cosine at once; V4 at a constant rate stands between, so that T3 is about the schedule alone.",
                "T4 compares 8 and 20 layers at half the width, four epochs: a residual network and the same convolutions without shortcuts and projections. The loss is of 2,000 training"
                        + " images, unmoved, in evaluation.",
                "T5 tests patches alone. Gates of channels (SE) and ConvNeXt blocks (X, of 24 and 48 channels with 5 x 5 kernels and a first scale of 0.1) are exploratory for their"
                        + " price: depthwise convolutions cost as much time as five times their operations elsewhere.",
                "T6 gives F as many whole steps as three fifths of R's operations pay for, its schedule made to end there, instead of interpolating a curve. Operations are three"
                        + " times those of a forward pass, counted without normalisation, activations and test views.",
                "F has groups of 16, 48 and 48 channels and no last pooling, since its maps have one place by then; batches of 1,024, of which an epoch has nine. T7 and T8 are at its eight"
                        + " epochs.",
                "The rates that tuning is centred on were moved up after a pilot, where the highest of three was the best with V0 (0.03 first), V1 (0.1), V4 and R (0.003). The number of"
                        + " epochs and channels was chosen by cost.",
                "T7 asks for less than half of what accuracies vary by from seed to seed.",
                "Schedules, what decays, that residual blocks start as shortcuts, counts of multiplications, gates between 0 and 1 and whitening are tests, no claims.",
                "Left out: 32 x 32 pixels, arms that leave one ingredient out of the best network, and the published absolute accuracies, of other sizes and budgets.");
    }
}
