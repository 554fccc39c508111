package org.assay.studies.optimisation;

import static org.assay.lab.Change.set;
import static org.assay.lab.Curve.curve;
import static org.assay.lab.Published.Source.READ;
import static org.assay.lab.Published.Source.RECALLED;
import static org.assay.lab.Quantity.cell;
import static org.assay.lab.Ratio.ratio;
import static org.assay.lab.Scale.LAPTOP;
import static org.assay.lab.Scale.SMOKE;
import static org.assay.lab.Statement.allOf;
import static org.assay.lab.Statement.that;
import static org.assay.studies.optimisation.DrawnPictures.Shown.ALL;
import static org.assay.studies.optimisation.DrawnPictures.Shown.CLASSES;
import static org.assay.studies.optimisation.DrawnPictures.Shown.HALVES;
import static org.assay.studies.optimisation.DrawnPictures.Source.CIFAR10_SMALL;
import static org.assay.studies.optimisation.DrawnPictures.Source.FASHION_MNIST;
import static org.assay.studies.optimisation.DrawnPictures.Source.MIXTURE;
import static org.assay.studies.optimisation.DrawnPictures.Source.MNIST;
import static org.assay.studies.optimisation.LinearModeConnectivity.Network.ASYMMETRIC_MLP;
import static org.assay.studies.optimisation.LinearModeConnectivity.Network.CNN;
import static org.assay.studies.optimisation.LinearModeConnectivity.Network.LENET;
import static org.assay.studies.optimisation.LinearModeConnectivity.Network.MLP;
import static org.assay.studies.optimisation.LinearModeConnectivity.Network.NORMALISED_MLP;
import static org.assay.studies.optimisation.Training.Method.ADAM;
import static org.assay.studies.optimisation.Training.Method.SGD;

import java.util.List;
import org.assay.lab.Curve;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Study;
import org.assay.lab.Trial;
import org.assay.studies.CourseLists;
import org.assay.studies.optimisation.DrawnPictures.Shown;
import org.assay.studies.optimisation.DrawnPictures.Source;
import org.assay.studies.optimisation.Training.Course;
import org.assay.studies.optimisation.Training.Method;
import org.assay.tensor.Rng;

/**
 * Linear mode connectivity: when the straight line between two trained networks stays low, after shared training or after their units are matched.
 *
 * <p>In a pilot on one other seed (1001) matching left 0.08 of the barrier at 512 units, the logarithm of what is left fell by 1.2 a factor of e in width,
 * the convolutional network rose by 3.5 and 0.4 points at forks 0 and 0.2, and no delta was changed.
 */
public final class LinearModeConnectivity implements Study<LinearModeConnectivity.Setup> {

    /** What is trained; perceptrons of three hidden layers as independent pairs, the others as copies of one network. */
    public enum Network {
        MLP,
        /** Each hidden layer normalised before its rectifier, without scale and shift. */
        NORMALISED_MLP,
        /** The same, with some weights of each unit fixed. */
        ASYMMETRIC_MLP,
        /** LeNet-300-100, a perceptron of two hidden layers. */
        LENET,
        /** Three convolutions with batch normalisation. */
        CNN
    }

    /**
     * What an arm trains and on what.
     *
     * @param noise share of the training labels drawn anew
     * @param width of the hidden layers of perceptrons
     * @param forks how many of the moments of forking are tried, from the first
     * @param batch of perceptrons
     * @param epochs of perceptrons and LeNet
     * @param cnnEpochs of the convolutional network
     */
    public record Setup(
            Network network,
            Source source,
            Shown shown,
            double noise,
            int train,
            int test,
            int width,
            int forks,
            Method method,
            double learningRate,
            int batch,
            int epochs,
            int cnnEpochs) {
        Course course() {
            return new Course(method, learningRate, batch, network == CNN ? cnnEpochs : epochs, network == CNN);
        }
    }

    @Override
    public List<Paper> papers() {
        return List.of(
                Paper.of(
                        "Git Re-Basin: Merging Models modulo Permutation Symmetries",
                        "ICLR 2023",
                        "arXiv:2209.04836",
                        "S. K. Ainsworth, J. Hayase, S. Srinivasa"),
                Paper.of(
                        "Linear Mode Connectivity and the Lottery Ticket Hypothesis",
                        "ICML 2020",
                        "arXiv:1912.05671",
                        "J. Frankle, G. K. Dziugaite, D. M. Roy, M. Carbin"),
                Paper.of(
                        "The Empirical Impact of Neural Parameter Symmetries, or Lack Thereof",
                        "NeurIPS 2024",
                        "arXiv:2405.20231",
                        "D. Lim, T. M. Putterman, R. Walters, H. Maron, S. Jegelka"));
    }

