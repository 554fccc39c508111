package org.assay.report.plot;

import java.util.List;

/**
 * A colour by its role. In a page it is a CSS variable, so that dark mode can change it; in files it is the colour itself.
 *
 * @param role name of the CSS variable without dashes; empty for a colour that stays as it is, as in a heat map
 * @param rgb {@code 0xRRGGBB} on paper
 */
public record Ink(String role, int rgb) {

    public static final Ink TEXT = new Ink("ink", 0x1b1f24);
    public static final Ink MUTED = new Ink("muted", 0x5b6470);
    public static final Ink GRID = new Ink("grid", 0xe4e7eb);
    public static final Ink AXIS = new Ink("axis", 0x9aa3ad);
    public static final Ink PAPER = new Ink("card", 0xffffff);

    /** Okabe and Ito's palette (2008) without yellow and with its lighter colours darkened to 3:1 on white. */
    private static final int[] SERIES = {0x0072b2, 0xd55e00, 0x009e73, 0xb5609a, 0xc98a00, 0x3a9bd0, 0x6b6f76, 0x7a4fb3
    };

    /** The same hues dark enough for text, 4.5:1 on white. */
    private static final int[] SERIES_TEXT = {
        0x0068a3, 0xb04e00, 0x007a59, 0x98477f, 0x8a5f00, 0x1f75a6, 0x565a61, 0x6a3fa3
    };

    /** How many categorical colours can be told apart. */
    public static final int CATEGORIES = SERIES.length;

    /** Anchors of viridis (Smith and van der Walt 2015), dark to light. */
    private static final int[] VIRIDIS = {
        0x440154, 0x482878, 0x3e4a89, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b, 0xfde725
    };

    /** The categorical colour number {@code index}; past the last one they repeat. */
    public static Ink series(int index) {
        int i = Math.floorMod(index, CATEGORIES);
        return new Ink("s" + i, SERIES[i]);
    }

    /** The colour of text about {@link #series}. */
    public static Ink seriesText(int index) {
        int i = Math.floorMod(index, CATEGORIES);
        return new Ink("t" + i, SERIES_TEXT[i]);
    }

    /** A colour of an ordered scale, {@code share} in 0 to 1; legible as a line on paper and in the dark. */
    public static Ink ordered(double share) {
        return new Ink("", viridis(0.12 + 0.68 * share));
    }

    /** The viridis colour at {@code share} in 0 to 1. */
    public static int viridis(double share) {
        double at = Math.clamp(share, 0.0, 1.0) * (VIRIDIS.length - 1);
        int i = Math.min((int) at, VIRIDIS.length - 2);
        double f = at - i;
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = VIRIDIS[i] >> shift & 255;
            int b = VIRIDIS[i + 1] >> shift & 255;
            rgb |= (int) Math.round(a + f * (b - a)) << shift;
        }
        return rgb;
    }

    /** Relative luminance, 0 black to 1 white (WCAG 2). */
    public static double luminance(int rgb) {
        double sum = 0;
        double[] weight = {0.2126, 0.7152, 0.0722};
        for (int k = 0; k < 3; k++) {
            double c = (rgb >> (16 - 8 * k) & 255) / 255.0;
            sum += weight[k] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    /** All categorical inks, for the page's style sheet. */
    public static List<Ink> palette() {
        return java.util.stream.IntStream.range(0, 2 * CATEGORIES)
                .mapToObj(i -> i < CATEGORIES ? series(i) : seriesText(i - CATEGORIES))
                .toList();
    }

    String css() {
        return role.isEmpty() ? hex() : "var(--" + role + ")";
    }

    String hex() {
        return "#%06x".formatted(rgb);
    }
}
