package org.assay.studies.uncertainty;

import static org.assay.lab.Change.set;
import static org.assay.lab.Published.Source.READ;
import static org.assay.lab.Published.Source.RECALLED;
import static org.assay.lab.Quantity.cell;
import static org.assay.lab.Quantity.mean;
import static org.assay.lab.Quantity.sum;
import static org.assay.lab.Quantity.term;
import static org.assay.lab.Scale.LAPTOP;
import static org.assay.lab.Scale.SMOKE;
import static org.assay.lab.Statement.allOf;
import static org.assay.lab.Statement.that;
import static org.assay.studies.uncertainty.Classifier.Network.CONVOLUTIONS;
import static org.assay.studies.uncertainty.Classifier.Network.PERCEPTRON;
import static org.assay.studies.uncertainty.Classifier.Network.RES8;
import static org.assay.studies.uncertainty.Classifier.Network.RESNET18;
import static org.assay.studies.uncertainty.OpenWorld.Source.CIFAR;
import static org.assay.studies.uncertainty.OpenWorld.Source.FASHION;
import static org.assay.studies.uncertainty.OpenWorld.Source.GLYPHS;

import java.util.List;
import org.assay.data.Augment;
import org.assay.lab.Curve;
import org.assay.lab.Curve.Point;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Quantity;
import org.assay.lab.Study;
import org.assay.lab.Trial;
import org.assay.nn.optim.Recipe;
import org.assay.nn.optim.Schedule;
import org.assay.nn.optim.Sgd;
import org.assay.studies.CourseLists;
import org.assay.studies.uncertainty.Classifier.Network;
import org.assay.studies.uncertainty.OpenWorld.Sizes;
import org.assay.studies.uncertainty.OpenWorld.Source;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** WeiPer: whether random turns of a trained classifier's class vectors tell images of unknown classes better than its plain confidence does. */
public final class WeiperOod implements Study<WeiperOod.Setup> {

    /**
     * What an arm trains, and how many images judge it.
     *
     * @param outliers images of each set of outliers
     * @param stretch times the epochs that the network is trained
     * @param draws of the perturbation's noise
     */
    public record Setup(
            Source source,
            Network network,
            int train,
            int test,
            int outliers,
            int epochs,
            double stretch,
            int batch,
            double learningRate,
            int draws) {}

    private static final String MSP = "near_MSP";
    private static final String KLD = "near_WeiPer+KLD";

    @Override
    public List<Paper> papers() {
        return List.of(Paper.of(
                "WeiPer: OOD Detection using Weight Perturbations of Class Projections",
                "NeurIPS 2024",
                "arXiv:2405.17164",
                "M. Granz, M. Heurich, T. Landgraf"));
    }

    @Override
    public String question() {
        return "Do random turns of a trained classifier's class vectors detect images of unknown classes better than its largest probability?";
    }

    @Override
    public String family() {
        return "uncertainty-ood";
    }

    @Override
    public List<String> courseLists() {
        return List.of(CourseLists.REPRODUCIBILITY);
    }

