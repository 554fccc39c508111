package org.assay.report;

import java.util.List;
import java.util.Map;

/** A setting's value as text. */
final class SettingText {

    private SettingText() {}

    static String of(Object value) {
        return switch (value) {
            case Number n -> Numbers.plain(n.doubleValue());
            case List<?> list ->
                String.join(", ", list.stream().map(SettingText::of).toList());
            case Map<?, ?> map ->
                String.join(
                        ", ",
                        map.entrySet().stream()
                                .map(e -> e.getKey() + " " + of(e.getValue()))
                                .toList());
            default -> String.valueOf(value);
        };
    }

    /** The name of a series, a cell or a setting as words: {@code test_accuracy} to {@code test accuracy}. */
    static String words(String name) {
        return name.replace('_', ' ');
    }
}
