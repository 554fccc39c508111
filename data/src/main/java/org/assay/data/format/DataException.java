package org.assay.data.format;

/** Data that cannot be had or read; the message is a sentence for the user: what was wrong, where, and what to do. */
public final class DataException extends RuntimeException {
    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }

    static DataException at(String file, String position, String problem) {
        return new DataException(file + ", " + position + ": " + problem);
    }

    static DataException atLine(String file, long line, String problem) {
        return at(file, "line " + line, problem);
    }

    static DataException atByte(String file, long offset, String problem) {
        return at(file, "byte " + offset, problem);
    }
}
