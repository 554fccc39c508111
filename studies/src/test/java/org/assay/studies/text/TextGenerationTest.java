package org.assay.studies.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.assay.data.Corpus;
import org.assay.data.generate.PseudoText;
import org.assay.nn.Decoding;
import org.assay.nn.models.Gpt;
import org.assay.nn.models.LanguageModel;
import org.assay.nn.models.RecurrentLanguageModel;
import org.assay.studies.TrialInMemory;
import org.assay.studies.text.TextGeneration.Model;
import org.assay.studies.text.TextGeneration.Setup;
import org.assay.studies.text.TextGeneration.Text;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextGenerationTest {
    private final Rng rng = Rng.of(5);

    private static Setup setup(Model model, int width, int layers, int pieces) {
        return new Setup(Text.PLAY, model, width, layers, pieces, 32, 16, 120, 5e-3, Samples.WAYS.size(), 4, 100);
    }

    /** A language of three tokens in turn: whoever has read one knows the next, and is wrong by this many nats. */
    private static LanguageModel turns(double nats) {
        double p = Math.exp(-nats);
        var table = Tensor.full(Math.log((1 - p) / 2), 3, 3);
        for (int token = 0; token < 3; token++) {
            table.at((long) token, (token + 1L) % 3).copyFrom(Tensor.scalar(Math.log(p)));
        }
        return () -> table::embedding;
    }

    private RecurrentLanguageModel lstm() {
        return RecurrentLanguageModel.lstm(new RecurrentLanguageModel.Config(3, 4, 8, 1), rng);
    }

    @Test
    void theCarriedLossIsThatOfOneReading() {
        Scope.run(() -> {
            var net = lstm();
            var lead = rng.integers(0, 3, 40);
            var text = rng.integers(0, 3, 32 * 30 + 5);
            var all = Tensor.cat(lead, text).narrow(0, 0, 40 + 32 * 30).unsqueeze(0);
            var logits = net.forward(all).squeeze(0);
            // By hand: the logarithm of the probability of each token of the text after all tokens before it.
            var logP = logits.detach().logSoftmax(1).narrow(0, 39, 32 * 30);
            double expected = -logP.gather(1, text.narrow(0, 0, 32 * 30).unsqueeze(1))
                    .mean()
                    .item();
            assertThat(Losses.carried(net, lead, text)).isCloseTo(expected, within(1e-4));
        });
    }

    @Test
    void windowsBeginWithoutMemory() {
        Scope.run(() -> {
            var net = lstm();
            var text = rng.integers(0, 3, 3 * 10 + 1);
            var byPlace = Losses.byPlace(net, text, 10, 10);
            double third = 0;
            for (int window = 0; window < 3; window++) {
                var read = net.forward(text.narrow(0, window * 10L, 3).unsqueeze(0))
                        .detach();
                long next = text.toLongs()[window * 10 + 3];
                third -= read.select(1, 2).logSoftmax(1).toDoubles()[(int) next] / 3;
            }
            assertThat(byPlace).hasSize(10);
            assertThat(byPlace[2]).isCloseTo(third, within(1e-5));
        });
    }

    @Test
    void whoIsAlwaysAsWrongHasThatLossEverywhere() {
        Scope.run(() -> {
            var text = Tensor.arange(400).remainder(3);
            assertThat(Losses.carried(turns(0.25), text.narrow(0, 1, 5), text)).isCloseTo(0.25, within(1e-5));
            for (double nats : Losses.byPlace(turns(0.25), text, 8, 4)) {
                assertThat(nats).isCloseTo(0.25, within(1e-5));
            }
        });
    }

    @Test
    void eachWayOfDrawingWritesFromEachPrompt() {
        Scope.run(() -> {
            var prompts = Tensor.of(new long[] {0, 1, 1, 2}, 2, 2);
            var written =
                    Writer.write(turns(0.25), prompts, List.of(Decoding.greedy(), Decoding.temperature(1e3)), 300, rng);
            var first = written.getFirst();
            assertThat(Arrays.copyOf(first.tokens().toLongs(), 4)).containsExactly(2, 0, 1, 2);
            assertThat(Arrays.copyOfRange(first.tokens().toLongs(), 300, 304)).containsExactly(0, 1, 2, 0);
            assertThat(first.nats().mean().item()).isCloseTo(0.25, within(1e-5));
            // Drawn evenly: one third of the tokens cost 0.25, the others the logarithm of the rest's half; 600 draws.
            double other = -Math.log((1 - Math.exp(-0.25)) / 2);
            double mean = (0.25 + 2 * other) / 3;
            double spread = (other - 0.25) * Math.sqrt(2) / 3 / Math.sqrt(600);
            assertThat(written.getLast().nats().mean().item()).isCloseTo(mean, within(4 * spread));
        });
    }

    @Test
    void readersKnowTheTrainingTextOnly() {
        // Nine tenths of 100 characters are "ab ab ...", the last tenth knows "cd" too.
        var corpus = new Corpus("ab ".repeat(30) + "cd ab cd. ", "");
        var measures = new Reader(corpus).judge(List.of("x ab cd ab y", "x ab ab ab ab ab y"));
        assertThat(measures.get("spelling")).isCloseTo(7 / 8.0, within(1e-12));
        assertThat(measures.get("spelling_in_all")).isEqualTo(1);
        assertThat(measures.get("pairs_seen")).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(measures.get("triples_seen")).isCloseTo(3 / 4.0, within(1e-12));
        assertThat(measures.get("distinct_2")).isCloseTo(3 / 6.0, within(1e-12));
        // Runs of four words: none in the first stretch, ab ab ab ab twice in the second.
        assertThat(measures.get("repetition")).isEqualTo(0.5);
    }

    @Test
    void aWholeTextIsJudgedInSetsOfTheSizeOfASample() {
        var corpus = new Corpus(PseudoText.draw(20_000, rng).text(), "");
        var reader = new Reader(corpus);
        var text = corpus.validation();
        var one = reader.judge(text, 4, text.length() / 4);
        var mean = new HashMap<String, Double>();
        for (int set = 0; set < 2; set++) {
            int length = text.length() / 8;
            var stretches = new ArrayList<String>();
            for (int stream = 0; stream < 4; stream++) {
                stretches.add(text.substring((2 * stream + set) * length, (2 * stream + set + 1) * length));
            }
            reader.judge(stretches).forEach((name, value) -> mean.merge(name, value / 2, Double::sum));
        }
        assertThat(reader.judge(text, 4, text.length() / 8)).isEqualTo(mean);
        assertThat(one.get("spelling_in_all")).isEqualTo(1);
    }

    /** The plan gives byte pairs 651 steps, characters 1,000. */
    @Test
    void bytePairsLearnWithAsManyMultiplications() {
        Scope.run(() -> {
            long characters = Learning.multiplyAdds(Learning.begin(setup(Model.LSTM, 128, 1, 0), 65, rng));
            long pairs = Learning.multiplyAdds(Learning.begin(setup(Model.LSTM, 128, 1, 512), 512, rng));
            assertThat(characters).isEqualTo(4 * 128 * (64 + 128) + 128 * 65);
            assertThat(651.0 * pairs).isCloseTo(1_000.0 * characters, within(0.001 * 1_000 * characters));
        });
    }

    /** nanoGPT says 0.80 million parameters of its small setting, which has no biases and does not count positions. */
    @Test
    void nanoGptHasItsSize() {
        Scope.run(() -> {
            var net = (Gpt) Learning.begin(
                    new Setup(Text.PLAY, Model.TRANSFORMER, 128, 4, 0, 64, 12, 1, 1e-3, 0, 1, 1), 65, rng);
            assertThat(Learning.multiplyAdds(net)).isEqualTo(4 * 12 * 128 * 128 + 65 * 128);
            assertThat(net.wpe().weight().shape()).containsExactly(64, 128);
        });
    }

    /** Counting single characters costs about 2.9 nats here. */
    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"RNN", "LSTM", "TRANSFORMER"})
    void networksLearnMoreThanHowOftenCharactersAre(Model model) {
        var notes = TrialInMemory.of(setup(model, 32, 1, 0));
        new TextGeneration().run(notes);
        assertThat(notes.metrics().get("nats_per_character"))
                .isLessThan(0.85 * unigramEntropy(notes))
                .isGreaterThan(0.5);
        assertThat(notes.metrics().get("perplexity@greedy"))
                .isLessThan(notes.metrics().get("perplexity@tau=1.3"));
        assertThat(notes.samples())
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(sample).contains(" | "));
        assertThat(notes.metrics()).containsKeys("spelling@p=0.95", "repetition@tau=0.3", "longest_copy@p=0.9");
    }

    private static double unigramEntropy(TrialInMemory<Setup> notes) {
        var text = PseudoText.draw(60_000, Rng.of(notes.seed("text"))).text();
        var counts = new HashMap<Integer, Integer>();
        text.chars().forEach(c -> counts.merge(c, 1, Integer::sum));
        return counts.values().stream()
                .mapToDouble(n -> -(double) n / text.length() * Math.log((double) n / text.length()))
                .sum();
    }

    @Test
    void bytePairsAreMeasuredByTheCharacter() {
        var notes = TrialInMemory.of(setup(Model.LSTM, 32, 1, 128));
        new TextGeneration().run(notes);
        double nats = notes.metrics().get("nats_per_character");
        assertThat(nats).isLessThan(unigramEntropy(notes)).isGreaterThan(0.5);
        assertThat(notes.metrics().get("bits_per_character")).isCloseTo(nats / Math.log(2), within(1e-12));
    }

    @Test
    void equalSeedsLearnEqually() {
        var nets = List.of(train(), train());
        var one = Tree.leaves(nets.getFirst());
        var other = Tree.leaves(nets.getLast());
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.get(i).toFloats()).containsExactly(other.get(i).toFloats());
        }
    }

    private static LanguageModel train() {
        var s = new Setup(Text.PLAY, Model.LSTM, 8, 1, 0, 8, 4, 10, 1e-2, 0, 1, 1);
        return Learning.trained(TrialInMemory.of(s), Tensor.arange(500).remainder(7), 7);
    }
}
