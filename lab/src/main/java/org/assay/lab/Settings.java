package org.assay.lab;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The settings record of a study, seen as names, types and values. */
final class Settings<S extends Record> {

    private final Class<S> type;
    private final List<RecordComponent> components;

    Settings(Class<S> type) {
        this.type = type;
        this.components = List.of(type.getRecordComponents());
        for (var component : components) {
            if (!supported(component.getType())) {
                throw new PlanException("Setting " + component.getName() + " of " + type.getSimpleName() + " is a "
                        + component.getType().getSimpleName()
                        + ": make it a number, a boolean, a String or an enum.");
            }
            component.getAccessor().setAccessible(true);
        }
    }

    private static boolean supported(Class<?> type) {
        return type == int.class
                || type == long.class
                || type == float.class
                || type == double.class
                || type == boolean.class
                || type == String.class
                || type.isEnum();
    }

    List<String> names() {
        return components.stream().map(RecordComponent::getName).toList();
    }

    /** Name and value of every setting, in the record's order; enums as their names. */
    Map<String, Object> values(S settings) {
        var values = new LinkedHashMap<String, Object>();
        for (var component : components) {
            var value = read(component, settings);
            values.put(component.getName(), value instanceof Enum<?> constant ? constant.name() : value);
        }
        return values;
    }

    /** A copy of {@code base} with the changes applied in order. */
    S with(S base, List<Change> changes) {
        var arguments =
                components.stream().map(component -> read(component, base)).toArray();
        for (var change : changes) {
            int at = names().indexOf(change.name());
            if (at < 0) {
                throw new PlanException("There is no setting " + change.name() + "."
                        + Names.suggestion(change.name(), names()) + " Settings: " + describe() + ".");
            }
            arguments[at] = convert(components.get(at), change.value());
        }
        try {
            var constructor = type.getDeclaredConstructor(
                    components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new PlanException(
                    "Settings " + Arrays.toString(arguments) + " are refused by " + type.getSimpleName() + " ("
                            + Optional.ofNullable(e.getCause())
                                    .map(Throwable::getMessage)
                                    .orElse("no reason given") + "): choose others.");
        } catch (ReflectiveOperationException e) {
            throw new PlanException("Settings record " + type.getName() + " cannot be made: " + e.getMessage() + ".");
        }
    }

    /** {@code alpha (double), width (int), shape (one of TREE, RING)}. */
    String describe() {
        return String.join(
                ", ",
                components.stream()
                        .map(c -> c.getName() + " (" + describe(c.getType()) + ")")
                        .toList());
    }

    private static String describe(Class<?> type) {
        return type.isEnum() ? "one of " + String.join(", ", constants(type)) : type.getSimpleName();
    }

    private static List<String> constants(Class<?> type) {
        var names = new ArrayList<String>();
        for (var constant : type.getEnumConstants()) {
            names.add(((Enum<?>) constant).name());
        }
        return names;
    }

    private Object read(RecordComponent component, S settings) {
        try {
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new PlanException("Setting " + component.getName() + " of " + type.getName() + " cannot be read: "
                    + e.getMessage() + ".");
        }
    }

    private static Object convert(RecordComponent component, Object value) {
        var type = component.getType();
        return converted(type, value)
                .orElseThrow(() -> new PlanException("Setting " + component.getName() + " is "
                        + (type.isEnum() ? "" : "of type ") + describe(type) + ", and " + shown(value)
                        + " does not fit: give it another value."
                        + (type.isEnum() ? Names.suggestion(value.toString(), constants(type)) : "")));
    }

    private static String shown(Object value) {
        return value instanceof String text
                ? '"' + text + '"'
                : value.getClass().getSimpleName() + " " + value;
    }

    private static Optional<Object> converted(Class<?> type, Object value) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Object.class::cast)
                    .filter(c -> c.equals(value)
                            || ((Enum<?>) c)
                                    .name()
                                    .equalsIgnoreCase(value.toString().replace('-', '_')))
                    .findFirst();
        }
        if (type == String.class) {
            return value instanceof String ? Optional.of(value) : Optional.empty();
        }
        if (type == boolean.class) {
            return switch (value.toString().toLowerCase(Locale.ROOT)) {
                case "true" -> Optional.of(true);
                case "false" -> Optional.of(false);
                default -> Optional.empty();
            };
        }
        return number(value).flatMap(number -> fitted(type, number));
    }

    private static Optional<BigDecimal> number(Object value) {
        if (!(value instanceof Number) && !(value instanceof String)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(value.toString().strip().replace("_", "")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> fitted(Class<?> type, BigDecimal number) {
        try {
            if (type == int.class) {
                return Optional.of(number.intValueExact());
            }
            if (type == long.class) {
                return Optional.of(number.longValueExact());
            }
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
        return Optional.of(type == float.class ? (Object) number.floatValue() : (Object) number.doubleValue());
    }
}
