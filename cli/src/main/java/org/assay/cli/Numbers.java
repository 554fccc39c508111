package org.assay.cli;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people read them. */
final class Numbers {

    private Numbers() {}

    /** Three significant digits, without an exponent where it is not needed: {@code 0.0123}, {@code 12.3}, {@code 12300}, {@code 1.2e-07}. */
    static String three(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        var size = Math.abs(value);
        if (size != 0 && (size < 1e-4 || size >= 1e7)) {
            return String.format(java.util.Locale.ROOT, "%.2e", value);
        }
        var rounded = new BigDecimal(value).round(new MathContext(3));
        return rounded.signum() == 0 ? "0" : plain(rounded);
    }

    /** A setting as it would be typed: no trailing zeros, large numbers in full. */
    static String setting(Object value) {
        return switch (value) {
            case Double number
            when Double.isFinite(number) && Math.abs(number) < 1e7 && (number == 0 || Math.abs(number) >= 1e-4) ->
                plain(BigDecimal.valueOf(number));
            default -> value.toString();
        };
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** {@code 512 B}, {@code 1.5 GiB}. */
    static String bytes(long bytes) {
        var units = new String[] {"B", "KiB", "MiB", "GiB", "TiB"};
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < units.length - 1) {
            size /= 1024;
            unit++;
        }
        return three(size) + " " + units[unit];
    }
}
