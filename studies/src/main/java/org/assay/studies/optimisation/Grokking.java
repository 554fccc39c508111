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
import static org.assay.studies.optimisation.Grokking.Network.RELU;
import static org.assay.studies.optimisation.Grokking.Network.SQUARE;
import static org.assay.studies.optimisation.Grokking.Network.TRANSFORMER;
import static org.assay.studies.optimisation.Grokking.Rule.ADAMW;
import static org.assay.studies.optimisation.Grokking.Rule.GD;
import static org.assay.studies.optimisation.Grokking.Rule.SGD;
import static org.assay.studies.optimisation.ModularTable.Operation.ADD;
import static org.assay.studies.optimisation.ModularTable.Operation.MULTIPLY;
import static org.assay.studies.optimisation.ModularTable.Operation.QUADRATIC;
import static org.assay.studies.optimisation.ModularTable.Operation.RANDOM;
import static org.assay.studies.optimisation.ModularTable.Operation.SUBTRACT;

import java.util.List;
import org.assay.lab.Change;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Quantity;
import org.assay.lab.Study;
import org.assay.lab.Trial;
import org.assay.nn.optim.AdamW;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Sgd;
import org.assay.studies.CourseLists;
import org.assay.studies.optimisation.ModularTable.Operation;
import org.assay.tensor.Rng;

/** Grokking: generalisation long after memorisation, on the table of an operation modulo a prime. */
public final class Grokking implements Study<Grokking.Setup> {

    /** The networks of the papers. */
    public enum Network {
        /** Two layers, ReLU. */
        RELU,
        /** Two layers, square activation (Gromov 2023). */
        SQUARE,
        /** One block without normalisation, of half the width (Nanda et al. 2023). */
        TRANSFORMER
    }

    /** How the weights are updated. */
    public enum Rule {
        /** On all pairs, betas 0.9 and 0.98. */
        ADAMW,
        /** Gradient descent on all pairs. */
        GD,
        /** Gradient descent on minibatches of 256 pairs. */
        SGD
    }

    /**
     * What an arm trains on and how.
     *
     * @param p modulus
     * @param mirrored keep (a, b) and (b, a) on the same side of the split
     * @param fraction share of the pairs trained on
     * @param alpha scale of the initial weights
     * @param limit steps at most
     * @param share of the limit that the arm may use
     * @param settle steps after generalisation at which a run ends
     */
    public record Setup(
            int p,
            Operation operation,
            boolean mirrored,
            double fraction,
            Network network,
            int hidden,
            double alpha,
            Rule rule,
            double learningRate,
            double weightDecay,
            int limit,
            double share,
            int settle) {
        int steps() {
            return (int) Math.round(limit * share);
        }
    }

    private static final int LIMIT = 12_000;
    private static final String BASE = "fraction=0.4,weightDecay=0.1";
    private static final String DECAY_0 = "fraction=0.4,weightDecay=0.0";
    private static final String DECAY_1 = "fraction=0.4,weightDecay=1.0";

    @Override
    public List<Paper> papers() {
        return List.of(
                Paper.of(
                        "Grokking: Generalization Beyond Overfitting on Small Algorithmic Datasets",
                        "2022",
                        "arXiv:2201.02177",
                        "A. Power, Y. Burda, H. Edwards, I. Babuschkin, V. Misra"),
                Paper.of(
                        "Progress measures for grokking via mechanistic interpretability",
                        "ICLR 2023",
                        "arXiv:2301.05217",
                        "N. Nanda, L. Chan, T. Lieberum, J. Smith, J. Steinhardt"),
                Paper.of("Grokking modular arithmetic", "2023", "arXiv:2301.02679", "A. Gromov"),
                Paper.of(
                        "Omnigrok: Grokking Beyond Algorithmic Data",
                        "ICLR 2023",
                        "arXiv:2210.01117",
                        "Z. Liu, E. J. Michaud, M. Tegmark"));
    }

