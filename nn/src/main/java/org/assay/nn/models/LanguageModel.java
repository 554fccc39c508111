package org.assay.nn.models;

import org.assay.tensor.Tensor;

/** A network that reads tokens in order and says after each what may follow. */
public interface LanguageModel {
    /** Begins to read: nothing came before. */
    Reading reading();

    /** A text that is being read a stretch at a time. */
    interface Reading {
        /**
         * Reads on. What came in earlier calls is remembered as it was, and no gradient flows back to it.
         *
         * @param tokens {@code [batch, position]}
         * @return logits of what follows each {@code [batch, position, vocabulary]}
         */
        Tensor read(Tensor tokens);
    }
}