    // @formatter:off
    @Override
    public Plan<Setup> plan() {
        return Plan.of(new Setup(CIFAR, RESNET18, 28_000, 6_000, 2_000, 100, 1, 128, 0.1, 10))
            .at(LAPTOP, set("network", RES8), set("train", 20_000), set("test", 5_000), set("epochs", 4), set("batch", 32), set("learningRate", 0.05), set("draws", 3))
            .at(SMOKE, set("train", 500), set("test", 150), set("outliers", 80), set("batch", 32), set("epochs", 4), set("draws", 1))
            .overArms(SMOKE, set("source", GLYPHS), set("network", PERCEPTRON))

            .arm("fashion", set("source", FASHION), set("network", CONVOLUTIONS), set("stretch", 0.5))
            .arm("cifar")
            .arm("fashion,long", set("source", FASHION), set("network", CONVOLUTIONS))
            .looks(5, 8)

            .primary("T1", "The maximum softmax probability averaged over perturbed heads detects near outliers better than that of the head itself")
                .published("MSP_W above MSP, by about a point", "Table 2", RECALLED)
                .unit("points")
                .that(both("near_MSP_W@delta=1.0")).above(both(MSP)).byAtLeast(0.5)
            .primary("T2a", "WeiPer+KLD with the published settings detects near outliers better than the maximum softmax probability")
                .published("90.46 against about 88.03, CIFAR-10, ResNet-18", "authors' notebook; Table 1 for the latter, recalled", READ)
                .unit("points")
                .that(both(KLD)).above(both(MSP)).byAtLeast(1)
            .secondary("T1b", "So does the average at the published length of the perturbation, 1.8")
                .published("MSP_W above MSP, by about a point", "Table 2", RECALLED)
                .unit("points")
                .that(both("near_MSP_W@delta=1.8")).above(both(MSP)).byAtLeast(0.5)
            .secondary("T1c", "The average at length 1 is better on both data sets")
                .unit("points")
                .that(allOf(
                    that("fashion").has("near_MSP_W@delta=1.0").above(cell("fashion", MSP)).byAtLeast(0.5),
                    that("cifar").has("near_MSP_W@delta=1.0").above(cell("cifar", MSP)).byAtLeast(0.5)))
            .secondary("T2b", "WeiPer+KLD with the published settings detects far outliers better than the maximum softmax probability")
                .published("93.23 against about 90.73, CIFAR-10, ResNet-18", "authors' notebook; Table 1 for the latter, recalled", READ)
                .unit("points")
                .that(both("far_WeiPer+KLD")).above(both("far_MSP")).byAtLeast(1)
            .secondary("T2c", "WeiPer+KLD detects near outliers better after long training than after short")
                .unit("points")
                .that("fashion,long").has(KLD).above("fashion").byAtLeast(2)
            .secondary("T3a", "The average detects the better, the more perturbed heads it is over")
                .published("rises and saturates", "Figure 4, 25 runs", READ)
                .unit("points")
                .that(overHeads().rises().byAtLeast(0.5))
            .secondary("T3b", "From 50 heads on little is gained: less than a fifth of the gain from 1 to 50")
                .published("rises and saturates", "Figure 4, 25 runs", READ)
                .unit("points")
                .given(that(heads(50).minus(heads(1))).above(0.5).byAtLeast(0))
                .that(sum(term(1, heads(100)), term(-1.2, heads(50)), term(0.2, heads(1)))
                        .called("gain from 50 to 100 heads less a fifth of that from 1 to 50"))
                    .below(0.0).byAtLeast(0)
            .secondary("T3c", "Neither no perturbation nor the longest is best, but one between")
                .published("one maximum inside", "Figure 4, 25 runs", READ)
                .that(overLengths().peak()).between(0.25, 3.5)
            .secondary("T4a", "In WeiPer+KLD, perturbed class vectors detect near outliers better than random projections")
                .published("random projections are worse", "Table 2 and Figure 6", READ)
                .unit("points")
                .that(both(KLD)).above(both("near_WeiPer+KLD,RP")).byAtLeast(0.5)
            .secondary("T4b", "WeiPer+KLD detects near outliers better with the WeiPer space than without (lambda1 = 2.5 or 0)")
                .published("lambda1 = 0 is worse", "Table 2 and Figure 6", READ)
                .unit("points")
                .that(both(KLD)).above(both("near_WeiPer+KLD,lambda1=0")).byAtLeast(0.5)
            .secondary("T5", "Averaged over perturbed vectors, the projection on a class lets fewer outliers pass than that on its own vector")
                .published("1.34 % to 0.79 % by a single perturbation, CIFAR-10 against CIFAR-100", "Figure 1", READ)
                .that("fashion", "cifar").has("class_fpr_ratio").below(0.9).byAtLeast(0)
            .build();
    }
    // @formatter:on

    /** The mean over both data sets inside the seed. */
    private static Quantity both(String cell) {
        return mean(cell("fashion", cell), cell("cifar", cell)).called(cell);
    }

    private static Quantity heads(int r) {
        return both("near_MSP_W@r=" + r);
    }

    private static Curve overHeads() {
        return new Curve(
                "r",
                WeiPerScores.HEADS.stream().map(r -> new Point(r, heads(r))).toList());
    }

    private static Curve overLengths() {
        return new Curve(
                "delta",
                WeiPerScores.DELTAS.stream()
                        .map(delta -> new Point(delta, both("near_MSP_W@delta=" + delta)))
                        .toList());
    }

