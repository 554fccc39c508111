package org.assay.lab.run;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.assay.lab.LabException;

/** What went wrong in a study, in one line. */
final class Causes {

    private Causes() {}

    /** {@code "NullPointerException: … (Mixup.java:42)"}, the place being the innermost line of the study itself. */
    static String sentence(Throwable error, Class<?> study) {
        var text = error instanceof LabException
                ? String.valueOf(error.getMessage())
                : error.getClass().getSimpleName()
                        + (error.getMessage() == null
                                ? ""
                                : ": " + error.getMessage().strip());
        return text + place(error, study);
    }

    private static String place(Throwable error, Class<?> study) {
        return Arrays.stream(error.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(study.getName()))
                .findFirst()
                .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .orElse("");
    }

    static Fault kind(Throwable error) {
        for (var e = error; e != null; e = e.getCause()) {
            if (e instanceof IOException && diskFull(String.valueOf(e.getMessage()))) {
                return Fault.DISK;
            }
        }
        return Fault.EXCEPTION;
    }

    private static boolean diskFull(String message) {
        var text = message.toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("disk quota exceeded");
    }
}
