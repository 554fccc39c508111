package org.assay.lab.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.LabException;
import org.assay.lab.Names;

/** A mapping of a YAML file with its place in the file, read by name and type; what does not fit is said in a sentence. */
final class Sheet {

    private final String place;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();

    private Sheet(String place, Map<?, ?> map) {
        this.place = place;
        map.forEach((key, value) -> {
            names.add(String.valueOf(key));
            if (value != null) {
                values.put(String.valueOf(key), value);
            }
        });
    }

    static Sheet of(String place, Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Sheet(place, map);
        }
        throw new LabException(place + " is not a mapping of names to values.");
    }

    /** Refuses names that are not known. */
    Sheet only(String... known) {
        for (var name : values.keySet()) {
            if (!List.of(known).contains(name)) {
                throw new LabException(place + " has an entry " + name + ", which means nothing here."
                        + Names.suggestion(name, List.of(known)) + " Entries: " + String.join(", ", known) + ".");
            }
        }
        return this;
    }

    String place() {
        return place;
    }

    /** All names, those with nothing behind them included. */
    List<String> names() {
        return names;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Map<String, Object> values() {
        return values;
    }

    Object value(String name) {
        return Optional.ofNullable(values.get(name))
                .orElseThrow(() -> new LabException(place + " lacks the entry " + name + "."));
    }

    String text(String name) {
        return text(name, value(name));
    }

    String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    private String text(String name, Object value) {
        if (value instanceof Map || value instanceof List) {
            throw new LabException("Entry " + name + " of " + place + " must be a single value.");
        }
        return value.toString();
    }

    double number(String name) {
        if (value(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new LabException("Entry " + name + " of " + place + " must be a number, not " + value(name) + ".");
    }

    boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (value(name) instanceof Boolean flag) {
            return flag;
        }
        throw new LabException("Entry " + name + " of " + place + " must be true or false, not " + value(name) + ".");
    }

    /** A list, or a single value as a list of one; nothing where the entry is absent. */
    List<String> texts(String name) {
        var texts = new ArrayList<String>();
        for (var value : list(name)) {
            texts.add(text(name, value));
        }
        return texts;
    }

    List<Object> list(String name) {
        if (!has(name)) {
            return List.of();
        }
        return value(name) instanceof List<?> list ? List.copyOf(list) : List.of(value(name));
    }

    /** An empty one where the entry is absent. */
    Sheet sheet(String name) {
        return has(name) ? of("entry " + name + " of " + place, value(name)) : of(place, Map.of());
    }

    List<Sheet> sheets(String name) {
        var sheets = new ArrayList<Sheet>();
        for (var value : list(name)) {
            sheets.add(of("number " + (sheets.size() + 1) + " of " + name + " in " + place, value));
        }
        return sheets;
    }
}
