package org.assay.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 90s}, {@code 5m}, {@code 1h30m}. */
final class Budget implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String value) {
        return Durations.parse(value)
                .filter(Duration::isPositive)
                .orElseThrow(
                        () -> new TypeConversionException("'" + value + "' is no duration, such as 90s, 5m or 1h30m"));
    }
}
