package org.assay.studies.compression;

import static org.assay.lab.Change.set;
import static org.assay.lab.Published.Source.READ;
import static org.assay.lab.Published.Source.RECALLED;
import static org.assay.lab.Quantity.cell;
import static org.assay.lab.Quantity.interaction;
import static org.assay.lab.Ratio.ratio;
import static org.assay.lab.Scale.LAPTOP;
import static org.assay.lab.Scale.SMOKE;
import static org.assay.studies.compression.Digits.Source.MNIST;
import static org.assay.studies.compression.Digits.Source.PROTOTYPES;
import static org.assay.studies.compression.LotteryTicket.Start.ONE_SHOT;
import static org.assay.studies.compression.LotteryTicket.Start.REDRAWN;
import static org.assay.studies.compression.LotteryTicket.Start.SHUFFLED;
import static org.assay.studies.compression.LotteryTicket.Start.SIGNS;
import static org.assay.studies.compression.LotteryTicket.Start.TICKET;

import java.util.Arrays;
import java.util.List;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Study;
import org.assay.lab.Trial;
import org.assay.nn.Init;
import org.assay.nn.Mlp;
import org.assay.studies.compression.Digits.Source;
import org.assay.tensor.Rng;
import org.assay.tensor.Tree;

/**
 * The lottery ticket hypothesis: a pruned network, put back to its own initial weights, trains faster and better than whole, and than with other initial weights.
 *
 * <p>In a pilot on other seeds (1001 to 1003, and 1 with random streams of other names) tickets with 21 % of the weights stopped at 0.51 to 0.86 times the dense network's step, the
 * logarithm with a deviation of 0.15 to 0.2; they stopped at 0.31 to 0.46 times the step of weights drawn anew, and with 6.9 % were 1.1 to 1.7 points more accurate, with a
 * deviation of 0.3. The best tickets gained between -0.4 and 0.5 points over the dense network. Thresholds stayed as they were before; round 3 of the
 * one-shot and the exploratory arms was taken out, for time.
 */
public final class LotteryTicket implements Study<LotteryTicket.Setup> {

    /** What a training starts from. */
    public enum Start {
        /** The mask m of its round and the initial weights theta0: a winning ticket; in round 0 the dense network. */
        TICKET,
        /** The same mask and weights drawn anew. */
        REDRAWN,
        /** As many weights of each layer at random places, with theta0. */
        SHUFFLED,
        /** The mask that one round takes from the dense network after training, with theta0. */
        ONE_SHOT,
        /** The mask m and the signs of theta0, with one absolute value a layer. */
        SIGNS
    }

    /**
     * What is trained.
     *
     * @param rounds of pruning after which the start is taken, separated by commas
     * @param first units of the first hidden layer
     * @param second units of the second hidden layer
     * @param steps T, in every round
     * @param every so many steps the validation loss is looked at
     * @param pruned the share p of the weights left in a hidden layer that goes in a round; half of it in the last layer
     */
    public record Setup(
            Source source,
            Start start,
            String rounds,
            int train,
            int validation,
            int test,
            int first,
            int second,
            int batch,
            int steps,
            int every,
            double learningRate,
            double pruned) {

        /** The ticket of one round alone, all that its training depends on. */
        Setup ticket(int r) {
            return new Setup(
                    source,
                    TICKET,
                    Integer.toString(r),
                    train,
                    validation,
                    test,
                    first,
                    second,
                    batch,
                    steps,
                    every,
                    learningRate,
                    pruned);
        }

        int[] levels() {
            return Arrays.stream(rounds.split(",")).mapToInt(Integer::parseInt).toArray();
        }

        /** Of a hidden layer's weights, after r rounds, %. */
        double left(int r) {
            return Math.rint(1000 * Math.pow(1 - pruned, r)) / 10;
        }
    }

    @Override
    public List<Paper> papers() {
        return List.of(Paper.of(
                "The Lottery Ticket Hypothesis: Finding Sparse, Trainable Neural Networks",
                "ICLR 2019",
                "arXiv:1803.03635",
                "J. Frankle, M. Carbin"));
    }

