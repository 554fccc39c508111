package org.assay.lab;

/** Something a user can put right; the message is one sentence or two that say what was wrong, where, and what to do. */
public final class LabException extends RuntimeException {

    public LabException(String sentence) {
        super(sentence);
    }

    public LabException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
