package org.assay.studies.text;

import static org.assay.lab.Change.set;
import static org.assay.lab.Curve.curve;
import static org.assay.lab.Published.Source.READ;
import static org.assay.lab.Published.Source.RECALLED;
import static org.assay.lab.Quantity.cell;
import static org.assay.lab.Ratio.ratio;
import static org.assay.lab.Scale.LAPTOP;
import static org.assay.lab.Scale.SMOKE;
import static org.assay.lab.Statement.allOf;
import static org.assay.lab.Statement.ordering;
import static org.assay.lab.Statement.that;
import static org.assay.studies.text.TextGeneration.Model.COUNTS;
import static org.assay.studies.text.TextGeneration.Model.LSTM;
import static org.assay.studies.text.TextGeneration.Model.NONE;
import static org.assay.studies.text.TextGeneration.Model.RNN;
import static org.assay.studies.text.TextGeneration.Model.TRANSFORMER;
import static org.assay.studies.text.TextGeneration.Text.PLAY;
import static org.assay.studies.text.TextGeneration.Text.SHAKESPEARE;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assay.data.Corpus;
import org.assay.data.DataSets;
import org.assay.data.generate.PseudoText;
import org.assay.data.text.BytePair;
import org.assay.data.text.CharacterTokeniser;
import org.assay.data.text.NGrams;
import org.assay.data.text.Tokeniser;
import org.assay.lab.Curve;
import org.assay.lab.Figure;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Quantity;
import org.assay.lab.Statement;
import org.assay.lab.Study;
import org.assay.lab.Trial;
import org.assay.nn.models.RecurrentLanguageModel;
import org.assay.studies.CourseLists;
import org.assay.tensor.Rng;

/**
 * How recurrent networks and a small transformer learn Shakespeare's text character by character, and what ways of drawing do to what they write.
 *
 * <p>In a pilot on seeds 9001 to 9003 one layer of memories had 0.063 to 0.073 nats less than plain cells, with a deviation of 0.005 against a delta of 0.05,
 * and nanoGPT had 1.909 on seed 9001; deltas stayed as planned. On the tuning's seeds a rate of 0.032 was best for no network.
 */
public final class TextGeneration implements Study<TextGeneration.Setup> {

    /** What is learnt. */
    public enum Text {
        SHAKESPEARE,
        /** In a made-up language, drawn anew for each seed. */
        PLAY
    }

    /** Who says what may follow. */
    public enum Model {
        RNN,
        LSTM,
        TRANSFORMER,
        /** Counts of up to five characters. */
        COUNTS,
        /** Nobody: the validation text is judged as if it had been written by a network. */
        NONE
    }

    /**
     * What an arm learns and writes.
     *
     * @param pieces of byte-pair encoding, or 0 for characters
     * @param context tokens of a training stretch
     * @param ways of drawing samples; 1 for plain sampling alone
     * @param streams of each sample
     * @param length characters that are judged in each stream
     */
    public record Setup(
            Text text,
            Model model,
            int width,
            int layers,
            int pieces,
            int context,
            int batch,
            int steps,
            double learningRate,
            int ways,
            int streams,
            int length) {}

    static final String NATS = "nats_per_character";
    private static final String BITS = "bits_per_character";
    private static final int ORDER = 5;
    private static final int LEAD = 256;

    // @formatter:off
    @Override
    public List<Paper> papers() {
        return List.of(
            Paper.of("Visualizing and Understanding Recurrent Networks", "ICLR 2016 workshop", "arXiv:1506.02078", "A. Karpathy, J. Johnson, L. Fei-Fei"),
            Paper.of("The Curious Case of Neural Text Degeneration", "ICLR 2020", "arXiv:1904.09751", "A. Holtzman, J. Buys, L. Du, M. Forbes, Y. Choi"),
            Paper.of("Neural Machine Translation of Rare Words with Subword Units", "ACL 2016", "arXiv:1508.07909", "R. Sennrich, B. Haddow, A. Birch"),
            Paper.of("nanoGPT", "2022", "https://github.com/karpathy/nanoGPT", "A. Karpathy"));
    }

