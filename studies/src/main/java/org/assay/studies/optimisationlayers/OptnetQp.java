package org.assay.studies.optimisationlayers;

import static org.assay.lab.Change.set;
import static org.assay.lab.Published.Source.READ;
import static org.assay.lab.Quantity.cell;
import static org.assay.lab.Ratio.ratio;
import static org.assay.lab.Scale.LAPTOP;
import static org.assay.lab.Scale.SMOKE;
import static org.assay.lab.Statement.allOf;
import static org.assay.lab.Statement.that;
import static org.assay.studies.optimisationlayers.OptnetQp.Model.ADMM;
import static org.assay.studies.optimisationlayers.OptnetQp.Model.CONVOLUTIONS;
import static org.assay.studies.optimisationlayers.OptnetQp.Model.DENSE;
import static org.assay.studies.optimisationlayers.OptnetQp.Model.FIRST_DIFFERENCES;
import static org.assay.studies.optimisationlayers.OptnetQp.Model.OPTNET;
import static org.assay.studies.optimisationlayers.OptnetQp.Model.SECOND_DIFFERENCES;
import static org.assay.studies.optimisationlayers.OptnetQp.Task.COST;
import static org.assay.studies.optimisationlayers.OptnetQp.Task.DENOISING;
import static org.assay.studies.optimisationlayers.OptnetQp.Task.SUDOKU;
import static org.assay.studies.optimisationlayers.Signals.Kind.RAMPS;
import static org.assay.studies.optimisationlayers.Signals.Kind.STEPS;

import java.util.List;
import java.util.stream.Stream;
import org.assay.data.generate.Sudoku;
import org.assay.lab.Change;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Study;
import org.assay.lab.Trial;
import org.assay.nn.Layer;
import org.assay.studies.CourseLists;
import org.assay.studies.optimisationlayers.Signals.Kind;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/** OptNet: a quadratic program as a layer learns the rules of Sudoku, and which differences to punish in noisy signals. */
public final class OptnetQp implements Study<OptnetQp.Setup> {

    /** What is learned, or measured. */
    public enum Task {
        SUDOKU,
        DENOISING,
        COST
    }

    /** What learns it; for denoising by a quadratic program, where its matrix D starts. */
    public enum Model {
        /** With a matrix that starts at random. */
        OPTNET,
        FIRST_DIFFERENCES,
        SECOND_DIFFERENCES,
        /** Ten unrolled iterations that start at total variation. */
        ADMM,
        /** Fully connected. */
        DENSE,
        CONVOLUTIONS
    }

    /**
     * What an arm learns and how.
     *
     * @param tuned whether the model is trained; else its lambda alone is chosen
     * @param heldOut whether the grids of the test puzzles are kept from training
     * @param permuted whether the cells of all puzzles are moved about
     * @param puzzles to train on; a quarter as many for the test
     * @param signals to train on; a quarter as many for the test and a tenth for validation
     * @param hidden width of the perceptron for puzzles; that for signals has ten times their length
     * @param effort epochs of the arm relative to the others'
     * @param penalty of the absolute entries of D
     */
    public record Setup(
            Task task,
            Model model,
            boolean tuned,
            boolean heldOut,
            boolean permuted,
            Kind kind,
            int puzzles,
            int signals,
            int length,
            int hidden,
            int filters,
            int puzzleEpochs,
            int signalEpochs,
            int effort,
            int puzzleBatch,
            int signalBatch,
            double learningRate,
            double penalty) {
        int batch() {
            return task == SUDOKU ? puzzleBatch : signalBatch;
        }

        int passes() {
            return effort * (task == SUDOKU ? puzzleEpochs : signalEpochs);
        }
    }

    @Override
    public List<Paper> papers() {
        return List.of(Paper.of(
                "OptNet: Differentiable Optimization as a Layer in Neural Networks",
                "ICML 2017",
                "arXiv:1703.00443",
                "B. Amos, J. Z. Kolter"));
    }

    @Override
    public String question() {
        return "Can a layer that solves a quadratic program learn hard constraints and the structure of signals from examples alone?";
    }