    @Override
    public String question() {
        return "Which of data fraction, weight decay, initial weight size and optimiser decide whether and how late a network jumps"
                + " from memorising a table of modular arithmetic to computing it?";
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
        return Plan.of(new Setup(113, ADD, false, 0.4, RELU, 256, 1, ADAMW, 1e-3, 1, 40_000, 1, 1_000))
            .at(LAPTOP, set("p", 59), set("hidden", 128), set("learningRate", 2e-3), set("limit", LIMIT), set("settle", 100))
            .at(SMOKE, set("p", 23), set("hidden", 64), set("learningRate", 5e-3), set("limit", 500), set("settle", 50))

            .factor("fraction", 0.4).cross("weightDecay", 0.0, 0.1, 0.3, 1.0)
            .factor("fraction", 0.3, 0.5, 0.6).cross("weightDecay", 0.0, 0.1, 0.3, 1.0).with(set("share", 0.5))
            .arm("alpha=0.5", set("alpha", 0.5))
            .arm("alpha=2.0", set("alpha", 2.0))
            .arm("square-gd", gromov(0.5, GD, 1))
            .arm("random-labels", set("operation", RANDOM), set("fraction", 0.3), set("weightDecay", 0.0), set("share", 0.25))
            .exploratory("square-gd,fraction=0.35", gromov(0.35, GD, 1))
            .exploratory("square-gd,fraction=0.7", gromov(0.7, GD, 1))
            .exploratory("square-adamw", gromov(0.5, ADAMW, 2e-3))
            .exploratory("minibatch-sgd", set("rule", SGD), set("learningRate", 0.5), set("weightDecay", 1e-4), set("share", 0.5))
            .exploratory("subtract", set("operation", SUBTRACT))
            .exploratory("multiply", set("operation", MULTIPLY))
            .exploratory("quadratic", set("operation", QUADRATIC), set("share", 0.5))
            .exploratory("mirrored-pairs", set("mirrored", true))
            .exploratory("transformer", set("network", TRANSFORMER), set("learningRate", 1e-3), set("share", 0.25))

            .primary("K1", "Generalisation comes long after memorisation")
                .published("train accuracy 100 % within 10^3 steps, test near 10^6", "Power et al., Figure 1", RECALLED)
                .that(ratio(time(BASE, "t_gen"), time(BASE, "t_mem"))).above(2).byFactor(2)
            .primary("K3", "Weight decay shortens the delay")
                .published("weight decay is the most effective intervention", "Power et al., Figure 2", RECALLED)
                .that(ratio(time(DECAY_1, "t_gen"), time(DECAY_0, "t_gen"))).below(1).byFactor(2)
            .secondary("K1b", "When the training pairs are memorised, the test pairs are still unknown")
                .that(BASE).has("test_accuracy_at_t_mem").below(0.10).byAtLeast(0.05)
            .secondary("K2a", "The time to generalise falls with the share of pairs trained on")
                .published("grows quickly as the fraction shrinks", "Power et al., Figure 1", RECALLED)
                .that(curve("fraction", "fraction=*,weightDecay=1.0", "t_gen", 0.4, 0.5, 0.6).each(t -> t.censoredAt(LIMIT).log()).slope())
                .below(0.0).byAtLeast(2)
            .secondary("K2b", "Below a threshold fraction nothing generalises in the budget")
                .published("25 to 30 % of the pairs for division", "Power et al., Figure 1", RECALLED)
                .that(allOf(
                    that("fraction=0.3,weightDecay=1.0").has("test_accuracy").below(0.5).byAtLeast(0),
                    that("fraction=0.5,weightDecay=1.0").has("test_accuracy").above(0.95).byAtLeast(0)))
            .secondary("K3b", "The time to generalise falls with weight decay throughout")
                .that(curve("weightDecay", "fraction=0.4,weightDecay=*", "t_gen", 0.0, 0.1, 1.0).each(t -> t.censoredAt(LIMIT).log())
                    .falls().byAtLeast(0))
            .secondary("K4", "Gradient descent alone groks with square activations, by learning single frequencies")
                .published("100 % with GD, MSE, no regularisation; periodic features", "Gromov, abstract", READ)
                .that(allOf(
                    that("square-gd").has("test_accuracy").above(0.98).byAtLeast(0.01),
                    ratio(cell("square-gd", "ipr_end"), cell("square-gd", "ipr_start")).above(3).byFactor(1),
                    that("square-gd").has("single_frequency_share").above(0.8).byAtLeast(0)))
            .secondary("K5", "The Fourier circuit forms before test accuracy moves, and the weights shrink after it")
                .published("memorisation, circuit formation, cleanup", "Nanda et al., abstract", READ)
                .that(allOf(
                    that(time(BASE, "t_test_half").minus(time(BASE, "t_restricted")).over(time(BASE, "t_gen").minus(time(BASE, "t_mem"))))
                        .above(0.0).byAtLeast(0.3),
                    that(time(BASE, "t_restricted")).earlierThan(time(BASE, "t_norm_falls")).byFactor(1)))
            .secondary("K6", "Larger initial weights delay generalisation")
                .published("grokking appears with alpha = 8 on MNIST", "Omnigrok", RECALLED)
                .that(allOf(
                    ratio(time(DECAY_1, "t_gen"), time("alpha=0.5", "t_gen")).above(1).byFactor(1),
                    ratio(time("alpha=2.0", "t_gen"), time(DECAY_1, "t_gen")).above(1).byFactor(1),
                    ratio(time("alpha=2.0", "t_gen"), time("alpha=0.5", "t_gen")).above(1).byFactor(1.5)))
            .secondary("K7", "Random labels are memorised and teach nothing")
                .given(that("random-labels").has("train_accuracy").above(0.99).byAtLeast(0))
                .that(allOf(
                    that("random-labels").has("test_accuracy_over_chance").near(0).within(0.01),
                    ratio(cell("random-labels", "ipr_end"), cell("random-labels", "ipr_start")).below(1.5).byFactor(1)))
            .build();
    }
    // @formatter:on

