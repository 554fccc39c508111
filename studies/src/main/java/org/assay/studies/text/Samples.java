package org.assay.studies.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assay.data.Corpus;
import org.assay.data.text.Tokeniser;
import org.assay.lab.Trial;
import org.assay.nn.Decoding;
import org.assay.nn.metrics.TextQuality;
import org.assay.nn.models.LanguageModel;
import org.assay.studies.text.TextGeneration.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** What a network writes in each of several ways of drawing, and what is to be said of it and of the validation text. */
final class Samples {
    static final Number[] TEMPERATURES = {0.3, 0.5, 0.7, 1.0, 1.3};
    private static final String PLAIN = "tau=1.0";

    /** Ways of drawing by name, plain sampling first. */
    static final Map<String, Decoding> WAYS = ways();

    /** Measures of every way; the others are told of the two that one would use. */
    private static final Set<String> EVERYWHERE = Set.of("spelling", "distinct_2", "repetition");

    private static final Set<String> USUAL = Set.of(PLAIN, "p=0.9");
    private static final Set<String> PRINTED = Set.of(PLAIN, "greedy", "tau=0.7", "p=0.9", "tau=1.3");
    private static final List<String> CURVES = List.of("spelling", "triples_seen", "distinct_2");

    /** Characters after a prompt that are not judged: in these the prompt may still be felt. */
    private static final int DROPPED = 100;

    private final Trial<Setup> trial;
    private final Setup s;
    private final Corpus corpus;
    private final Reader reader;

    Samples(Trial<Setup> trial, Corpus corpus) {
        this.trial = trial;
        this.s = trial.setting();
        this.corpus = corpus;
        this.reader = new Reader(corpus);
    }

    private static Map<String, Decoding> ways() {
        var ways = new LinkedHashMap<String, Decoding>();
        ways.put(PLAIN, Decoding.temperature(1));
        for (var tau : TEMPERATURES) {
            ways.put("tau=" + tau, Decoding.temperature(tau.doubleValue()));
        }
        for (double p : new double[] {0.5, 0.7, 0.9, 0.95}) {
            ways.put("p=" + p, Decoding.nucleus(p));
        }
        ways.put("k=10", Decoding.top(10));
        ways.put("greedy", Decoding.greedy());
        return Collections.unmodifiableMap(ways);
    }

    /** Prompts are stretches of the validation text, the same for all networks with the same tokens. */
    void report(LanguageModel model, Tokeniser tokeniser, Tensor validation) {
        var ways = List.copyOf(WAYS.keySet()).subList(0, s.ways());
        int streams = s.streams();
        long apart = (validation.count() - s.context()) / streams;
        var prompts = validation.unfold(0, s.context(), apart).narrow(0, 0, streams);
        var all = Writer.write(
                model,
                prompts,
                List.copyOf(WAYS.values()).subList(0, s.ways()),
                DROPPED + s.length(),
                Rng.of(trial.seed("sampling")));
        for (int way = 0; way < ways.size(); way++) {
            var name = ways.get(way);
            var written = all.get(way);
            var stretches = new ArrayList<String>();
            for (int stream = 0; stream < streams; stream++) {
                var text = tokeniser.text(written.tokens().select(0, stream));
                stretches.add(text.substring(DROPPED, Math.min(DROPPED + s.length(), text.length())));
            }
            trial.metric(
                    "perplexity@" + name,
                    Math.exp(
                            written.nats().narrow(1, DROPPED, s.length()).mean().item()));
            report(name, stretches);
            if (PRINTED.contains(name)) {
                trial.sample(
                        name,
                        tokeniser.text(prompts.select(0, 0)) + " | "
                                + tokeniser.text(written.tokens().select(0, 0)));
            }
        }
    }

    private void report(String way, List<String> stretches) {
        reader.judge(stretches).forEach((measure, value) -> {
            if (EVERYWHERE.contains(measure) || USUAL.contains(way)) {
                trial.metric(measure + "@" + way, value);
            }
            if (CURVES.contains(measure) && way.startsWith("tau=")) {
                trial.series(measure + " by temperature", Double.parseDouble(way.substring(4)), value);
            }
            if (CURVES.contains(measure) && way.startsWith("p=")) {
                trial.series(measure + " by nucleus", Double.parseDouble(way.substring(2)), value);
            }
            if (CURVES.contains(measure) && way.equals(PLAIN)) {
                trial.series(measure + " by nucleus", 1, value);
            }
        });
        if (USUAL.contains(way)) {
            trial.metric("longest_copy@" + way, copied(String.join("\0", stretches)));
        }
    }

    private int copied(String text) {
        return TextQuality.longestShared(text, corpus.train());
    }

    /** The validation text in the place of samples, as level lines beside them. */
    void reportText() {
        var text = corpus.validation();
        reader.judge(text, s.streams(), s.length()).forEach((measure, value) -> {
            trial.metric(measure, value);
            for (double end : CURVES.contains(measure) ? new double[] {0, 1} : new double[0]) {
                trial.series(measure + " by temperature", 0.3 + end, value);
                trial.series(measure + " by nucleus", 0.5 + end / 2, value);
            }
        });
        trial.metric("longest_copy", copied(text.substring(0, Math.min(s.streams() * s.length(), text.length()))));
    }
}
