package org.assay.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.lab.Names;
import org.assay.lab.Scale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code smoke}, {@code laptop}, {@code paper}. */
final class ScaleName implements ITypeConverter<Scale>, Iterable<String> {

    private static final List<String> LABELS =
            Arrays.stream(Scale.values()).map(Scale::label).toList();

    @Override
    public Scale convert(String value) {
        return Arrays.stream(Scale.values())
                .filter(scale -> scale.label().equals(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("there is no scale '" + value + "'."
                        + Names.suggestion(value, LABELS) + " Scales: " + String.join(", ", LABELS)));
    }

    /** For completion in shells. */
    @Override
    public java.util.Iterator<String> iterator() {
        return new ArrayList<>(LABELS).iterator();
    }
}
