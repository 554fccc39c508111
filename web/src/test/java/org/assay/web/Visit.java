package org.assay.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A request written out by hand, so that every header is the test's own. */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Visit(int status, Map<String, String> headers, byte[] content) {

    static Visit get(URI dashboard, String target, String... headers) throws IOException {
        return send(dashboard, "GET", target, "", headers);
    }

    /** @param headers whole lines; without a Host line the right one is sent */
    static Visit send(URI dashboard, String method, String target, String body, String... headers) throws IOException {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nConnection: close\r\n");
        if (List.of(headers).stream().noneMatch(h -> h.startsWith("Host:"))) {
            head.append("Host: ").append(dashboard.getAuthority()).append("\r\n");
        }
        List.of(headers).forEach(h -> head.append(h).append("\r\n"));
        if (!body.isEmpty()) {
            head.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        try (var socket = new Socket(dashboard.getHost(), dashboard.getPort())) {
            socket.getOutputStream().write((head + "\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    private static Visit parse(byte[] answer) {
        var text = new String(answer, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        var lines = text.substring(0, end).split("\r\n", -1);
        var headers = new TreeMap<String, String>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        var content = new ByteArrayOutputStream();
        content.write(answer, end + 4, answer.length - end - 4);
        return new Visit(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, content.toByteArray());
    }

    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
}
