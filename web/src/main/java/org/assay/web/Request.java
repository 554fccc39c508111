package org.assay.web;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a browser asks for.
 *
 * @param path decoded segments; none of them is empty, {@code .} or {@code ..}
 * @param query decoded values by name, in order
 */
record Request(List<String> path, Map<String, List<String>> query) {

    private static final int LENGTH = 8000;
    private static final int PARAMETERS = 200;

    /** @throws Refusal for an address that is too long or malformed */
    static Request of(URI address) {
        var path = Optional.ofNullable(address.getRawPath()).orElse("/");
        var query = Optional.ofNullable(address.getRawQuery()).orElse("");
        if (path.length() + query.length() > LENGTH) {
            throw new Refusal(414, "The address is too long.");
        }
        return new Request(segments(path), form(query));
    }

    private static List<String> segments(String path) {
        if (path.equals("/")) {
            return List.of();
        }
        var segments = Arrays.stream(path.substring(1).split("/", -1))
                .map(s -> Url.decode(s, false))
                .toList();
        for (var segment : segments) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..") || segment.matches(".*[/\\\\].*")) {
                throw new Refusal(400, "The address is malformed.");
            }
        }
        return segments;
    }

    /** Names and values as a form sends them. */
    static Map<String, List<String>> form(String text) {
        var values = new LinkedHashMap<String, List<String>>();
        if (text.isEmpty()) {
            return values;
        }
        var pairs = text.split("&", -1);
        if (pairs.length > PARAMETERS) {
            throw new Refusal(400, "The address asks for too much at once.");
        }
        for (var pair : pairs) {
            int at = pair.indexOf('=');
            var name = Url.decode(at < 0 ? pair : pair.substring(0, at), true);
            var value = at < 0 ? "" : Url.decode(pair.substring(at + 1), true);
            values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        return values;
    }

    /** The value of that name; empty where there is none or it is blank. */
    Optional<String> one(String name) {
        return all(name).stream().findFirst();
    }

    List<String> all(String name) {
        return query.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isBlank())
                .distinct()
                .toList();
    }

    /** @throws Refusal where the value is missing */
    String needed(String name) {
        return one(name).orElseThrow(() -> new Refusal(400, "The address needs " + name + "."));
    }

    /** @throws Refusal where the value is no whole number */
    long number(String name) {
        try {
            return Long.parseLong(needed(name));
        } catch (NumberFormatException e) {
            throw new Refusal(400, "In the address, " + name + " is a whole number.");
        }
    }

    /** The query as it was asked, to be asked again. */
    String queryText() {
        var pairs = new ArrayList<String>();
        query.forEach((name, values) -> values.forEach(value -> {
            pairs.add(name);
            pairs.add(value);
        }));
        return Url.query(pairs.toArray(String[]::new));
    }
}