    @Override
    public String question() {
        return "Does a network contain a small part that, put back to its own initial weights, trains at least as fast and as well as the whole, and is it the"
                + " choice of the weights or their initial values that matters?";
    }

    @Override
    public String family() {
        return "compression";
    }

    // @formatter:off
    @Override
    public Plan<Setup> plan() {
        return Plan.of(new Setup(MNIST, TICKET, "3,7,10,12", 55_000, 5_000, 10_000, 300, 100, 60, 50_000, 100, 1.2e-3, 0.2))
            .at(LAPTOP, set("train", 12_000), set("validation", 2_000), set("steps", 3_000), set("every", 25))
            .at(SMOKE, set("train", 420), set("validation", 100), set("test", 200), set("first", 60), set("second", 20), set("steps", 80), set("every", 5))
            .overArms(SMOKE, set("source", PROTOTYPES))

            .arm("tickets", set("rounds", "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15"))
            .arm("reinit", set("start", REDRAWN))
            .arm("one-shot", set("start", ONE_SHOT), set("rounds", "7,12"))
            .exploratory("random", set("start", SHUFFLED), set("rounds", "7,12"))
            .exploratory("signs", set("start", SIGNS), set("rounds", "7,12"))

            .primary("T1", "The ticket with 21 % of the weights reaches its lowest validation loss earlier than the dense network")
                .published("38 % earlier; 27 % in the first version", "Figure 4", RECALLED)
                .that(ratio(cell("tickets", "early_stop@r=7"), cell("tickets", "early_stop@r=0"))).below(1).byFactor(1 / 0.85)
            .primary("T3", "With 6.9 % of the weights a ticket is more accurate at its early stop than the same mask with weights drawn anew")
                .published("half a point at 21 %, and more the sparser", "Figure 4", RECALLED)
                .unit("points")
                .that(cell("tickets", "test_accuracy@r=12")).above(cell("reinit", "test_accuracy@r=12")).byAtLeast(0.5)
            .secondary("T2", "With 21 % of the weights a ticket reaches its lowest validation loss earlier than the same mask with weights drawn anew")
                .published("2.5 times earlier", "Figure 4", RECALLED)
                .that(ratio(cell("tickets", "early_stop@r=7"), cell("reinit", "early_stop@r=7"))).below(1).byFactor(1 / 0.6)
            .secondary("T4", "The best ticket of 51 to 13 % of the weights, chosen by validation accuracy, is more accurate than the dense network")
                .published("by more than 0.3 points; 0.4 in the first version", "Figure 4", RECALLED)
                .unit("points")
                .that(cell("tickets", "best_ticket")).above(cell("tickets", "test_accuracy@r=0")).byAtLeast(0.2)
            .secondary("T4b", "At least it is not less accurate")
                .unit("points")
                .that(cell("tickets", "best_ticket")).notBelow(cell("tickets", "test_accuracy@r=0")).byMoreThan(0.1)
            .secondary("T5", "From 51 to 6.9 % of the weights, networks drawn anew lose more accuracy than tickets")
                .published("they leave the dense level at 26 %, tickets at 2.9 %", "first version, section 2", READ)
                .unit("points")
                .that(interaction(cell("tickets", "test_accuracy@r=12"), cell("tickets", "test_accuracy@r=3"),
                        cell("reinit", "test_accuracy@r=12"), cell("reinit", "test_accuracy@r=3")).called("loss avoided"))
                    .above(0.0).byAtLeast(0.5)
            .secondary("T5b", "How many rounds further tickets stay within 0.2 points of the dense network, of rounds 3, 7, 10 and 12")
                .reports(cell("tickets", "last_good_round").minus(cell("reinit", "last_good_round")).called("rounds further"))
            .secondary("T6", "With 6.9 % of the weights, tickets found in twelve rounds are more accurate than those found in one")
                .published("one-shot tickets are more accurate than dense down to 10 %, iterative ones to 3.5 %", "first version, section 2", READ)
                .unit("points")
                .that(cell("tickets", "test_accuracy@r=12")).above(cell("one-shot", "test_accuracy@r=12")).byAtLeast(0.2)
            .build();
    }
    // @formatter:on