    // @formatter:off
    @Override public String family() { return "differentiable-optimisation"; }
    @Override public List<String> courseLists() { return List.of(CourseLists.DEEP_LEARNING); }
    @Override
    public Plan<Setup> plan() {
        return Plan.of(new Setup(SUDOKU, OPTNET, true, true, false, STEPS, 9_000, 9_000, 100, 256, 512, 20, 20, 1, 150, 150, 0.1, 0))
            .at(LAPTOP, set("puzzles", 1_000), set("signals", 2_000), set("length", 50), set("filters", 64), set("puzzleEpochs", 15),
                set("signalEpochs", 4), set("puzzleBatch", 50), set("signalBatch", 25))
            .at(SMOKE, set("puzzles", 100), set("signals", 80), set("length", 12), set("hidden", 64), set("filters", 8), set("puzzleEpochs", 2),
                set("signalEpochs", 2), set("puzzleBatch", 10), set("signalBatch", 10))
            .arm("sudoku-optnet")
            .arm("sudoku-mlp", network(DENSE, 10))
            .arm("sudoku-conv", network(CONVOLUTIONS, 2))
            .arm("sudoku-mlp,naive-split", network(DENSE, 10, set("heldOut", false)))
            .exploratory("sudoku-optnet,permuted", set("permuted", true))
            .exploratory("sudoku-conv,permuted", network(CONVOLUTIONS, 2, set("permuted", true)))
            .arm("steps-tv", untuned(STEPS, FIRST_DIFFERENCES))
            .arm("steps-tv-tuned", tuned(STEPS, FIRST_DIFFERENCES, 1, 1e-4))
            .arm("steps-random-d", set("task", DENOISING), set("learningRate", 1e-2), set("penalty", 0.1))
            .arm("steps-dense", tuned(STEPS, DENSE, 10, 1e-3))
            .arm("ramps-tv", untuned(RAMPS, FIRST_DIFFERENCES))
            .arm("ramps-tv-tuned", tuned(RAMPS, FIRST_DIFFERENCES, 1, 1e-3))
            .exploratory("cost", set("task", COST))
            .exploratory("steps-conv", tuned(STEPS, CONVOLUTIONS, 2, 1e-3))
            .exploratory("steps-admm", tuned(STEPS, ADMM, 1, 1e-3))
            .exploratory("ramps-second", untuned(RAMPS, SECOND_DIFFERENCES))
            .exploratory("ramps-second-tuned", tuned(RAMPS, SECOND_DIFFERENCES, 1, 1e-3))

            .primary("K2", "On Sudoku grids it never saw, the layer solves far more puzzles than a perceptron or a convolutional network")
                .published("most constraints learned within three epochs, while the convolutional network over-fits", "section 4.4", READ)
                .that(allOf(
                    that("sudoku-optnet").has("solved").above("sudoku-mlp").byAtLeast(0.5),
                    that("sudoku-optnet").has("solved").above("sudoku-conv").byAtLeast(0.5)))
            .primary("K3a", "Tuning D from total variation on improves on the best total variation")
                .published("mean squared error 14.4 after 16.5", "section 4.3, table of denoising errors", READ)
                .that("steps-tv-tuned").has("test_mse").relativeTo("steps-tv").below(1).byFactor(1 / 0.95)
            .secondary("K2b", "It solves at least 80 % of them")
                .that("sudoku-optnet").has("solved").above(0.8).byAtLeast(0)
            .secondary("K2c", "A split that shares grids between training and test flatters a perceptron")
                .that("sudoku-mlp,naive-split").has("solved").above("sudoku-mlp").byAtLeast(0.05)
            .secondary("K3b", "A fully connected network denoises steps worse than total variation")
                .published("29.8 against 16.5", "section 4.3, table of denoising errors", READ)
                .that("steps-dense").has("test_mse").relativeTo("steps-tv").above(1).byFactor(1.3)
            .secondary("K4a", "From a random D the layer stays worse than total variation")
                .published("53.3 against 16.5", "section 4.3, table of denoising errors", READ)
                .that("steps-random-d").has("test_mse").relativeTo("steps-tv").above(1).byFactor(1.3)
            .secondary("K4b", "And yet its rows become differences of neighbours")
                .published("mostly sparse, neighbouring entries of opposite sign", "section 4.3, figure of D", READ)
                .that("steps-random-d").has("differencing").above(0.7).byAtLeast(0)
            .secondary("K5", "On ramps, tuning turns total variation into what vanishes on linear signals, and gains by it")
                .that(allOf(
                    ratio(cell("ramps-tv-tuned", "energy_on_lines"), cell("ramps-tv-tuned", "energy_on_lines_before")).below(1).byFactor(2),
                    that("ramps-tv-tuned").has("test_mse").relativeTo("ramps-tv").below(1).byFactor(1 / 0.8)))
            .build();
    }

