package org.assay.studies.transformers;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.assay.data.generate.Gcd;
import org.assay.data.generate.Gcd.Operands;
import org.assay.data.generate.Gcd.Outcomes;
import org.assay.lab.Trial;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Asks a reader about pairs of each divisor, as it learns and, of more pairs, at the end. */
final class GcdWatch {

    private static final int LIMIT = 100;
    private static final int EACH = 50;
    private static final int EACH_AT_END = 200;
    private static final int NATURAL = 10_000;
    private static final int TRAINED_PER_QUESTION = 6;
    private static final long CHUNK = 500;

    private final Trial<GcdTransformer.Setup> trial;
    private final NumberPairs pairs;
    private final Classes classes;
    private final Rng draws;
    private final int most;
    private final int each;
    private final Tensor questions;
    private final List<Answers> seen = new ArrayList<>();

    GcdWatch(Trial<GcdTransformer.Setup> trial, NumberPairs pairs) {
        this.trial = trial;
        this.pairs = pairs;
        this.classes = Classes.of(pairs.base(), LIMIT);
        this.draws = Rng.of(trial.seed("test"));
        // A short training is not to be outweighed by its examination.
        this.most = trial.setting().steps() * trial.setting().batch() / TRAINED_PER_QUESTION;
        this.each = Math.min(EACH, most / LIMIT);
        this.questions = stratified(each);
    }

    private Tensor stratified(int each) {
        return pairs.tokens(
                Gcd.stratified(each, LIMIT, trial.setting().max(), draws).inputs());
    }

    void look(int step, Reader reader) {
        add(step, Answers.of(ask(reader, questions), each));
    }

    private void add(int step, Answers answers) {
        trial.series("size", step, answers.learned().size());
        trial.series("R1", step, answers.deterministic());
        trial.series("R3", step, answers.largestLearned());
        seen.add(answers);
    }

    /** Reports the metrics; {@code twin} learned the same pairs. */
    void finish(int step, Reader reader, List<? extends Reader> twin) {
        Scope.run(() -> {
            int eachAtEnd = Math.min(EACH_AT_END, most / LIMIT);
            var last = stratified(eachAtEnd);
            var answers = Answers.of(ask(reader, last), eachAtEnd);
            add(step, answers);
            report(answers);
            for (var other : twin) {
                var others = Answers.of(ask(other, last), eachAtEnd).learned();
                trial.metric("twin_size", others.size());
                trial.metric("overlap", Answers.overlap(answers.learned(), others));
            }
            natural(reader, answers.learned());
        });
        rules();
        classes();
        AnswerPictures.report(trial, seen);
    }

    private void report(Answers answers) {
        trial.metric("size", answers.learned().size());
        trial.metric("R1", answers.deterministic());
        trial.metric("R2", answers.productsOfBase(pairs.base()));
        trial.metric("R3", answers.largestLearned());
        trial.metric(
                "accuracy_less_size", answers.meanAccuracy() - answers.learned().size() / (double) LIMIT);
        trial.sample("learned", answers.learned().toString());
    }

    private void natural(Reader reader, SortedSet<Integer> learned) {
        int count = Math.min(NATURAL, most);
        var drawn = Gcd.draw(count, trial.setting().max(), Operands.UNIFORM, Outcomes.NATURAL, 1, draws);
        var said = ask(reader, pairs.tokens(drawn.inputs()));
        var right = drawn.labels().toLongs();
        double accuracy = 0;
        for (int i = 0; i < said.length; i++) {
            accuracy += said[i] == right[i] ? 1.0 / count : 0;
        }
        trial.metric("natural_accuracy", accuracy);
        trial.metric("natural_accuracy_less_forecast", accuracy - Answers.forecast(learned));
    }

    /** The rules where the learned set is that of the look before, and on average where it is not. */
    private void rules() {
        double settled = seen.getLast().rules(pairs.base());
        double inTransition = 0;
        int transitions = 0;
        var before = new TreeSet<Integer>();
        for (var answers : seen) {
            if (answers.learned().equals(before)) {
                settled = answers.rules(pairs.base());
            } else {
                inTransition += answers.rules(pairs.base());
                transitions++;
            }
            before = new TreeSet<>(answers.learned());
        }
        trial.metric("rules", settled);
        trial.metric("rules_in_transition", inTransition / transitions);
    }

    /** Over the last third of the looks. */
    private void classes() {
        var late = seen.subList(2 * seen.size() / 3 - 1, seen.size());
        double changes = 0;
        double consistency = 0;
        for (int i = 1; i < late.size(); i++) {
            changes += classes.changes(late.get(i - 1), late.get(i));
            consistency += classes.consistency(late.get(i));
        }
        trial.metric("changes_of_representative", changes / (late.size() - 1));
        trial.metric("consistency", consistency / (late.size() - 1));
    }

    private static long[] ask(Reader reader, Tensor tokens) {
        return Scope.call(() -> Autodiff.noGrad(() -> {
            var parts = new ArrayList<Tensor>();
            for (long from = 0; from < tokens.size(0); from += CHUNK) {
                var chunk = tokens.narrow(0, from, Math.min(CHUNK, tokens.size(0) - from));
                // A scope of its own, or what the network makes of each chunk would live until the last.
                parts.add(Scope.call(() -> reader.answer(chunk)));
            }
            return Tensor.cat(parts, 0).toLongs();
        }));
    }
}
