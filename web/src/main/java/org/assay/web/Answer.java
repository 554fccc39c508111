package org.assay.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a browser gets.
 *
 * @param headers beside those that every answer carries, or in their place
 * @param length in bytes; negative for a stream without a known end
 */
record Answer(int status, Map<String, String> headers, long length, Body body) {

    /** Writes the answer's content. */
    @FunctionalInterface
    interface Body {
        void write(OutputStream out) throws IOException;
    }

    static Answer page(Page page) {
        return bytes(200, "text/html; charset=utf-8", page.html().getBytes(StandardCharsets.UTF_8));
    }

    static Answer bytes(int status, String type, byte[] bytes) {
        return new Answer(status, Map.of("Content-Type", type), bytes.length, out -> out.write(bytes));
    }

    static Answer text(String text) {
        return bytes(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** A file as it is when it is opened. */
    static Answer file(Path file, String type) throws IOException {
        var bytes = Files.readAllBytes(file);
        return bytes(200, type, bytes);
    }

    static Answer redirect(String to) {
        return new Answer(303, Map.of("Location", to), 0, _ -> {});
    }

    static Answer stream(Body body) {
        return new Answer(
                200, Map.of("Content-Type", "text/event-stream; charset=utf-8", "X-Accel-Buffering", "no"), -1, body);
    }

    Answer with(String header, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Answer(status, Map.copyOf(all), length, body);
    }

    Answer as(int otherStatus) {
        return new Answer(otherStatus, headers, length, body);
    }

    /** To be kept as a file of that name rather than shown. */
    Answer download(String name) {
        return with("Content-Disposition", "attachment; filename=\"" + name.replaceAll("[^A-Za-z0-9._-]", "_") + "\"");
    }
}
