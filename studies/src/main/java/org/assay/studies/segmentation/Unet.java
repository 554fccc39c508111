package org.assay.studies.segmentation;

import static org.assay.lab.Change.set;
import static org.assay.lab.Published.Source.READ;
import static org.assay.lab.Scale.LAPTOP;
import static org.assay.lab.Scale.SMOKE;
import static org.assay.studies.segmentation.Changes.Kind.ELASTIC;
import static org.assay.studies.segmentation.Changes.Kind.NONE;
import static org.assay.studies.segmentation.Changes.Kind.QUARTER_TURNS;
import static org.assay.studies.segmentation.Changes.Kind.RIGID;
import static org.assay.studies.segmentation.Learning.Network.NO_SKIPS;
import static org.assay.studies.segmentation.Learning.Network.PATCHES;
import static org.assay.studies.segmentation.Learning.Network.PLAIN;
import static org.assay.studies.segmentation.Learning.Network.UNET;
import static org.assay.studies.segmentation.Problem.Source.CELLS;
import static org.assay.studies.segmentation.Problem.Source.MEMBRANE;

import java.util.List;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Study;
import org.assay.lab.Trial;
import org.assay.studies.segmentation.Changes.Kind;
import org.assay.studies.segmentation.Learning.Network;
import org.assay.studies.segmentation.Problem.Source;

/** U-Net: a class for every pixel, learned from thirty pictures. */
public final class Unet implements Study<Unet.Setup> {

    /**
     * What an arm learns, and from what.
     *
     * @param changed how pictures are changed before they are shown
     * @param weighted whether pixels count by equation 2, else all alike
     * @param side of a picture in pixels
     * @param fewest cells of a picture
     * @param cells of a picture at most
     * @param train pictures to learn from
     * @param most pictures that any arm learns from, of which the others take the first
     * @param test pictures
     * @param width channels at full size
     * @param depth halvings
     * @param dropout at the end of the way down
     */
    public record Setup(
            Source source,
            Network network,
            Kind changed,
            boolean weighted,
            int side,
            int fewest,
            int cells,
            int train,
            int most,
            int test,
            int width,
            int depth,
            double dropout,
            int steps,
            int batch,
            double learningRate) {}

    @Override
    public List<Paper> papers() {
        return List.of(Paper.of(
                "U-Net: Convolutional Networks for Biomedical Image Segmentation",
                "MICCAI 2015",
                "arXiv:1505.04597",
                "O. Ronneberger, P. Fischer, T. Brox"));
    }

    @Override
    public String question() {
        return "Can a network learn from thirty pictures which pixels are cells, and what does it owe to skip connections, to elastic deformation and to"
                + " weights that keep touching cells apart?";
    }

    @Override
    public String family() {
        return "segmentation-vision-tasks";
    }