    @Override
    public String question() {
        return "When are two trained networks joined by a straight line of low loss: after which moment of shared training, after matching"
                + " their hidden units, and at which width?";
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
        return Plan.of(new Setup(MLP, MNIST, ALL, 0, 60_000, 10_000, 512, 2, ADAM, 1e-3, 500, 100, 160))
            .at(LAPTOP, set("train", 10_000), set("test", 2_500), set("batch", 250), set("epochs", 12), set("cnnEpochs", 5))
            .at(SMOKE, set("batch", 100), set("cnnEpochs", 3))
            .overArms(SMOKE, set("source", MIXTURE), set("train", 400), set("test", 200), set("width", 32), set("epochs", 15))

            .factor("width", 32, 128, 512)
            .arm("normalised", set("network", NORMALISED_MLP), set("width", 128))
            .arm("asymmetric", set("network", ASYMMETRIC_MLP), set("width", 128))
            .arm("halves", set("shown", HALVES))
            .arm("lenet", set("network", LENET), set("forks", 1), set("learningRate", 1.2e-3), set("batch", 60))
            .arm("cnn", set("network", CNN), set("source", CIFAR10_SMALL), set("method", SGD), set("learningRate", 0.1), set("batch", 128))
            .exploratory("classes", set("shown", CLASSES))
            .exploratory("fashion,width=128", set("source", FASHION_MNIST), set("width", 128))
            .exploratory("sgd,width=128", set("method", SGD), set("learningRate", 0.1), set("width", 128))
            .exploratory("mixture,width=128", set("source", MIXTURE), set("width", 128))
            .exploratory("half-random,width=128", set("noise", 0.5), set("width", 128))
            .exploratory("few,width=128", set("train", 1_000), set("epochs", 120), set("width", 128))
            .exploratory("few-random,width=128", set("train", 1_000), set("epochs", 120), set("noise", 1.0), set("width", 128))

            .primary("K1", "After matching the units of two wide networks, little is left of the barrier between them")
                .published("barrier near zero for perceptrons on MNIST", "Ainsworth et al., Figure 2", RECALLED)
                .that(ratio(cell("width=512", "loss_barrier_weights"), cell("width=512", "loss_barrier_naive")).flooredAt(IndependentPair.FLOOR))
                    .below(1).byFactor(1 / 0.3)
            .primary("K2", "The barrier after matching falls with width")
                .published("narrow networks keep their barrier", "Ainsworth et al., Figure 4", RECALLED)
                .that(logs("loss_barrier_weights").onLogScale().slope()).below(0.0).byAtLeast(0.25)
            .secondary("K1b", "After matching, the test error along the line rises by less than one point")
                .published("barrier near zero for perceptrons on MNIST", "Ainsworth et al., Figure 2", RECALLED)
                .unit("points")
                .that("width=512").has("error_barrier_weights").below(1.0).byAtLeast(0)
            .secondary("K2b", "So does the share of the barrier that matching leaves")
                .that(logs("loss_barrier_weights").minus(logs("loss_barrier_naive")).falls().byAtLeast(0.5))
            .secondary("K2c", "At 32 units, matching leaves at least half of the barrier")
                .that(ratio(cell("width=32", "loss_barrier_weights"), cell("width=32", "loss_barrier_naive")).flooredAt(IndependentPair.FLOOR))
                    .above(0.5).byFactor(1)
            .secondary("K3", "After the first epoch the barrier after matching is larger than after the last")
                .published("barriers shrink as training goes on", "Ainsworth et al., Figure 3", RECALLED)
                .unit("nats")
                .that(cell("width=512", "loss_barrier_weights@epoch=1")).above(cell("width=512", "loss_barrier_weights")).byAtLeast(0.05)
            .secondary("K4", "LeNet is stable from its start; the convolutional network is not, and is after a fifth of its training")
                .published("LeNet stable at k = 0; ResNet-20 from 3 %, VGG-16 from 1.5 % of training", "Frankle et al., Figure 3", RECALLED)
                .unit("points")
                .that(allOf(
                    that("lenet").has("error_barrier@k=0.0").below(2.0).byAtLeast(0),
                    that("cnn").has("error_barrier@k=0.0").above(2.0).byAtLeast(0),
                    that("cnn").has("error_barrier@k=0.2").below(2.0).byAtLeast(0)))
            .secondary("K4b", "The longer they trained as one, the lower the barrier between two copies of the convolutional network")
                .published("instability falls with k", "Frankle et al., Figure 5", RECALLED)
                .unit("points")
                .that(curve("k", "cnn", "error_barrier@k=*", ForkedCopies.SHARES.toArray(Double[]::new)).falls().byAtLeast(2))
            .secondary("K6", "With fixed weights that tell the units apart, the barrier is low without any matching")
                .published("linear connectivity without alignment", "Lim et al., abstract", READ)
                .that(ratio(cell("asymmetric", "loss_barrier_naive"), cell("normalised", "loss_barrier_naive")).flooredAt(IndependentPair.FLOOR))
                    .below(1).byFactor(1 / 0.3)
            .secondary("K7", "Half way between matched networks that saw disjoint halves of the data, the test loss is below theirs")
                .published("a gain as of an ensemble, on split CIFAR-100", "Ainsworth et al., Figure 5", RECALLED)
                .unit("nats")
                .that(cell("halves", "midpoint_loss_weights")).below(cell("halves", "end_loss")).byAtLeast(0.005)
            .build();
    }

