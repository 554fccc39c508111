package org.assay.studies.transformers;

import static org.assay.data.generate.Gcd.Operands.LOG_UNIFORM;
import static org.assay.data.generate.Gcd.Operands.UNIFORM;
import static org.assay.data.generate.Gcd.Outcomes.FLAT;
import static org.assay.data.generate.Gcd.Outcomes.INVERSE;
import static org.assay.data.generate.Gcd.Outcomes.NATURAL;
import static org.assay.lab.Change.set;
import static org.assay.lab.Published.Source.RECALLED;
import static org.assay.lab.Quantity.cell;
import static org.assay.lab.Scale.LAPTOP;
import static org.assay.lab.Scale.SMOKE;
import static org.assay.lab.Statement.ordering;

import java.util.ArrayList;
import java.util.List;
import org.assay.data.generate.Gcd;
import org.assay.data.generate.Gcd.Operands;
import org.assay.data.generate.Gcd.Outcomes;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Study;
import org.assay.lab.Trial;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.Schedule;
import org.assay.studies.CourseLists;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;

/** What a small transformer learns of the greatest common divisor, and three rules that predict all its answers, the wrong ones too. */
public final class GcdTransformer implements Study<GcdTransformer.Setup> {

    /**
     * What an arm learns from and with.
     *
     * @param max largest operand
     * @param aligned whether digits of one place are at one position
     * @param decoder whether a decoder writes the answer's digits, as in the paper, instead of a classifier naming it
     * @param twin width of a second network that learns the same pairs, 0 for none
     */
    public record Setup(
            int base,
            long max,
            Operands operands,
            Outcomes outcomes,
            boolean aligned,
            boolean decoder,
            int width,
            int depth,
            int twin,
            int steps,
            int batch,
            double learningRate,
            int looks) {}

    private static final int LIMIT = 100;
    private static final int WARM_UP = 100;
    private static final double CLIP = 5;

    @Override
    public List<Paper> papers() {
        return List.of(Paper.of(
                "Learning the greatest common divisor: explaining transformer predictions",
                "ICLR 2024",
                "arXiv:2308.15594",
                "F. Charton"));
    }

    @Override
    public String question() {
        return "What does a small transformer learn when asked for the greatest common divisor of two numbers written in some base, and do"
                + " three rules predict all its answers, the wrong ones too?";
    }

    @Override
    public String family() {
        return "transformers-theory";
    }

    @Override
    public List<String> courseLists() {
        return List.of(CourseLists.REPRODUCIBILITY);
    }

    // @formatter:off
    @Override
    public Plan<Setup> plan() {
        return Plan.of(new Setup(10, 1_000_000, UNIFORM, NATURAL, true, true, 512, 4, 0, 100_000, 256, 1e-5, 100))
            .at(LAPTOP, set("max", 99_999), set("decoder", false), set("width", 64), set("depth", 1), set("steps", 800), set("learningRate", 3e-3),
                set("looks", 16))
            .at(SMOKE, set("decoder", false), set("batch", 64), set("learningRate", 1e-2), set("looks", 2))
            .overArms(SMOKE, set("max", 999), set("width", 32), set("depth", 1), set("steps", 90))

            .arm("base=10")
            .arm("base=10,inverse", set("outcomes", INVERSE))
            .arm("base=10,flat", set("outcomes", FLAT))
            .arm("base=30", set("base", 30), set("twin", 32))
            .arm("base=31", set("base", 31))
            .exploratory("base=2", set("base", 2), set("max", 1_023))
            .exploratory("base=6", set("base", 6))
            .exploratory("base=420", set("base", 420), set("steps", 1_600))
            .exploratory("base=10,log-operands", set("operands", LOG_UNIFORM))
            .exploratory("base=30,inverse", set("base", 30), set("outcomes", INVERSE))
            .exploratory("base=30,width=128,depth=2", set("base", 30), set("width", 128), set("depth", 2), set("steps", 480))
            .exploratory("base=10,decoder", set("decoder", true))
            .exploratory("base=10,left-aligned", set("aligned", false))

            .primary("T1", "Three rules characterise a trained model: it answers by the divisor alone, it is right about products of divisors"
                    + " of the base alone, and it answers the largest of those that divides")
                .published("near 100 % agreement over divisors 1 to 100", "Table 2", RECALLED)
                .that("base=10", "base=30").has("rules").above(0.90).byAtLeast(0.05)
            .primary("T5", "Trained on all divisors equally often, it no longer answers the largest learned divisor")
                .published("the representative of a class becomes arbitrary", "section 7", RECALLED)
                .that("base=10,flat").has("R3").below("base=10").byAtLeast(0.4)
            .secondary("T2", "How many divisors are learned depends on the base: more in base 30 than in 10, more in 10 than in 31")
                .published("27, 13 and 2", "Table 1", RECALLED)
                .that(ordering(1, cell("base=30", "size"), cell("base=10", "size"), cell("base=31", "size")))
            .secondary("T2b", "In base 31 at most two divisors are learned")
                .published("2", "Table 1", RECALLED)
                .that("base=31").has("size").below(2.5).byAtLeast(0.5)
            .secondary("T3a", "The accuracy over all divisors is the share of divisors learned")
                .published("follows from the third rule", "section 4", RECALLED)
                .that("base=10", "base=30").has("accuracy_less_size").near(0).within(0.02)
            .secondary("T3b", "The accuracy on uniform pairs is what the learned divisors k forecast, the sum of 6 / (pi k)^2")
                .published("follows from the third rule", "section 4", RECALLED)
                .that("base=10").has("natural_accuracy_less_forecast").near(0).within(0.01)
            .secondary("T4", "Trained on divisors k as often as 1/k, it learns more of them in the same steps")
                .published("13 to 48 divisors, with operands spread evenly in the logarithm", "Tables 4 and 5", RECALLED)
                .that("base=10,inverse").has("size").above("base=10").byAtLeast(1)
            .secondary("T5b", "Trained on all divisors equally often, the answers to a class change from one look to the next")
                .published("from epoch to epoch", "section 7", RECALLED)
                .that("base=10,flat").has("changes_of_representative").above(0).byAtLeast(0.2)
            .secondary("T5c", "Yet divisors of one class go on getting the same answer")
                .published("the classes stay the same", "section 7", RECALLED)
                .that("base=10,flat").has("consistency").above(0.7).byAtLeast(0.1)
            .secondary("T6", "A network of half the width learns the same divisors")
                .published("similar from 1 layer of width 32 to 24 layers of width 1024", "section 3", RECALLED)
                .that("base=30").has("overlap").above(0.8).byAtLeast(0.1)
            .build();
    }
    // @formatter:on