    // @formatter:off
    @Override
    public Plan<Setup> plan() {
        return Plan.of(new Setup(CELLS, UNET, ELASTIC, true, 64, 7, 10, 30, 100, 60, 64, 4, 0.3, 20_000, 4, 1e-3))
            .at(LAPTOP, set("width", 16), set("depth", 2), set("steps", 750))
            .at(SMOKE, set("side", 32), set("fewest", 3), set("cells", 4), set("most", 6), set("test", 4), set("width", 8), set("depth", 1))
            .overArms(SMOKE, set("source", CELLS), set("train", 6), set("steps", 30))

            .looks(5, 8, 12)
            .arm("full")
            .arm("no-elastic", set("changed", RIGID))
            .arm("no-augmentation", set("changed", NONE))
            .arm("no-weight-map", set("weighted", false))
            .arm("no-skip", set("network", NO_SKIPS))
            .arm("n=10", set("train", 10))
            .exploratory("n=100", set("train", 100))
            .exploratory("n=10,no-elastic", set("train", 10), set("changed", RIGID))
            .exploratory("n=100,no-elastic", set("train", 100), set("changed", RIGID))
            .exploratory("quarter-turns", set("changed", QUARTER_TURNS))
            .exploratory("plain", set("network", PLAIN))
            .exploratory("patches", set("network", PATCHES), set("steps", 2_000))
            .exploratory("membrane", set("source", MEMBRANE))
            .exploratory("membrane,no-augmentation", set("source", MEMBRANE), set("changed", NONE))

            .primary("T2a", "Changing the thirty pictures at random, elastic deformation included, lowers the Rand error")
                .published("named the key to training with very few pictures; no numbers", "section 3.1", READ)
                .that("full").has("rand_error").below("no-augmentation").byAtLeast(0.02)
            .primary("T3a", "With the weight map fewer pairs of touching cells are merged")
                .published("forces the network to learn the small separation borders; a picture, no numbers", "section 3 and Figure 3", READ)
                .that("full").has("merge_rate").below("no-weight-map").byAtLeast(0.1)
            .secondary("T1", "Thirty pictures suffice for an intersection over union of 0.9")
                .published("0.9203 and 0.7756 on two sets of 35 and 20 pictures", "Table 2", READ)
                .that("full").has("iou").above(0.9).byAtLeast(0)
            .secondary("T2b", "Elastic deformation alone lowers the Rand error")
                .published("named the key concept; no numbers", "section 3.1", READ)
                .that("full").has("rand_error").below("no-elastic").byAtLeast(0.005)
            .secondary("T3b", "The weight map leaves the intersection over union as it is")
                .that("full").has("iou").within(0.03).of("no-weight-map")
            .secondary("T4a", "Without skip connections the intersection over union is lower")
                .published("precise localisation by high resolution features; no numbers", "section 2", READ)
                .that("full").has("iou").above("no-skip").byAtLeast(0.03)
            .secondary("T4b", "Without skip connections most wrong pixels lie within two pixels of a border")
                .that("no-skip").has("wrong_near_border").above(0.6).byAtLeast(0)
            .secondary("T5", "Ten pictures, changed at random, are nearly as good as thirty")
                .that("n=10").has("iou").notBelow("full").byMoreThan(0.05)
            .build();
    }
    // @formatter:on

    @Override
    public void run(Trial<Setup> trial) {
        var problem = Problem.of(trial);
        var net =
                Learning.learn(trial, Lesson.of(problem.train(), trial.setting().weighted()));
        Findings.report(trial, problem, net);
    }

    // @formatter:off
    @Override
    public List<Figure> figures() {
        var counted = List.of("n=10", "full", "n=100", "n=10,no-elastic", "no-elastic", "n=100,no-elastic");
        return List.of(
            new Figure.Images("predictions",
                "A test picture, its cells, the weights that keep them apart, what a network gives for each pixel, and the regions that follow, each in the colour of the"
                    + " cell that it covers most of.",
                List.of("picture", "truth", "weights", "probability", "prediction"), List.of("full", "no-weight-map", "no-skip", "patches")),
            new Figure.Bars("objects",
                "Regions against true cells of sixty test pictures: Rand error, the share of touching pairs that are merged, and that of cells that are split.",
                List.of("rand_error", "merge_rate", "split_rate"), List.of("full", "no-elastic", "no-augmentation", "no-weight-map", "no-skip", "n=10", "quarter-turns", "plain", "patches"),
                "error or share", Axis.LINEAR),
            new Figure.Sweep("pictures",
                "Intersection over union by the number of pictures learned from, deformed and not.",
                "iou", counted, "train", Axis.LOG, "changed", "intersection over union", Axis.LINEAR),
            new Figure.Sweep("pictures_rand",
                "The Rand error by the number of pictures.",
                "rand_error", counted, "train", Axis.LOG, "changed", "Rand error", Axis.LINEAR),
            new Figure.Lines("thresholds",
                "What follows from the probability above which a pixel counts as part of a cell; one half everywhere else.",
                List.of("foreground IoU", "merged pairs", "split cells"), List.of("full", "no-weight-map", "no-augmentation", "plain"), "threshold", Axis.LINEAR, "", Axis.LINEAR),
            new Figure.Bars("membrane",
                "Parts of pictures from an electron microscope: intersection over union of cells on pictures learned from and on others.",
                List.of("train_iou", "iou"), List.of("membrane", "membrane,no-augmentation"), "intersection over union", Axis.LINEAR));
    }
    // @formatter:on
}
