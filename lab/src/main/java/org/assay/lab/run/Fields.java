package org.assay.lab.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as names and values: strings, numbers, booleans, lists and objects. Doubles keep their bits; NaN and infinities are strings.
 *
 * <p>Written by hand because workers start often and the usual binding costs each of them a third of a second.
 */
final class Fields {

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Object> values;

    private Fields(Map<String, Object> values) {
        this.values = values;
    }

    static Fields of() {
        return new Fields(new LinkedHashMap<>());
    }

    /**
     * The components of a record of plain values: numbers, booleans, strings, enums, lists and records of them.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Fields of(Record record) {
        var fields = of();
        for (var component : record.getClass().getRecordComponents()) {
            try {
                // A study's records may be private.
                component.getAccessor().setAccessible(true);
                fields.with(component.getName(), plain(component.getAccessor().invoke(record)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(
                        "Component " + component.getName() + " of " + record + " cannot be read.", e);
            }
        }
        return fields;
    }

    private static Object plain(@Nullable Object value) {
        return switch (value) {
            case Number number -> number;
            case Boolean flag -> flag;
            case String text -> text;
            case Enum<?> constant -> constant.name();
            case List<?> list -> list.stream().map(Fields::plain).toList();
            case Record record -> of(record);
            case null -> throw new IllegalArgumentException("A setting is null; it must have a value.");
            default ->
                throw new IllegalArgumentException(
                        "A setting is a " + value.getClass().getSimpleName()
                                + "; it must be a number, a boolean, a string, an enum, a list or a record of these.");
        };
    }

    /** Empty if the text is no JSON object. */
    static Optional<Fields> parse(String text) {
        try (var parser = JSON.createParser(text)) {
            return parser.nextToken() == JsonToken.START_OBJECT
                    ? Optional.of(new Fields(object(parser)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        var map = new LinkedHashMap<String, Object>();
        for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            map.put(name, value(parser));
        }
        return map;
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                var list = new ArrayList<Object>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> parser.getText();
        };
    }

    Fields with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    void write(OutputStream out) throws IOException {
        try (var generator = JSON.createGenerator(out)) {
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            write(generator, values);
        }
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        switch (value) {
            case Fields fields -> write(generator, fields.values);
            case Map<?, ?> map -> {
                generator.writeStartObject();
                for (var entry : map.entrySet()) {
                    generator.writeFieldName(String.valueOf(entry.getKey()));
                    write(generator, entry.getValue());
                }
                generator.writeEndObject();
            }
            case List<?> list -> {
                generator.writeStartArray();
                for (var element : list) {
                    write(generator, element);
                }
                generator.writeEndArray();
            }
            case double[] numbers -> {
                generator.writeStartArray();
                for (double number : numbers) {
                    generator.writeNumber(number);
                }
                generator.writeEndArray();
            }
            case byte[] bytes -> generator.writeBinary(bytes);
            case Double number -> generator.writeNumber(number);
            case Float number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            case Integer number -> generator.writeNumber(number);
            case Boolean flag -> generator.writeBoolean(flag);
            case Enum<?> constant -> generator.writeString(constant.name());
            default -> generator.writeString(value.toString());
        }
    }

    String text() {
        var out = new ByteArrayOutputStream();
        try {
            write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Object value(String name) {
        return Optional.ofNullable(values.get(name))
                .orElseThrow(() ->
                        new IllegalArgumentException("There is no field " + name + " in " + values.keySet() + "."));
    }

    String text(String name) {
        return String.valueOf(value(name));
    }

    double number(String name) {
        return number(value(name));
    }

    private static double number(Object value) {
        return value instanceof Number n ? n.doubleValue() : Double.parseDouble(value.toString());
    }

    long whole(String name) {
        return value(name) instanceof Number n ? n.longValue() : Long.parseLong(text(name));
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    List<?> list(String name) {
        return value(name) instanceof List<?> list ? list : List.of();
    }

    List<String> texts(String name) {
        return list(name).stream().map(String::valueOf).toList();
    }

    double[] numbers(String name) {
        return list(name).stream().mapToDouble(Fields::number).toArray();
    }

    Fields object(String name) {
        return object(value(name));
    }

    List<Fields> objects(String name) {
        return list(name).stream().map(Fields::object).toList();
    }

    private static Fields object(Object value) {
        var fields = Fields.of();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> fields.with(String.valueOf(key), entry));
        }
        return fields;
    }

    Map<String, Object> map() {
        return values;
    }

    Map<String, String> textMap() {
        var map = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> map.put(name, value.toString()));
        return map;
    }
}
