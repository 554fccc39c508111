package org.assay.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Maps values to 0 to 1 along an axis, and knows where its ticks stand. */
public sealed interface Scale {

    /** A place on the axis with its text; minor ticks have none. */
    record Tick(double value, String label) {}

    double low();

    double high();

    /** Position of a value, 0 at {@link #low}, 1 at {@link #high}. */
    double at(double value);

    /** About {@code wanted} labelled ticks within the limits. */
    List<Tick> ticks(int wanted);

    /** Whether the value can be shown at all. */
    boolean shows(double value);

    default double clamp(double value) {
        return Math.clamp(value, low(), high());
    }

    /** An axis proportional to the value. */
    record Linear(double low, double high) implements Scale {

        /** Limits around the data with a little air, ending at zero where the data come close to it from one side. */
        public static Linear around(double min, double max) {
            if (!(min <= max)) {
                return new Linear(0, 1);
            }
            double span = max - min;
            if (span < 1e-9 * Math.max(Math.abs(min), Math.abs(max)) || span == 0) {
                span = Math.max(Math.abs(max) * 0.1, 1e-3);
            }
            double low = min - 0.05 * span;
            double high = max + 0.05 * span;
            if (min >= 0 && min < 0.35 * max) {
                low = 0;
            }
            if (max <= 0 && max > 0.35 * min) {
                high = 0;
            }
            if (min >= 0 && max <= 1 && max > 0.9) {
                high = 1;
            }
            return new Linear(low, high);
        }

        @Override
        public double at(double value) {
            return (value - low) / (high - low);
        }

        @Override
        public boolean shows(double value) {
            return Double.isFinite(value);
        }

        @Override
        public List<Tick> ticks(int wanted) {
            double step = niceStep((high - low) / Math.max(1, wanted));
            int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
            var ticks = new ArrayList<Tick>();
            for (long k = (long) Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) {
                ticks.add(new Tick(k * step, label(k * step, decimals, Math.max(Math.abs(low), Math.abs(high)))));
            }
            return ticks;
        }

        private static double niceStep(double raw) {
            double power = Math.pow(10, Math.floor(Math.log10(raw)));
            double lead = raw / power;
            return power * (lead <= 1.0001 ? 1 : lead <= 2.0001 ? 2 : lead <= 5.0001 ? 5 : 10);
        }

        private static String label(double value, int decimals, double largest) {
            if (value == 0) {
                return "0";
            }
            if (largest >= 1e7 || decimals > 5) {
                return power(value);
            }
            return grouped(String.format(Locale.ROOT, "%." + decimals + "f", value));
        }
    }

    /** An axis proportional to the logarithm of the value; what is not positive cannot be shown. */
    record Log(double low, double high) implements Scale {

        /** Limits around positive data with a little air. */
        public static Log around(double min, double max) {
            if (!(min > 0 && max >= min)) {
                return new Log(1, 10);
            }
            if (max / min < 1.05) {
                return new Log(min / 2, max * 2);
            }
            double air = Math.pow(max / min, 0.03);
            return new Log(min / air, max * air);
        }

        @Override
        public double at(double value) {
            return Math.log(value / low) / Math.log(high / low);
        }

        @Override
        public boolean shows(double value) {
            return value > 0 && Double.isFinite(value);
        }

        @Override
        public List<Tick> ticks(int wanted) {
            double decades = Math.log10(high / low);
            if (decades < 0.7) {
                return new Linear(low, high).ticks(wanted);
            }
            int[] leads = decades < 1.6
                    ? new int[] {1, 2, 5}
                    : decades < 2.6 && wanted >= 5 ? new int[] {1, 3} : new int[] {1};
            int every = Math.max(1, (int) Math.ceil(decades / Math.max(2, wanted)));
            var ticks = new ArrayList<Tick>();
            int last = (int) Math.floor(Math.log10(high) + 1e-9);
            for (int decade = (int) Math.floor(Math.log10(low)); decade <= last; decade++) {
                for (int lead = 1; lead < 10; lead++) {
                    double value = lead * Math.pow(10, decade);
                    if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) {
                        continue;
                    }
                    boolean labelled = contains(leads, lead) && Math.floorMod(decade, every) == 0;
                    ticks.add(new Tick(value, labelled ? logLabel(lead, decade) : ""));
                }
            }
            return ticks;
        }

        private static boolean contains(int[] leads, int lead) {
            for (int l : leads) {
                if (l == lead) {
                    return true;
                }
            }
            return false;
        }

        private static String logLabel(int lead, int decade) {
            if (decade >= 5 || decade <= -4) {
                return (lead == 1 ? "" : lead + "·") + "10" + superscript(decade);
            }
            return decade >= 0
                    ? grouped(Long.toString(lead * (long) Math.pow(10, decade)))
                    : String.format(Locale.ROOT, "%." + -decade + "f", lead * Math.pow(10, decade));
        }
    }

    private static String grouped(String number) {
        String sign = number.startsWith("-") ? "−" : "";
        String digits = number.startsWith("-") ? number.substring(1) : number;
        int point = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
        var out = new StringBuilder(digits);
        if (point > 4) {
            for (int i = point - 3; i > 0; i -= 3) {
                out.insert(i, ',');
            }
        }
        return sign + out;
    }

    private static String power(double value) {
        int exponent = (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
        double lead = value / Math.pow(10, exponent);
        String text = String.format(Locale.ROOT, "%.2f", lead)
                .replaceAll("\\.?0+$", "")
                .replace('-', '−');
        return (text.equals("1") ? "" : text + "·") + "10" + superscript(exponent);
    }

    private static String superscript(int number) {
        var out = new StringBuilder();
        for (char c : Integer.toString(number).toCharArray()) {
            out.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
        }
        return out.toString();
    }
}
