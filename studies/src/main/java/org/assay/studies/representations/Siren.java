package org.assay.studies.representations;

import static org.assay.lab.Change.set;
import static org.assay.lab.Published.Source.READ;
import static org.assay.lab.Published.Source.RECALLED;
import static org.assay.lab.Quantity.cell;
import static org.assay.lab.Quantity.cells;
import static org.assay.lab.Quantity.largest;
import static org.assay.lab.Scale.LAPTOP;
import static org.assay.lab.Scale.SMOKE;
import static org.assay.lab.Statement.allOf;
import static org.assay.lab.Statement.that;
import static org.assay.studies.representations.CoordinateNet.Kind.RELU;
import static org.assay.studies.representations.CoordinateNet.Kind.RELU_PE;
import static org.assay.studies.representations.CoordinateNet.Kind.SINE_NAIVE;
import static org.assay.studies.representations.CoordinateNet.Kind.SIREN;
import static org.assay.studies.representations.CoordinateNet.Kind.SIREN_TEXT;
import static org.assay.studies.representations.CoordinateNet.Kind.SOFTPLUS;
import static org.assay.studies.representations.CoordinateNet.Kind.TANH;
import static org.assay.studies.representations.Siren.Task.GRADIENT;
import static org.assay.studies.representations.Siren.Task.IMAGE;
import static org.assay.studies.representations.Siren.Task.LAPLACIAN;
import static org.assay.studies.representations.Siren.Task.START;

import java.util.List;
import org.assay.lab.Change;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Quantity;
import org.assay.lab.Study;
import org.assay.lab.Trial;
import org.assay.nn.Layer;
import org.assay.nn.optim.Adam;
import org.assay.studies.CourseLists;
import org.assay.studies.representations.CoordinateNet.Kind;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** SIREN: networks from coordinates to values with sine activations, fitted to an image, to its gradient or to its Laplacian alone. */
public final class Siren implements Study<Siren.Setup> {

    /** What a network learns from. */
    public enum Task {
        IMAGE,
        GRADIENT,
        LAPLACIAN,
        /** Nothing: statistics of untrained networks. */
        START
    }

    /**
     * What an arm fits and how.
     *
     * @param omega0 frequency of sine layers
     * @param side of the image, in pixels
     * @param hidden layers between the first and the last
     * @param batch pixels a step, drawn anew
     * @param learningRate the paper's
     * @param tunedRate the best of four on pilot seeds at laptop scale
     * @param tuned which of the two counts
     */
    public record Setup(
            Kind network,
            double omega0,
            Task task,
            int side,
            int width,
            int hidden,
            int batch,
            int steps,
            double learningRate,
            double tunedRate,
            boolean tuned) {
        double rate() {
            return tuned ? tunedRate : learningRate;
        }
    }

    private static final int PICTURE = 128;

    @Override
    public List<Paper> papers() {
        return List.of(Paper.of(
                "Implicit Neural Representations with Periodic Activation Functions",
                "NeurIPS 2020",
                "arXiv:2006.09661",
                "V. Sitzmann, J. N. P. Martel, A. W. Bergman, D. B. Lindell, G. Wetzstein"));
    }

    @Override
    public String question() {
        return "Can a network with sine activations recover an image from its gradient or its Laplacian alone, where others fail?";
    }

    @Override
    public String family() {
        return "implicit-representations";
    }