    @Override
    public void run(Trial<Setup> trial) throws Exception {
        var s = trial.setting();
        var digits = Digits.of(s.source, s.train, s.validation, s.test, Rng.of(trial.seed("digits")));
        var theta0 = network(s, Rng.of(trial.seed("theta0")));
        var tickets = new Tickets(trial, digits, theta0);
        var report = new TicketReport(trial, tickets);
        for (int r : s.levels()) {
            var drawn = Rng.of(trial.seed("start of " + s.start)).split(r);
            report.add(
                    r,
                    switch (s.start) {
                        case TICKET -> tickets.course(r);
                        case REDRAWN -> tickets.train(network(s, drawn), tickets.mask(r));
                        case SHUFFLED -> tickets.train(theta0, tickets.mask(r).shuffled(drawn));
                        case ONE_SHOT -> tickets.train(theta0, tickets.oneShot(r));
                        case SIGNS -> tickets.train(signs(theta0), tickets.mask(r));
                    });
        }
        report.end();
    }

    static Mlp network(Setup s, Rng rng) {
        return Mlp.of(Init.xavierNormal(), rng, Digits.SIDE * Digits.SIDE, s.first, s.second, Digits.CLASSES);
    }

    /** Each weight replaced by its sign times the root mean square of its layer; biases are zero and stay so. */
    static Mlp signs(Mlp net) {
        return Tree.map(
                net,
                w -> w.detach().sign().mul(w.detach().square().mean().sqrt()).parameter());
    }

    // @formatter:off
    @Override
    public List<Figure> figures() {
        var arms = List.of("tickets", "one-shot", "reinit", "random", "signs");
        var x = "hidden weights left, %";
        return List.of(
            new Figure.Lines("pruning",
                "The step of the lowest validation loss and the test accuracy there, by how many weights are left.",
                List.of("early stop, step", "test accuracy, %"), arms, x, Axis.LOG, "", Axis.LINEAR),
            new Figure.Lines("courses",
                "Validation error while networks train, by how many of the hidden weights are left.",
                List.of("100 % left", "51 % left", "21 % left", "7 % left", "4 % left"), List.of("tickets", "reinit", "random"),
                "step", Axis.LINEAR, "error, %", Axis.LOG),
            new Figure.Images("pixels",
                "How many weights of each input pixel are left, white the most, with 51, 21 and 5 % of all.",
                List.of("51 % left", "21 % left", "5 % left"), List.of("tickets")));
    }
    // @formatter:on

    @Override
    public List<String> deviations() {
        return List.of(
                "12,000 training and 2,000 validation images of MNIST instead of 55,000 and 5,000, and 3,000 steps a round instead of 50,000.",
                "The early stop is the step of the lowest validation loss, looked at every 25 steps and averaged over three looks, in every arm; where that is the last that can be"
                        + " chosen, the stop is the last step, and the cell censored says so. Weights of that moment are tested, once.",
                "Each arm sees the batches of a seed in the same order; weights drawn anew are one draw a round instead of three.",
                "As in the public code, one weight more than the share goes from a layer in a round.",
                "Early stops are compared on the log scale, since they are ratios.",
                "T4 chooses among tickets of 51 to 13 % of the weights by validation accuracy, in each seed; T5 compares losses of accuracy between two rounds, where the paper"
                        + " names the sparsest network as good as the dense one, which T5b counts on a coarse grid.",
                "Random places and the signs of initial weights are exploratory; the masks that they begin with are those of the tickets.",
                "Fashion-MNIST is a setting of the study and no arm of it.",
                "Left out: convolutional networks on CIFAR-10, VGG-19 and ResNet-18 with low rates or warm-up, which take hours; tickets put back to a later step, pruning"
                        + " ranked over all layers, and other optimisers.");
    }
}