    private static Change[] network(Model model, int effort, Change... more) {
        var changes = Stream.of(set("model", model), set("effort", effort), set("learningRate", 1e-3));
        return Stream.concat(changes, Stream.of(more)).toArray(Change[]::new);
    }

    private static Change[] untuned(Kind kind, Model start) {
        return new Change[] {set("task", DENOISING), set("kind", kind), set("model", start), set("tuned", false)};
    }

    private static Change[] tuned(Kind kind, Model model, int effort, double rate) {
        return new Change[] {set("task", DENOISING), set("kind", kind), set("model", model), set("effort", effort), set("learningRate", rate)};
    }
    // @formatter:on

    @Override
    public void run(Trial<Setup> trial) {
        switch (trial.setting().task) {
            case SUDOKU -> sudoku(trial, trial.setting());
            case DENOISING -> denoise(trial, trial.setting());
            case COST -> Cost.report(trial, Math.min(100, 2 * trial.setting().length));
        }
    }

    private static void sudoku(Trial<Setup> trial, Setup s) {
        var rng = Rng.of(trial.seed("puzzles"));
        var drawn = Sudoku.draw(s.puzzles, s.puzzles / 4, s.heldOut, rng);
        var cells = s.permuted ? rng.split("cells").permutation(Sudoku.CELLS) : Tensor.arange(Sudoku.CELLS);
        var data = drawn.permuted(cells);
        var rules = Sudoku.permuted(Sudoku.rules(), cells);
        var init = Rng.of(trial.seed("init"));
        Layer model = switch (s.model) {
            case OPTNET -> SudokuLayer.of(init);
            case DENSE -> SudokuLayer.Net.mlp(s.hidden, init);
            case CONVOLUTIONS -> SudokuLayer.Net.convolutional(s.filters, 10, init);
            default -> throw new IllegalArgumentException(s.model + " does not solve puzzles.");
        };
        if (model instanceof SudokuLayer layer) {
            trial.metric("rules_learned_before", Scope.call(() -> layer.rulesLearned(rules)));
        }
        Learning.sudoku(trial, model, data);
        if (model instanceof SudokuLayer layer) {
            Scope.run(() -> {
                trial.metric("rules_learned", layer.rulesLearned(rules));
                trial.metric(
                        "strictness",
                        layer.program(data.test().inputs()).solution().strictness());
            });
        }
    }

    private static void denoise(Trial<Setup> trial, Setup s) {
        var rng = Rng.of(trial.seed(s.kind.name()));
        var train = Signals.draw(s.kind, s.signals, s.length, rng.split("train"));
        var validation = Signals.draw(s.kind, s.signals / 10, s.length, rng.split("validation"));
        var test = Signals.draw(s.kind, s.signals / 4, s.length, rng.split("test"));
        var init = Rng.of(trial.seed("init"));
        int n = s.length;
        Layer model = switch (s.model) {
            case OPTNET -> TotalVariation.random(n, init);
            case FIRST_DIFFERENCES -> TotalVariation.tuned(TotalVariation.firstDifferences(n), validation);
            case SECOND_DIFFERENCES -> TotalVariation.tuned(TotalVariation.secondDifferences(n), validation);
            case ADMM ->
                TotalVariation.Unrolled.of(TotalVariation.tuned(TotalVariation.firstDifferences(n), validation));
            case DENSE -> Denoiser.fullyConnected(n, 10 * n, init);
            case CONVOLUTIONS -> Denoiser.convolutional(init);
        };
        DenoisingReport.before(trial, model);
        var start = Tree.copy(model);
        var learned = s.tuned ? Learning.denoising(trial, model, train, validation) : model;
        DenoisingReport.after(trial, start, learned, test);
    }

