package org.assay.tensor;

/** An operation that its inputs do not allow; the message is one sentence naming the operation and their shapes. */
public final class TensorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TensorException(String message) {
        super(message);
    }

    TensorException(String message, Throwable cause) {
        super(message, cause);
    }
}