    @Override
    public String question() {
        return "Which small network learns Shakespeare's text best, letter by letter, and how should letters be drawn from it so that it writes words"
            + " without repeating itself?";
    }

    @Override public String family() { return "text-speech-music"; }

    @Override public List<String> courseLists() { return List.of(CourseLists.DD2424); }

    @Override
    public Plan<Setup> plan() {
        return Plan.of(new Setup(SHAKESPEARE, LSTM, 128, 1, 0, 64, 32, 10_000, 2e-3, 0, 32, 400))
            .at(LAPTOP, set("steps", 1_000))
            .overArms(SMOKE, set("text", PLAY), set("width", 48), set("context", 32), set("batch", 16), set("steps", 80), set("streams", 4), set("length", 100))
            .looks(3, 5, 8)

            .arm("RNN", set("model", RNN))
            .arm("LSTM,h=32", set("width", 32)).arm("LSTM,h=64", set("width", 64))
            .arm("LSTM,h=128", set("ways", 1))
            .arm("LSTM,layers=2", set("layers", 2), set("ways", Samples.WAYS.size()))
            .arm("LSTM,byte-pairs", set("pieces", 512), set("steps", 651), set("ways", 1))
            .arm("nanoGPT", set("model", TRANSFORMER), set("layers", 4), set("batch", 12), set("steps", 2_000), set("learningRate", 1e-3), set("ways", Samples.WAYS.size()))
            .arm("5-gram", set("model", COUNTS)).arm("Shakespeare", set("model", NONE))
            .exploratory("LSTM,h=208", set("width", 208))
            .exploratory("transformer", set("model", TRANSFORMER), set("width", 64), set("layers", 2), set("learningRate", 2e-3))

            .primary("T2a", "A long short-term memory has a lower loss than a plain recurrent network of its size")
                .published("in every setting, by 0.1 to 0.3 nats", "Table 1", RECALLED)
                .unit("nats")
                .that("LSTM,h=128").has(NATS).below("RNN").byAtLeast(0.05)
            .primary("T1", "The loss of nanoGPT's small setting is the published one")
                .published("1.88 after 2,000 steps of 4 layers of width 128", "nanoGPT, README", READ)
                .unit("nats")
                .that("nanoGPT").has(NATS).near(1.88).within(0.05)
            .secondary("T2b", "Two layers have a lower loss than one")
                .published("in most settings", "Table 1", RECALLED)
                .unit("nats")
                .that("LSTM,layers=2").has(NATS).below("LSTM,h=128").byAtLeast(0.02)
            .secondary("T3", "The loss falls from 32 to 64 to 128 units")
                .published("in all settings", "Table 1", RECALLED)
                .unit("nats")
                .that(curve("h", "LSTM,h=*", NATS, 32, 64, 128).falls().byAtLeastEachStep(0.03))
            .secondary("T4", "The hotter, the more words are misspelt and the more varied they are")
                .published("said of temperatures below and above 1", "char-rnn, README", READ)
                .that(allOf(
                    overTemperatures("spelling").falls().byAtLeast(0),
                    that(both("spelling@tau=1.3")).below(both("spelling@tau=0.5")).byAtLeast(0.15),
                    that(both("distinct_2@tau=1.3")).above(both("distinct_2@tau=0.5")).byAtLeast(0)))
            .secondary("T5a", "Cold samples repeat themselves more than those from a nucleus of 0.95")
                .published("73.66 % greedy against 0.36 %, GPT-2", "Table 1 of Holtzman et al.", RECALLED)
                .that(ratio(both("repetition@tau=0.3"), both("repetition@p=0.95")).plusBoth(HALF_A_COUNT).above(1).byFactor(5))
            .secondary("T5b", "A nucleus of 0.9 spells better than pure sampling, without much repetition")
                .published("repetition 0.36 % with a nucleus of 0.95 against 0.28 % in human text", "Table 1 of Holtzman et al.", RECALLED)
                .that(allOf(
                    that(both("spelling@p=0.9")).above(both("spelling@tau=1.0")).byAtLeast(0.03),
                    that(both("repetition@p=0.9")).below(cell("Shakespeare", "repetition").times(2).called("twice that of the validation text")).byAtLeast(0)))
            .secondary("T5c", "Greedy samples surprise their network least, then those from a nucleus, then pure ones")
                .published("perplexities 1.50, 13.13 and 22.73, GPT-2", "Table 1 of Holtzman et al.", RECALLED)
                .that(ordering(0, both("perplexity@tau=1.0"), both("perplexity@p=0.95"), both("perplexity@greedy")))
            .secondary("T6a", "With as many multiplications, byte pairs come to the same bits a character as characters")
                .unit("bits")
                .that("LSTM,byte-pairs").has(BITS).within(0.05).of("LSTM,h=128")
            .secondary("T6b", "At like bits a character, byte pairs spell better")
                .given(that(cell("LSTM,byte-pairs", BITS).minus(cell("LSTM,h=128", BITS)).abs()).below(0.05).byAtLeast(0))
                .that("LSTM,byte-pairs").has("spelling@tau=1.0").above("LSTM,h=128").byAtLeast(0.02)
            .secondary("T7", "Every network has a lower loss than counts of five characters")
                .unit("nats")
                .that(allOf(Stream.of("RNN", "LSTM,h=32", "LSTM,h=64", "LSTM,h=128", "LSTM,layers=2", "LSTM,byte-pairs", "nanoGPT")
                    .map(arm -> that(arm).has(NATS).below("5-gram").byAtLeast(0.02))
                    .toArray(Statement[]::new)))

            .tune("learningRate", 4e-3, 8e-3, 16e-3).arms("RNN", "LSTM,h=128", "LSTM,layers=2")
                .follows("LSTM,h=32", "LSTM,h=128").follows("LSTM,h=64", "LSTM,h=128").follows("LSTM,byte-pairs", "LSTM,h=128")
                .follows("LSTM,h=208", "LSTM,h=128")
                .lowest(NATS)
            .build();
    }

