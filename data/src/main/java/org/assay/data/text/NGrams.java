package org.assay.data.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.data.format.DataException;

/**
 * How often tokens follow the few before them, and from that the probability of the next: each order is interpolated with the next
 * shorter one after Witten and Bell (1991), as in Chen and Goodman 1998, equation 2.13, the shortest with equal chances.
 */
public final class NGrams {
    private static final int ROOT = 0;

    private final int size;
    private final int order;
    private final List<Node> nodes = new ArrayList<>();

    /** What followed a context, and where the contexts are that are one token longer, by that token; 0 where there is none. */
    private static final class Node {
        private final int[] counts;
        private final int[] longer;
        private int total;
        private int kinds;

        Node(int size) {
            counts = new int[size];
            longer = new int[size];
        }

        void saw(int token) {
            kinds += counts[token]++ == 0 ? 1 : 0;
            total++;
        }
    }

    private NGrams(int size, int order) {
        this.size = size;
        this.order = order;
        nodes.add(new Node(size));
    }

    /**
     * Counts.
     *
     * @param tokens numbers below {@code size}
     * @param order the longest n: the next token and {@code n - 1} before it
     */
    public static NGrams count(int[] tokens, int size, int order) {
        if (order < 1 || tokens.length == 0) {
            throw new DataException("n-grams take at least one token and are counted in a text of one or more, not n = "
                    + order + " in " + tokens.length);
        }
        var grams = new NGrams(size, order);
        for (int at = 0; at < tokens.length; at++) {
            grams.saw(tokens, at);
        }
        return grams;
    }

    private void saw(int[] tokens, int at) {
        var node = nodes.get(ROOT);
        node.saw(tokens[at]);
        for (int back = 1; back < order && back <= at; back++) {
            int token = tokens[at - back];
            if (node.longer[token] == ROOT) {
                node.longer[token] = nodes.size();
                nodes.add(new Node(size));
            }
            node = nodes.get(node.longer[token]);
            node.saw(tokens[at]);
        }
    }

    /** The probability of the token at a place of a text, given those before it. */
    public double probability(int[] text, int at) {
        var node = nodes.get(ROOT);
        double p = mixed(node, text[at], 1.0 / size);
        for (int back = 1; back < order && back <= at; back++) {
            int longer = node.longer[text[at - back]];
            if (longer == ROOT) {
                break;
            }
            node = nodes.get(longer);
            p = mixed(node, text[at], p);
        }
        return p;
    }

    private static double mixed(Node node, int token, double shorter) {
        return (node.counts[token] + node.kinds * shorter) / (node.total + node.kinds);
    }

    /** Mean negative logarithm of the probabilities from a place to the end of a text, in nats. */
    public double nats(int[] text, int from) {
        return IntStream.range(from, text.length)
                .mapToDouble(at -> -Math.log(probability(text, at)))
                .average()
                .orElseThrow();
    }
}