    @Override
    public void run(Trial<Setup> trial) {
        var s = trial.setting();
        var pairs = NumberPairs.of(s.base, s.max, s.aligned);
        var readers = new ArrayList<Reader>();
        readers.add(reader(s, s.width, pairs, trial));
        if (s.twin > 0) {
            readers.add(reader(s, s.twin, pairs, trial));
        }
        var adams = readers.stream()
                .map(reader -> Adam.of(reader, s.learningRate)
                        .schedule(Schedule.constant().warmup(Math.min(WARM_UP, s.steps / 8)))
                        .clip(CLIP))
                .toList();
        var draws = Rng.of(trial.seed("pairs"));
        var watch = new GcdWatch(trial, pairs);
        int between = s.steps / s.looks;
        for (int step = 0; step < s.steps; step++) {
            if (step % between == 0) {
                watch.look(step, readers.getFirst());
                trial.progress((double) step / s.steps);
            }
            Scope.run(() -> {
                var batch = Gcd.draw(s.batch, s.max, s.operands, s.outcomes, LIMIT, draws);
                var tokens = pairs.tokens(batch.inputs());
                for (int i = 0; i < readers.size(); i++) {
                    var reader = readers.get(i);
                    adams.get(i).minimise(() -> reader.loss(tokens, batch.labels()));
                }
            });
        }
        watch.finish(s.steps, readers.getFirst(), readers.subList(1, readers.size()));
    }

    private static Reader reader(Setup s, int width, NumberPairs pairs, Trial<Setup> trial) {
        var init = Rng.of(trial.seed("init"));
        return s.decoder
                ? Reader.Writer.of(pairs, width, s.depth, init)
                : Reader.Classifier.of(pairs, width, s.depth, init);
    }

    // @formatter:off
    @Override
    public List<Figure> figures() {
        var claimed = List.of("base=10", "base=10,inverse", "base=10,flat", "base=30", "base=31");
        return List.of(
            new Figure.Images("answers",
                "The most frequent answer to each divisor. Left: divisors from 1 (bottom) to 100, steps from left to right, one colour an answer,"
                    + " grey for 1. Right: divisors from 1 (left) to 100, the answer upwards; black where it is the largest learned divisor that"
                    + " divides, else blue, and orange what the rule forecasts.",
                List.of("answers_over_time", "answers_at_the_end"), claimed),
            new Figure.Lines("size", "How many of the divisors from 1 to 100 are learned, for three bases and three spreads of divisors.",
                List.of("size"), claimed, "step", Axis.LINEAR, "learned", Axis.LINEAR),
            new Figure.Lines("rules",
                "Agreement with the first rule (one answer for each divisor) and the third (the largest learned divisor that divides).",
                List.of("R1", "R3"), List.of("base=10", "base=10,inverse", "base=10,flat"), "step", Axis.LINEAR, "share", Axis.LINEAR),
            new Figure.Lines("others", "How many divisors are learned, in bases and forms without a claim.",
                List.of("size"), List.of("base=2", "base=6", "base=420", "base=30,inverse", "base=30,width=128,depth=2", "base=10,log-operands",
                    "base=10,decoder", "base=10,left-aligned"), "step", Axis.LINEAR, "learned", Axis.LINEAR),
            new Figure.Images("more_answers", "As the first figure, in bases and forms without a claim.",
                List.of("answers_over_time", "answers_at_the_end"),
                List.of("base=2", "base=6", "base=420", "base=10,decoder", "base=10,left-aligned")));
    }
    // @formatter:on

    @Override
    public List<String> deviations() {
        return List.of(
                "An encoder of one layer names the divisor, in the place of an encoder and a decoder of four layers that write it; one arm keeps the"
                        + " decoder, with one layer each.",
                "Digits of one place stand at one position, with padding before shorter numbers; one arm pads after them.",
                "Numbers up to 99,999 instead of a million, five digits in base 10; up to 1,023 in base 2.",
                "Eight hundred steps of 256 pairs instead of hundreds of epochs of 300,000: the counts of learned divisors are those of early"
                        + " training, in base 420 after twice as many.",
                "The learning rate is 3e-3: of 1e-3, 2e-3 and 3e-3, on pilot seeds in base 30, that with which networks of width 64 and of width 32"
                        + " settle soonest.",
                "Learned sets are looked at with 50 pairs a divisor on the way and 200 at the end.",
                "Grokking of small primes that do not divide the base is not testable at this length: it needs 50 epochs of 300,000 pairs and more.",
                "Operands spread evenly in the logarithm are an arm without a claim: the paper's gain comes late, and no verdict would be fair here.");
    }
}