    @Override
    public void run(Trial<Setup> trial) {
        var s = trial.setting();
        var world = OpenWorld.of(s.source, new Sizes(s.train, s.test, s.outliers), Rng.of(trial.seed("images")));
        var net = Classifier.of(
                s.network, s.source.channels, s.source.side, s.source.classes(), Rng.of(trial.seed("init")));
        int epochs = (int) Math.round(s.epochs * s.stretch);
        var recipe = Recipe.of(
                        epochs, s.batch, Sgd.of(s.learningRate).momentum(0.9).weightDecay(5e-4))
                .schedule(Schedule::cosine)
                .augment((x, rng) -> augmented(s.source, x, rng))
                .watch((epoch, loss) -> {
                    trial.series("training_loss", epoch, loss);
                    trial.progress(0.5 * epoch / epochs);
                });
        recipe.train(net, world.train().inputs(), world.train().labels(), Rng.of(trial.seed("batches")));
        trial.metric(
                "accuracy",
                recipe.accuracy(net, world.test().inputs(), world.test().labels()));
        var z = Features.of(world, images -> recipe.predict(net.body(), images));
        new WeiPerScores(trial, net.head(), z).report(s.draws);
    }

    private static Tensor augmented(Source source, Tensor x, Rng rng) {
        return switch (source) {
            case CIFAR -> Augment.crop(Augment.flip(x, rng), 4, rng);
            case FASHION -> Augment.flip(x, rng);
            case GLYPHS -> x;
        };
    }

    // @formatter:off
    @Override
    public List<Figure> figures() {
        var trained = List.of("fashion", "cifar");
        var scores = List.of("MSP", "MLS", "Energy", "ReAct", "Mahalanobis", "kNN", "MSP_W@delta=1.0", "MSP_W@delta=1.8", "WeiPer+KLD", "WeiPer+KLD,tuned");
        return List.of(
            new Figure.Lines("heads",
                "Area under the ROC curve of MSP_W, in points, over the number of perturbed heads at length 1.8, for near and for far outliers.",
                List.of("near, by heads", "far, by heads"), trained, "heads r", Axis.LOG, "AUROC", Axis.LINEAR),
            new Figure.Lines("lengths",
                "Area under the ROC curve of MSP_W, in points, over the length of the perturbation with 100 heads, for near and for far outliers; at length 0"
                    + " it is MSP. Dashed: the published length.",
                List.of("near, by length", "far, by length"), trained, "length delta", Axis.LINEAR, "AUROC", Axis.LINEAR, List.of(WeiPerScores.DELTA)),
            new Figure.Bars("near", "How well each score tells test images of known classes from images of the classes left out: area under the ROC curve, in points.",
                scores.stream().map(s -> "near_" + s).toList(), trained, "AUROC", Axis.LINEAR),
            new Figure.Bars("far", "The same for images of other kinds, mean over the sets of them.",
                scores.stream().map(s -> "far_" + s).toList(), trained, "AUROC", Axis.LINEAR),
            new Figure.Lines("activations",
                "Share of activations z that falls in each bin, over that of the training images: test images of known classes and near outliers.",
                List.of("test, z", "near, z"), trained, "activation", Axis.LINEAR, "share / share in training", Axis.LOG),
            new Figure.Lines("logits", "The same for perturbed logits.",
                List.of("test, logits", "near, logits"), trained, "perturbed logit", Axis.LINEAR, "share / share in training", Axis.LOG));
    }
    // @formatter:on

    @Override
    public List<String> deviations() {
        return List.of(
                "Near outliers are classes left out: pullovers and shirts of Fashion-MNIST, and frogs, horses, ships and lorries of CIFAR-10; the paper"
                        + " takes CIFAR-100 and TinyImageNet. Far ones are MNIST, for CIFAR-10 also Fashion-MNIST, and drawn waves and checkers.",
                "The laptop scale has 20,000 training images in batches of 32, networks of 0.04 and 0.1 million parameters with 256 activations that begin"
                        + " with a stride of 2, and 4 epochs; networks for Fashion-MNIST have half of that, those trained long all of it.",
                "The seed draws images, start, order of batches and the perturbations; three draws of the latter are averaged inside it, and their spread is"
                        + " printed.",
                "T1 and T2a are means over both data sets inside the seed.",
                "Weights, smoothings, bins and length of WeiPer+KLD are those published for CIFAR-10, on both data sets. The tuned variant chooses among the"
                        + " published weights and smoothings of all data sets, for each network by validation images against even noise, which is no test set.",
                "T3b is a difference of gains instead of their ratio, which may be negative.",
                "T3a and T3b are at the published length of 1.8.",
                "T5 asks for the average over 100 turns of each class vector, since the paper's figure shows one fortunate turn; single turns are printed.",
                "Left out: label smoothing, and a longer training of the residual network.",
                "ImageNet and vision transformers are not testable at this scale.");
    }
}
