package org.assay.lab;

/** A plan, a setting or a name is not valid; the message is a sentence for the user, without a stack trace. */
public final class PlanException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public PlanException(String sentence) {
        super(sentence);
    }
}
