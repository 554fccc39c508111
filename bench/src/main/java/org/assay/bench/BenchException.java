package org.assay.bench;

/** What keeps a comparison from running, in one sentence. */
public final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BenchException(String sentence) {
        super(sentence);
    }

    BenchException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
