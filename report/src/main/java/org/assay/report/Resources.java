package org.assay.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files of this module's jar. */
final class Resources {

    private Resources() {}

    static String text(String name) {
        try (var in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InputStream open(String name) {
        var in = Resources.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("The file " + name + " is missing from the report module's jar.");
        }
        return in;
    }
}