    /** Of about 2,200 runs of four words in a sample. */
    private static final double HALF_A_COUNT = 0.5 / 2_200;

    /** The mean over the two networks of which samples are claimed. */
    private static Quantity both(String cell) {
        return Quantity.mean(cell("LSTM,layers=2", cell), cell("nanoGPT", cell)).called(cell);
    }

    private static Curve overTemperatures(String measure) {
        return new Curve("tau", Arrays.stream(Samples.TEMPERATURES)
            .map(tau -> new Curve.Point(tau.doubleValue(), both(measure + "@tau=" + tau)))
            .toList());
    }
    // @formatter:on

    @Override
    public void run(Trial<Setup> trial) {
        var s = trial.setting();
        var corpus = corpus(trial);
        switch (s.model) {
            case COUNTS -> count(trial, corpus);
            case NONE -> new Samples(trial, corpus).reportText();
            default -> learn(trial, corpus);
        }
    }

    /** Rates are chosen on the last tenth of the training text, so that claims are judged on text that chose nothing. */
    private static Corpus corpus(Trial<Setup> trial) {
        var whole = switch (trial.setting().text) {
            case SHAKESPEARE -> DataSets.tinyShakespeare();
            case PLAY ->
                new Corpus(PseudoText.draw(60_000, Rng.of(trial.seed("text"))).text(), "");
        };
        return trial.tuning() ? new Corpus(whole.train(), "") : whole;
    }

    private static Tokeniser tokeniser(Setup s, Corpus corpus) {
        return s.pieces == 0 ? CharacterTokeniser.of(corpus.text()) : BytePair.trainOnBytesOf(corpus.train(), s.pieces);
    }

