package org.assay.data.generate;

import java.util.ArrayList;
import java.util.List;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Documents about known mixtures of topics: each topic has concepts of its own and each concept synonyms, of which a document uses one
 * throughout, so that documents on the same matter may share no word.
 *
 * @param documents words as {@code topic-concept-synonym} numbers
 * @param mixtures {@code [document, topic]}, FLOAT32: the shares of the topics
 */
public record Topics(List<List<String>> documents, Tensor mixtures) {
    /** How the corpus is made: shares from Dirichlet(concentration), lengths of 1 + Poisson(length). */
    public record Shape(int topics, int concepts, int synonyms, double concentration, double length) {
        /** Thirty topics of sixty concepts with five synonyms each, about 40 words a document. */
        public static final Shape STANDARD = new Shape(30, 60, 5, 0.1, 40);
    }

    public static Topics draw(int documents, Shape shape, Rng rng) {
        return Scope.call(() -> {
            var mixtures = rng.dirichlet(Tensor.full(shape.concentration(), documents, shape.topics()));
            var lengths = rng.poisson(Tensor.full(shape.length(), documents)).toLongs();
            var shares = mixtures.toFloats();
            var texts = new ArrayList<List<String>>();
            for (int d = 0; d < documents; d++) {
                var synonyms = new int[shape.topics() * shape.concepts()];
                for (int c = 0; c < synonyms.length; c++) {
                    synonyms[c] = rng.nextInt(shape.synonyms());
                }
                var words = new ArrayList<String>();
                for (long w = 0; w <= lengths[d]; w++) {
                    int topic = topic(shares, d * shape.topics(), shape.topics(), rng);
                    int concept = rng.nextInt(shape.concepts());
                    words.add(topic + "-" + concept + "-" + synonyms[topic * shape.concepts() + concept]);
                }
                texts.add(List.copyOf(words));
            }
            return new Topics(List.copyOf(texts), mixtures);
        });
    }

    private static int topic(float[] shares, int start, int topics, Rng rng) {
        double left = rng.nextDouble();
        for (int t = 0; t < topics - 1; t++) {
            left -= shares[start + t];
            if (left < 0) {
                return t;
            }
        }
        return topics - 1;
    }
}