    private static Curve logs(String cell) {
        return curve("h", "width=*", cell, 32, 128, 512).each(barrier -> barrier.flooredAt(IndependentPair.FLOOR).log());
    }

    @Override
    public void run(Trial<Setup> trial) {
        var s = trial.setting();
        var pictures = DrawnPictures.of(s.source, s.train, s.test, Rng.of(trial.seed("pictures")));
        switch (s.network) {
            case MLP, NORMALISED_MLP, ASYMMETRIC_MLP -> new IndependentPair(trial, pictures).report();
            case LENET, CNN -> new ForkedCopies(trial, pictures).report();
        }
    }

    @Override
    public List<Figure> figures() {
        var widths = List.of("width=32", "width=128", "width=512");
        return List.of(
            new Figure.Lines("paths",
                "Test loss along the straight line from one network to another trained by itself: as they are, and after their units are matched by"
                    + " what they do and by their weights.",
                List.of("loss, naive", "loss, activations", "loss, weights"), widths, "position", Axis.LINEAR, "test loss", Axis.LINEAR),
            new Figure.Landscape("plane",
                "Test loss over the plane through a network (0, 0), another one (0, 1) and the same other one with its units matched by weights (1, 0).",
                "landscape", widths, IndependentPair.GRID, IndependentPair.SPAN, "towards the matched network", "towards the other network", Axis.LOG),
            new Figure.Bars("forks",
                "How far the test error rises between two copies of a network that were one for none and for 20 % of their training.",
                List.of("error_barrier@k=0.0", "error_barrier@k=0.2"), List.of("cnn", "lenet"), "rise, points", Axis.LINEAR),
            new Figure.Lines("fork_paths",
                "Test error along the line between two copies that were one network for none and for 20 % of their training.",
                List.of("error, k=0.0", "error, k=0.2"), List.of("cnn", "lenet"), "position", Axis.LINEAR, "error, %", Axis.LINEAR),
            new Figure.Sweep("width", "Largest rise of the test loss along the line between networks matched by weights, against their width.",
                "loss_barrier_weights", List.of("width=*"), "width", Axis.LOG, "", "barrier, nats", Axis.LOG),
            new Figure.Bars("symmetry", "Barriers without any matching: with fixed weights that tell the units apart, and without.",
                List.of("loss_barrier_naive"), List.of("normalised", "asymmetric"), "barrier, nats", Axis.LINEAR),
            new Figure.Bars("factors", "What data, labels and optimiser do to the barrier in training loss at 128 units, before matching and after.",
                List.of("train_loss_barrier_naive", "train_loss_barrier_weights"),
                List.of("width=128", "fashion,*", "sgd,*", "mixture,*", "half-random,*", "few,*", "few-random,*"), "barrier, nats", Axis.LINEAR));
    }
    // @formatter:on

    @Override
    public List<String> deviations() {
        return List.of(
                "10,000 training and 2,500 test images, 12 epochs instead of 100; CIFAR-10 averaged to 16 x 16 pixels.",
                "The convolutional network, three layers with batch normalisation, stands for ResNet-20 and VGG-16 and trains for 390 steps,"
                        + " so that a fifth of its training is 78 steps, where theirs are thousands.",
                "Running statistics are computed anew on 1,000 training images at every point of a line; their rescaling (REPAIR) is left out.",
                "Of the moments of forking only the start and a fifth of the training are tried, for the length of the run; a fork at 7.5 % was"
                        + " in the pilot alone.",
                "Copies begin with a fresh optimiser and go on at the learning rate of their step.",
                "K6 compares with a network that is the same but for the fixed weights: both normalise each hidden layer, as the published code"
                        + " does, without which its fixed weights, forty times the size of the others, would drown them. Their number goes down with the"
                        + " width, their size stays.",
                "A loss barrier is never negative, since the ends of a line are points of it; below 0.001 it counts as 0.001 in ratios.",
                "K5, random against true labels, is exploratory: arms few and few-random, 1,000 images and as many steps. One factor is changed at a"
                        + " time, so that shares of variance are not known.",
                "Widths of 64 and 256, pruned networks (lottery tickets), straight-through matching, residual networks, sharpness-aware training and barriers layer by layer"
                        + " are left out for the length of the run.");
    }
}