    // @formatter:off
    @Override public List<String> courseLists() { return List.of(CourseLists.DD2424); }
    @Override
    public Plan<Setup> plan() {
        return Plan.of(new Setup(SIREN, 30, GRADIENT, 256, 256, 3, 16_384, 10_000, 1e-4, 1e-4, false))
            .at(LAPTOP, set("side", 96), set("width", 64), set("batch", 1_024), set("steps", 600), set("tuned", true))
            .at(SMOKE, set("side", 24), set("hidden", 2), set("batch", 256), set("steps", 60), set("tunedRate", 1e-3), set("tuned", true))
            .overArms(SMOKE, set("width", 32))
            .looks(3, 5, 8, 12)

            .arm("siren")
            .arm("tanh", fit(TANH, GRADIENT, 3e-3))
            .arm("relu-pe", fit(RELU_PE, GRADIENT, 3e-3))
            .arm("relu", fit(RELU, GRADIENT, 1e-3))
            .arm("omega0=1", set("omega0", 1), set("tunedRate", 3e-3))
            .arm("omega0=10", set("omega0", 10))
            .arm("omega0=90", set("omega0", 90))
            .arm("siren-laplacian", fit(SIREN, LAPLACIAN, 3e-4))
            .arm("relu-pe-laplacian", fit(RELU_PE, LAPLACIAN, 3e-4))
            .arm("siren-image", fit(SIREN, IMAGE, 3e-4))
            .arm("relu-image", fit(RELU, IMAGE, 3e-3))
            .arm("start", start(SIREN_TEXT))
            .arm("start-of-code", start(SIREN))
            .arm("start-naive", start(SINE_NAIVE))
            .exploratory("tanh-laplacian", fit(TANH, LAPLACIAN, 3e-3))
            .exploratory("tanh-image", fit(TANH, IMAGE, 3e-3))
            .exploratory("relu-pe-image", fit(RELU_PE, IMAGE, 3e-3))
            .exploratory("tanh,paper's-rate", set("network", TANH), set("tuned", false))
            .exploratory("relu-pe,paper's-rate", set("network", RELU_PE), set("tuned", false))
            .exploratory("siren,rate=1e-3", set("tunedRate", 1e-3))
            .exploratory("siren,start-of-text", set("network", SIREN_TEXT))
            .exploratory("sine-naive", set("network", SINE_NAIVE))
            .exploratory("softplus", fit(SOFTPLUS, GRADIENT, 3e-3))

            .primary("T2", "From its gradient alone, SIREN recovers an image better than ReLU, tanh and positionally encoded ReLU networks")
                .published("32.91 dB against 26.35 dB for the best of the others", "supplement, table of Poisson reconstructions", RECALLED)
                .unit("dB")
                .that(allOf(
                    that("siren").has("psnr").above("relu").byAtLeast(6),
                    that("siren").has("psnr").above("relu-pe").byAtLeast(6),
                    that("siren").has("psnr").above("tanh").byAtLeast(6)))
            .primary("T3", "From its Laplacian alone, SIREN recovers an image better than a positionally encoded ReLU network")
                .published("14.95 dB against 11.14 dB", "supplement, table of Poisson reconstructions", RECALLED)
                .unit("dB")
                .that("siren-laplacian").has("psnr").above("relu-pe-laplacian").byAtLeast(3.8)
            .secondary("T1", "From the gradient, SIREN's lead over positionally encoded ReLU is the published one")
                .published("32.91 dB against 26.35 dB", "supplement, table of Poisson reconstructions", RECALLED)
                .unit("dB")
                .that("siren").has("psnr").above("relu-pe").byAtLeast(6)
            .secondary("T4", "After as many steps, SIREN fits an image itself better than a ReLU network")
                .published("29.90 dB against 25.12 dB, on video", "section 4", RECALLED)
                .unit("dB")
                .that("siren-image").has("psnr").above("relu-image").byAtLeast(4.7)
            .secondary("T5", "The proposed start keeps pre-activations at unit spread in every layer, where the usual one does not")
                .published("standard normal in every hidden layer at any depth", "supplement, Theorem 1.8", RECALLED)
                .that(allOf(
                    that(largest(deviations("start"))).below(0.2).byAtLeast(0),
                    that("start-naive").has("deviation_of_layer_8").above(0.2).byAtLeast(0)))
            .secondary("T5b", "So does the start of the published code, whose frequency multiplies the biases too")
                .published("sin(30 (W x + b)), b within 1/sqrt(fan-in)", "modules.py of the authors' code", READ)
                .that(largest(deviations("start-of-code"))).below(0.2).byAtLeast(0)
            .secondary("T6", "The frequency omega0 has its best value between 1 and 90, well above 1")
                .published("omega0 = 30 for all images", "modules.py of the authors' code", READ)
                .unit("dB")
                .that(allOf(
                    that(inside()).above(cell("omega0=1", "psnr")).byAtLeast(10),
                    that(inside()).above(cell("omega0=90", "psnr")).byAtLeast(0)))
            .build();
    }
    // @formatter:on

    private static Change[] fit(Kind network, Task task, double rate) {
        return new Change[] {set("network", network), set("task", task), set("tunedRate", rate)};
    }

    private static Change[] start(Kind network) {
        return new Change[] {set("network", network), set("task", START), set("width", 256)};
    }

    private static Quantity[] deviations(String arm) {
        return cells(arm, "deviation@depth=4", "deviation@depth=8", "deviation@depth=16")
                .toArray(Quantity[]::new);
    }

    /** The better of the two frequencies between the ends. */
    private static Quantity inside() {
        return largest(cell("omega0=10", "psnr"), cell("siren", "psnr"));
    }

    @Override
    public void run(Trial<Setup> trial) {
        var s = trial.setting();
        var init = Rng.of(trial.seed("init"));
        if (s.task == START) {
            StartStatistics.report(
                    trial, depth -> CoordinateNet.of(s.network, s.omega0, s.width, depth - 1, s.side, init));
            return;
        }
        var image = ProceduralImage.of(Rng.of(trial.seed("image")));
        var f = Target.of(image, s.side);
        var phi = CoordinateNet.of(s.network, s.omega0, s.width, s.hidden, s.side, init);
        var adam = Adam.of(phi, s.rate());
        var draws = Rng.of(trial.seed("batches"));
        long pixels = f.points().size(0);
        for (int step = 0; step < s.steps; step++) {
            if (step % (s.steps / 30) == 0) {
                trial.series("psnr", step, psnr(s.task, phi, f));
                trial.progress((double) step / s.steps);
            }
            adam.minimise(() -> loss(s.task, phi, f, draws.permutation(pixels).narrow(0, 0, s.batch)));
        }
        trial.series("psnr", s.steps, psnr(s.task, phi, f));
        trial.metric("psnr", psnr(s.task, phi, f));
        trial.metric("psnr_but_harmonic", f.psnr(f.harmonised(values(phi, f))));
        Pictures.report(trial, Target.of(image, Math.min(PICTURE, 2 * s.side)), phi);
    }

