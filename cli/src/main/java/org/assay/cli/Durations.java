package org.assay.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as people write and read them. */
final class Durations {

    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(h|min|m|s)");
    private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + "\\s*)+");

    private Durations() {}

    /** Reads {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 1.5 h}; empty for anything else. */
    static Optional<Duration> parse(String text) {
        if (!WHOLE.matcher(text.strip()).matches()) {
            return Optional.empty();
        }
        var seconds = 0.0;
        var part = PART.matcher(text);
        while (part.find()) {
            var amount = Double.parseDouble(part.group(1));
            seconds += switch (part.group(2)) {
                case "h" -> amount * 3600;
                case "s" -> amount;
                default -> amount * 60;
            };
        }
        return Optional.of(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    /** Two units at most: {@code 0.4 s}, {@code 42 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String text(Duration duration) {
        var seconds = duration.toSeconds();
        if (seconds < 10) {
            var tenths = Math.round(duration.toMillis() / 100.0);
            return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        var minutes = seconds / 60 % 60;
        return seconds / 3600 + " h" + (minutes == 0 ? "" : " " + minutes + " min");
    }

    /** For what is not known exactly: whole minutes from three minutes on. */
    static String about(Duration duration) {
        var seconds = duration.toSeconds();
        if (seconds < 10) {
            return "a few seconds";
        }
        if (seconds < 180) {
            return "about " + text(Duration.ofSeconds(seconds / 10 * 10));
        }
        return "about " + text(Duration.ofMinutes(Math.round(seconds / 60.0)));
    }
}
