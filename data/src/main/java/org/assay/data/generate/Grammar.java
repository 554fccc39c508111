package org.assay.data.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assay.data.format.DataException;
import org.assay.tensor.Rng;

/**
 * A context-free grammar in which each symbol is replaced by one of its rules, in proportion to their weights; symbols without a rule
 * stand for themselves. The probability of a sentence, all of its derivations together, is known.
 */
public final class Grammar {
    private static final int DEEPEST = 1000;

    private final Map<String, List<Rule>> rules = new HashMap<>();

    /** What a symbol may become, and how often in proportion to its other rules. */
    public record Rule(String symbol, double weight, List<String> parts) {
        public static Rule of(String symbol, double weight, String... parts) {
            return new Rule(symbol, weight, List.of(parts));
        }
    }

    public Grammar(List<Rule> rules) {
        for (var rule : rules) {
            if (!(rule.weight() > 0) || rule.parts().isEmpty()) {
                throw new DataException("a rule has a weight above 0 and at least one part; " + rule + " has not");
            }
            this.rules
                    .computeIfAbsent(rule.symbol(), symbol -> new ArrayList<>())
                    .add(rule);
        }
    }

    /** A sentence from a symbol, as a list of the symbols that stand for themselves. */
    public List<String> draw(String symbol, Rng rng) {
        var sentence = new ArrayList<String>();
        draw(symbol, 0, sentence, rng);
        return sentence;
    }

    private void draw(String symbol, int depth, List<String> sentence, Rng rng) {
        var choices = rules.get(symbol);
        if (choices == null) {
            sentence.add(symbol);
            return;
        }
        if (depth == DEEPEST) {
            throw new DataException("the grammar's \"" + symbol + "\" goes on for more than " + DEEPEST
                    + " replacements; give rules that end more weight");
        }
        double left = rng.nextDouble() * total(choices);
        var chosen = choices.getLast();
        for (var rule : choices) {
            left -= rule.weight();
            if (left < 0) {
                chosen = rule;
                break;
            }
        }
        for (var part : chosen.parts()) {
            draw(part, depth + 1, sentence, rng);
        }
    }

    private static double total(List<Rule> choices) {
        return choices.stream().mapToDouble(Rule::weight).sum();
    }

    /**
     * The probability that this symbol becomes this sentence, by the inside algorithm over spans (Baker 1979). Rules that make a single
     * symbol of another must not lead back to where they began.
     */
    public double probability(String symbol, List<String> sentence) {
        return new Spans(sentence).of(symbol, 0, sentence.size());
    }

    private final class Spans {
        private final List<String> sentence;
        private final Map<List<Object>, Double> known = new HashMap<>();
        private final Set<List<Object>> open = new HashSet<>();

        Spans(List<String> sentence) {
            this.sentence = sentence;
        }

        double of(String symbol, int from, int to) {
            var choices = rules.get(symbol);
            if (choices == null) {
                return to - from == 1 && sentence.get(from).equals(symbol) ? 1 : 0;
            }
            List<Object> key = List.of(symbol, from, to);
            var before = known.get(key);
            if (before != null) {
                return before;
            }
            if (!open.add(key)) {
                throw new DataException("the grammar's \"" + symbol
                        + "\" becomes itself without a change; its probabilities" + " cannot be summed over spans");
            }
            double sum = 0;
            for (var rule : choices) {
                sum += rule.weight() / total(choices) * parts(rule.parts(), from, to);
            }
            open.remove(key);
            known.put(key, sum);
            return sum;
        }

        /** Each part takes at least one symbol. */
        private double parts(List<String> parts, int from, int to) {
            if (parts.size() > to - from) {
                return 0;
            }
            if (parts.size() == 1) {
                return of(parts.getFirst(), from, to);
            }
            var rest = parts.subList(1, parts.size());
            double sum = 0;
            for (int split = from + 1; split <= to - rest.size(); split++) {
                double first = of(parts.getFirst(), from, split);
                sum += first == 0 ? 0 : first * parts(rest, split, to);
            }
            return sum;
        }
    }
}