    // @formatter:off
    @Override
    public List<Figure> figures() {
        return List.of(
            new Figure.Lines("sudoku",
                "Share of test puzzles solved after each pass over the training puzzles. Networks are given more passes: perceptrons ten times, the convolutional network twice as many.",
                List.of("solved"), List.of("sudoku-optnet", "sudoku-mlp", "sudoku-mlp,naive-split", "sudoku-conv"),
                "epoch", Axis.LINEAR, "solved", Axis.LINEAR),
            new Figure.Bars("denoising", "Mean squared error of denoised test signals; the noise itself has 100.",
                List.of("test_mse"), List.of("steps-*", "ramps-*"), "mean squared error", Axis.LINEAR),
            new Figure.Images("matrices",
                "The matrix D before and after training and the difference (red positive, blue negative, each at its own scale), for one seed.",
                List.of("d_before", "d_after", "d_change"), List.of("steps-tv-tuned", "steps-random-d", "ramps-tv-tuned")),
            new Figure.Lines("steps",
                "One signal of steps, the same for every seed: as it is, with noise, and denoised; tuned total variation covers the untuned.",
                List.of("clean", "noisy", "denoised"), List.of("steps-tv", "steps-tv-tuned", "steps-random-d", "steps-dense", "steps-conv"),
                "position", Axis.LINEAR, "", Axis.LINEAR),
            new Figure.Lines("ramps",
                "One signal of ramps, the same for every seed: total variation makes stairs of it.",
                List.of("clean", "noisy", "denoised"), List.of("ramps-tv", "ramps-tv-tuned", "ramps-second"),
                "position", Axis.LINEAR, "", Axis.LINEAR),
            new Figure.Lines("change",
                "By how much tuning changes the entries of D, averaged along its diagonals: on ramps each row learns to take off the slope of the signal around it.",
                List.of("change_along_rows"), List.of("ramps-tv-tuned", "steps-tv-tuned"),
                "places right of the difference", Axis.LINEAR, "mean change", Axis.LINEAR),
            new Figure.Lines("tuning", "Mean squared error on validation signals while D is tuned.", List.of("validation_mse"),
                List.of("steps-tv-tuned", "steps-random-d", "ramps-tv-tuned", "ramps-second-tuned"),
                "epoch", Axis.LINEAR, "mean squared error", Axis.LOG));
    }
    // @formatter:on

    @Override
    public List<String> deviations() {
        return List.of(
                "The laptop scale has 1,000 puzzles instead of 9,000, and 2,000 signals of 50 samples instead of 9,000 of 100, for four passes in"
                        + " batches of 25.",
                "4x4 Sudoku has only 288 grids: a fifth of them is kept for the test puzzles, where the paper's split shares grids; one arm"
                        + " measures what sharing is worth to a perceptron.",
                "The perceptron makes ten times, the convolutional network twice as many passes over the puzzles as the layer; of the denoisers the"
                        + " fully connected one makes ten times, the convolutional one twice as many as the others.",
                "Denoising is solved by its dual, half the size with bounds alone; tests compare it with the paper's program.",
                "Each trained denoiser is that of the epoch with the least error on validation signals; total variation's lambda is chosen on"
                        + " them too.",
                "Learning rates of denoisers fall along half a cosine. They begin as in the published code, at 1e-4 from total variation on and at 1e-2"
                        + " from a random start, but on ramps at 1e-3; unrolled iterations and networks begin at 1e-3.",
                "A program not solved within 20 steps of the interior point counts with the best point seen, as in the published code.",
                "Gradients against finite differences (K1) and the agreement with sparsemax are identities and stand in the tests; times (K6) are"
                        + " printed by the arm cost without a verdict, since other trials run beside them.",
                "Left out: ETT windows and the MNIST head, since this study runs without a download; constrained load forecasts, for a study of their"
                        + " own; the layer on the naive split; on ramps, all models but total variation, its tuned form and second differences; 6x6"
                        + " grids; other solvers' times.");
    }
}
