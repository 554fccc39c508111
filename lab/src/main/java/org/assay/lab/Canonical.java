package org.assay.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Stable text of plain values: records, lists and maps as JSON with sorted keys. */
final class Canonical {

    private static final ObjectMapper JSON = new ObjectMapper()
            .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
            .configure(SerializationFeature.INDENT_OUTPUT, true);

    private Canonical() {}

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(plain(value)).replace("\r\n", "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A plan could not be written as JSON: " + e.getMessage(), e);
        }
    }

    static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256.", e);
        }
    }

    /** What the tuning of a plan in its canonical form has found; empty where it tunes nothing. */
    static Map<String, List<Change>> found(String canonical) {
        var found = new TreeMap<String, List<Change>>();
        try {
            for (var arm : JSON.readTree(canonical).path("tuning").path("found").properties()) {
                var changes = new ArrayList<Change>();
                for (var change : arm.getValue()) {
                    changes.add(new Change(
                            change.path("name").asText(), JSON.convertValue(change.path("value"), Object.class)));
                }
                found.put(arm.getKey(), changes);
            }
        } catch (JsonProcessingException e) {
            throw new LabException("The plan of the record is no JSON: " + e.getOriginalMessage() + ".", e);
        }
        return found;
    }

    private static Object plain(Object value) {
        return switch (value) {
            // A name is for readers: it decides nothing.
            case Quantity.Named named -> plain(named.of());
            case Record record -> plain(record);
            case Map<?, ?> map -> {
                var sorted = new TreeMap<String, Object>();
                map.forEach((key, entry) -> sorted.put(key.toString(), plain(entry)));
                yield sorted;
            }
            case Collection<?> items -> items.stream().map(Canonical::plain).toList();
            case Optional<?> maybe -> maybe.<Object>map(Canonical::plain).orElse("");
            case Enum<?> constant -> constant.name();
            case Number number -> number;
            case Boolean flag -> flag;
            default -> value.toString();
        };
    }

    /** A record becomes its components and, under {@code is}, the name of its type: renaming one changes the hash. */
    private static Object plain(Record record) {
        var fields = new TreeMap<String, Object>();
        fields.put("is", record.getClass().getSimpleName());
        for (var component : record.getClass().getRecordComponents()) {
            try {
                fields.put(component.getName(), plain(component.getAccessor().invoke(record)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(
                        "Component " + component.getName() + " cannot be read: " + e.getMessage(), e);
            }
        }
        return fields;
    }
}