    /** Mean squared error at some of the pixels, in units of the target's own mean square where the target is a derivative. */
    static Tensor loss(Task task, Layer phi, Target f, Tensor batch) {
        var x = f.points().rows(batch).parameter();
        return switch (task) {
            case IMAGE -> {
                var error = Field.value(phi, x).sub(f.field().value().rows(batch));
                yield error.square().mean();
            }
            case GRADIENT -> {
                var error = Field.gradient(phi, x).sub(f.field().gradient().rows(batch));
                yield error.square().sum(1).mean().div(f.gradientPower());
            }
            case LAPLACIAN -> {
                var error = Field.laplacian(phi, x).sub(f.field().laplacian().rows(batch));
                yield error.square().mean().div(f.laplacianPower());
            }
            case START -> throw new IllegalArgumentException("An untrained network has no loss.");
        };
    }

    /** Over all pixels, after adding the constant that derivatives leave open. */
    private static double psnr(Task task, Layer phi, Target f) {
        return Scope.call(() -> {
            var own = values(phi, f);
            return f.psnr(task == IMAGE ? own : f.centred(own));
        });
    }

    private static Tensor values(Layer phi, Target f) {
        return Autodiff.noGrad(() -> Field.value(phi, f.points()));
    }

    // @formatter:off
    @Override
    public List<Figure> figures() {
        var gradients = List.of("siren", "tanh", "relu-pe", "relu");
        return List.of(
            new Figure.Images("from_gradients",
                "Images recovered from their gradient alone (left, its length) beside the image that was to be found: the gradient fixes it up to a constant.",
                List.of("target_gradient", "recovered", "target"), gradients),
            new Figure.Lines("learning",
                "Peak signal-to-noise ratio of the recovered image while the network learns its gradient.",
                List.of("psnr"), gradients, "step", Axis.LINEAR, "PSNR, dB", Axis.LINEAR),
            new Figure.Images("from_laplacians",
                "Images recovered from their Laplacian alone (left: red positive, blue negative), as they come and after adding the harmonic"
                    + " polynomials up to degree 2 that a Laplacian does not see; right, the image that was to be found.",
                List.of("target_laplacian", "recovered", "recovered_but_harmonic", "target"),
                List.of("siren-laplacian", "tanh-laplacian", "relu-pe-laplacian")),
            new Figure.Images("derivatives",
                "Networks that learned the image itself, and their derivatives, which nobody showed them. In pairs, as it should be and as the network has"
                    + " it: the image, its gradient's length, its Laplacian, which is zero everywhere for ReLU.",
                List.of("target", "recovered", "target_gradient", "own_gradient", "target_laplacian", "own_laplacian"),
                List.of("siren-image", "tanh-image", "relu-pe-image", "relu-image")),
            new Figure.Sweep("frequency",
                "Image recovered from the gradient against the frequency of the sine layers.",
                "psnr", List.of("siren", "omega0=*"), "omega0", Axis.LOG, "", "PSNR, dB", Axis.LINEAR),
            new Figure.Lines("start",
                "Untrained networks of 16 layers: spread of what each layer's sines receive, and distance of its distribution to the standard normal.",
                List.of("preactivation_std", "distance_to_normal"), List.of("start", "start-of-code", "start-naive"), "layer", Axis.LINEAR,
                "", Axis.LOG),
            new Figure.Ridge("preactivations",
                "What the sines of the sixteenth layer of an untrained network receive.",
                "preactivation_of_layer_16", List.of("start", "start-of-code"), "pre-activation"));
    }
    // @formatter:on

    @Override
    public List<String> deviations() {
        return List.of(
                "The image is a formula drawn anew for each seed, with exact derivatives instead of a filter's.",
                "Each arm's learning rate was the best of 1e-4, 3e-4, 1e-3 and 3e-3 by mean PSNR on three pilot seeds (12 runs an arm);"
                        + " the paper uses 1e-4 throughout, which two exploratory arms keep.",
                "The text of the paper has sin(omega0 W x + b), its code sin(omega0 (W x + b)); all trained networks follow the code, and"
                        + " T5 and T5b judge both starts.",
                "T6 compares the better of 10 and 30 with both ends, since either may be best in a seed.",
                "Noisy gradients, signed distances by the Eikonal equation and a crop of a photograph are left out: the first command runs"
                        + " within two minutes and without a download.");
    }
}
