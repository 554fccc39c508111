package org.assay.data;

import java.util.ArrayList;
import java.util.List;
import org.assay.data.format.DataException;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Texts in classes.
 *
 * @param labels {@code [text]}, INT64
 */
public record LabelledText(List<String> texts, Tensor labels) {
    public LabelledText {
        if (texts.size() != labels.size(0)) {
            throw new DataException(texts.size() + " texts cannot go with " + labels.size(0) + " labels");
        }
        texts = List.copyOf(texts);
    }

    public int count() {
        return texts.size();
    }

    /** Texts from (inclusive) to (exclusive). */
    public LabelledText range(int from, int to) {
        return new LabelledText(texts.subList(from, to), labels.narrow(0, from, to - from));
    }

    /** The same texts in random order. */
    public LabelledText shuffled(Rng rng) {
        var order = rng.permutation(count());
        var shuffled = new ArrayList<String>();
        for (long i : order.toLongs()) {
            shuffled.add(texts.get((int) i));
        }
        return new LabelledText(shuffled, labels.rows(order));
    }
}
