package org.assay.lab.command;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assay.lab.LabException;
import org.assay.lab.Names;

/** A word of a command with places for values: {@code --lr={lr}}; a brace by itself is written twice. */
record Template(String text) {

    private static final Pattern PLACE = Pattern.compile("\\{\\{|\\}\\}|\\{([^{}]*)\\}");
    private static final String STREAM = "seed:";

    /** Refuses places that nothing fills. */
    void check(String where, Collection<String> names) {
        var matcher = PLACE.matcher(text);
        while (matcher.find()) {
            var name = Optional.ofNullable(matcher.group(1));
            if (name.isPresent() && !names.contains(name.get()) && !name.get().startsWith(STREAM)) {
                throw new LabException(where + " has a place {" + name.get() + "} that nothing fills."
                        + Names.suggestion(name.get(), names) + " Places: " + String.join(", ", names)
                        + ", seed:STREAM. A brace that is meant as such is written twice.");
            }
        }
    }

    /** {@code stream} gives the seed of a named stream. */
    String fill(Map<String, String> values, UnaryOperator<String> stream) {
        return PLACE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group()) {
                            case "{{" -> "{";
                            case "}}" -> "}";
                            default -> {
                                var name = found.group(1);
                                yield name.startsWith(STREAM)
                                        ? stream.apply(name.substring(STREAM.length()))
                                        : Optional.ofNullable(values.get(name)).orElse(found.group());
                            }
                        }));
    }
}