    /** Square activations without decay (Gromov 2023), not stopped when it generalises: single frequencies take longer. */
    private static Change[] gromov(double fraction, Rule rule, double rate) {
        return new Change[] {
            set("network", SQUARE),
            set("fraction", fraction),
            set("rule", rule),
            set("learningRate", rate),
            set("weightDecay", 0.0),
            set("share", 1.0 / 3),
            set("settle", Integer.MAX_VALUE)
        };
    }

    /** A step at which something happened; what did not happen in a trial counts as the limit. */
    private static Quantity time(String arm, String event) {
        return cell(arm, event).censoredAt(LIMIT);
    }

    @Override
    public void run(Trial<Setup> trial) {
        var s = trial.setting();
        var table = ModularTable.of(s.p, s.operation, s.fraction, s.mirrored, Rng.of(trial.seed("table")));
        var init = Rng.of(trial.seed("init"));
        var net = s.network == TRANSFORMER
                ? ModularNet.Transformer.of(s.p, s.hidden / 2, init)
                : ModularNet.TwoLayer.of(s.p, s.hidden, s.alpha, s.network == SQUARE, init);
        var rule = s.rule == ADAMW
                ? AdamW.of(s.learningRate).betas(0.9, 0.98).weightDecay(s.weightDecay)
                : Sgd.of(s.learningRate).weightDecay(s.weightDecay);
        var optimiser = Optimiser.of(net, rule);
        var draws = Rng.of(trial.seed("batches"));
        var watch = new GrokkingWatch(trial, table);

        int last = s.steps();
        for (int step = 0; step <= last; step++) {
            if (step % 10 == 0) {
                boolean before = watch.generalised();
                watch.look(step, net);
                if (watch.generalised() && !before) {
                    last = (int) Math.min(last, (long) step + s.settle);
                }
                trial.progress((double) step / last);
            }
            optimiser.minimise(() -> net.loss(s.rule == SGD ? table.train().draw(256, draws) : table.train()));
        }
        watch.finish(net);
    }

    // @formatter:off
    @Override
    public List<Figure> figures() {
        var decays = List.of("fraction=0.4,*");
        return List.of(
            new Figure.Lines("accuracy",
                "Accuracy with 40 % of the pairs trained on, for four weight decays: every network memorises early and computes late.",
                List.of("train_accuracy", "test_accuracy"), decays, "step", Axis.LOG, "accuracy", Axis.LINEAR),
            new Figure.Sweep("onset",
                "Steps to 95 % test accuracy against the share of pairs trained on; trials that never got there are left out.",
                "t_gen", List.of("fraction=*"), "fraction", Axis.LINEAR, "weightDecay", "steps to generalise", Axis.LOG),
            new Figure.Lines("participation",
                "Inverse participation ratio of the neurons' spectra, 1 when each neuron holds one frequency: neurons specialise where the network"
                    + " generalises, and not at all on random labels.",
                List.of("participation"), List.of("fraction=0.4,weightDecay=1.0", "square-gd", "random-labels"),
                "step", Axis.LOG, "participation", Axis.LINEAR),
            new Figure.Lines("spectrum",
                "Share of the first layer's power by frequency, strongest first, when the pairs are memorised and at the end: the layer as a whole"
                    + " goes on using every frequency.",
                List.of("spectrum_memorised", "spectrum_end"), decays, "rank of the frequency", Axis.LINEAR, "share of power", Axis.LINEAR),
            new Figure.Lines("progress",
                "Test accuracy of the whole network and with each neuron's strongest frequency alone, and the weight norm, for four"
                    + " weight decays.",
                List.of("test_accuracy", "restricted_accuracy", "weight_norm"), decays, "step", Axis.LOG, "", Axis.LINEAR));
    }
    // @formatter:on

    @Override
    public List<String> deviations() {
        return List.of(
                "The default network is the two-layer one on one-hot operands; the transformer is an exploratory arm.",
                "p is 59 instead of 97 or 113, and runs end 100 steps after generalisation.",
                "The MNIST arm of Omnigrok is left out, since this study runs without a download.",
                "K5 reads the circuit by the test accuracy with each neuron's strongest frequency alone, reaching one half: in pilots the loss with the"
                        + " five strongest frequencies of the layer never fell, because this network spreads its power over all frequencies.",
                "K5 takes the weight norm's maximum from memorisation on, because it falls within the first steps in every pilot.",
                "K7 trains on 30 % of the pairs without weight decay: with 40 % the pilots stayed below 99 % training accuracy.",
                "Networks with square activations run for a third of the limit instead of stopping early.",
                "The threshold fraction is shown in a figure and not fitted.");
    }
}
