package org.assay.report;

import java.util.Locale;

/** Numbers as the report prints them. */
final class Numbers {

    private Numbers() {}

    /** Four significant digits, without trailing zeros: for figures whose precision is unknown. */
    static String plain(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return minus(String.format(Locale.ROOT, "%,d", (long) value));
        }
        double size = Math.abs(value);
        if (size >= 1e7 || size < 1e-4) {
            return minus(String.format(Locale.ROOT, "%.3g", value)
                    .replaceAll("\\.?0+e", "e")
                    .replace("e+0", "e")
                    .replace("e-0", "e-"));
        }
        return decimals(value, Math.max(0, 3 - (int) Math.floor(Math.log10(size))), true);
    }

    /** To the digits that an uncertainty of {@code half} leaves meaningful: two of its own. */
    static String to(double value, double half) {
        if (!Double.isFinite(value) || !(half > 0) || Double.isInfinite(half)) {
            return plain(value);
        }
        int places = 1 - (int) Math.floor(Math.log10(half));
        if (places > 8 || Math.abs(value) >= 1e9) {
            return plain(value);
        }
        return decimals(value, Math.max(0, places), false);
    }

    /** {@code 0.9731 [0.9702, 0.9760]}, or the mean alone. */
    static String estimate(Estimate e) {
        return e.hasInterval() ? to(e.mean(), e.half()) + " " + interval(e.low(), e.high()) : plain(e.mean());
    }

    static String interval(double low, double high) {
        double half = (high - low) / 2;
        return "[" + to(low, half) + ", " + to(high, half) + "]";
    }

    private static String decimals(double value, int places, boolean trim) {
        String text = String.format(Locale.ROOT, "%,." + places + "f", value);
        if (trim && text.contains(".")) {
            text = text.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
        if (text.matches("-[0.,]+")) {
            text = text.substring(1);
        }
        return minus(text);
    }

    private static String minus(String text) {
        return text.replace('-', '−').replace("e−", "e-");
    }

    /** {@code 1 trial}, {@code 3 trials}. */
    static String count(long n, String thing) {
        return String.format(Locale.ROOT, "%,d ", n) + thing + (n == 1 ? "" : "s");
    }

    /** A duration a reader grasps: {@code 42 s}, {@code 12 min}, {@code 3 h 05 min}. */
    static String duration(double seconds) {
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        if (seconds < 120) {
            return Math.round(seconds) + " s";
        }
        long minutes = Math.round(seconds / 60);
        return minutes < 120
                ? minutes + " min"
                : String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
    }

    /** {@code 512 MiB}, {@code 1.5 GiB}; a dash where unknown. */
    static String bytes(long bytes) {
        if (bytes <= 0) {
            return "–";
        }
        double mib = bytes / 1048576.0;
        if (mib < 0.95) {
            return String.format(Locale.ROOT, "%.0f KiB", bytes / 1024.0);
        }
        return mib < 1000
                ? String.format(Locale.ROOT, "%.0f MiB", mib)
                : String.format(Locale.ROOT, "%.1f GiB", mib / 1024);
    }
}