    private static void count(Trial<Setup> trial, Corpus corpus) {
        var tokeniser = tokeniser(trial.setting(), corpus);
        var counts = NGrams.count(tokeniser.encode(corpus.train()), tokeniser.size(), ORDER);
        trial.metric(
                NATS,
                counts.nats(tokeniser.encode(corpus.text()), corpus.train().length()));
    }

    private static void learn(Trial<Setup> trial, Corpus corpus) {
        var s = trial.setting();
        var tokeniser = tokeniser(s, corpus);
        var training = tokeniser.tensor(corpus.train());
        var validation = tokeniser.tensor(corpus.validation());
        double tokensPerCharacter =
                (double) validation.count() / corpus.validation().length();
        var model = Learning.trained(trial, training, tokeniser.size());
        var byPlace = Losses.byPlace(model, validation, s.context, s.context);
        double alone = mean(byPlace, 0);
        double nats = tokensPerCharacter
                * (model instanceof RecurrentLanguageModel
                        ? Losses.carried(model, training.narrow(0, training.count() - LEAD, LEAD), validation)
                        : alone);
        trial.metric(NATS, nats);
        if (trial.tuning()) {
            return;
        }
        trial.metric(BITS, nats / Math.log(2));
        trial.metric("nats_of_windows", tokensPerCharacter * alone);
        trial.metric(
                "nats_of_overlapping_windows",
                tokensPerCharacter * mean(Losses.byPlace(model, validation, s.context, s.context / 2), s.context / 2));
        for (int place = 0; place < s.context; place++) {
            trial.series("loss by place", place + 1.0, tokensPerCharacter * byPlace[place]);
        }
        if (s.ways > 0) {
            new Samples(trial, corpus).report(model, tokeniser, validation);
        }
    }

    private static double mean(double[] values, int from) {
        return Arrays.stream(values, from, values.length).average().orElseThrow();
    }

    @Override
    public List<Figure> figures() {
        return TextFigures.ALL;
    }

    // @formatter:off
    @Override
    public List<String> deviations() {
        return List.of(
            "Shakespeare's text of 1.1 million characters in the place of War and Peace and the sources of Linux, and about two passes over it (1,000 steps of 32"
                + " stretches of 64 characters) in the place of fifty; sizes of 32 to 128 units, where the paper has 64 to 512.",
            "Rates of recurrent networks are tuned by the plan, three candidates on two seeds for one arm of each kind, on the last tenth of the training text; other"
                + " sizes take over what was found for 128 units. The last tenth of the whole text, on which everything is measured, chooses nothing.",
            "The transformer has the sizes, batches, windows, rates, decay and clipping of nanoGPT's setting for a CPU, but GPT-2's biases, which nanoGPT leaves out,"
                + " and GELU in its form with tanh.",
            "The published 1.88 is the mean of 20 batches of random windows; ours is that of all windows of the validation text, side by side. With windows that overlap"
                + " by one half, of which the later half counts, the loss is a cell of its own.",
            "Recurrent networks read the validation text from beginning to end, in 32 parts side by side, each begun 256 tokens early.",
            "Byte pairs and characters have equal multiplications (651 steps against 1,000, since a vocabulary of 512 makes the last layer larger) in the place of"
                + " equal seconds, which would depend on the machine.",
            "Samples continue 32 places of the validation text; of each, 100 characters are dropped and 400 judged. All measures of the validation text are of as many"
                + " stretches of that length, or means over such sets.",
            "T5 is about our own small networks, not GPT-2, whose perplexities and rates of repetition are not to be expected. As colder samples may repeat nothing at"
                + " all, half a run of four words in about 2,200 is added to both sides of T5a.",
            "One text and one split: seeds vary the start, the order of stretches and what is drawn, and nothing else.",
            "Looks at 3, 5 and 8 seeds: nanoGPT's 2,000 steps cannot be shortened.",
            "Not testable here: 1.4697 nats of nanoGPT's setting for a GPU, with ten million weights, and GPT-2's numbers. Left out: beam search, dropout,"
                + " self-BLEU, folk tunes as a second text, and how the loss depends on the ratio of weights to data.");
    }
    // @formatter:on
}
