package org.assay.report.plot;

/** One thing on a scene, in scene units (CSS pixels), y downwards. {@code group} lets a page toggle what belongs to one arm; empty for none. */
@SuppressWarnings("ArrayRecordComponent") // marks are drawn, never compared
public sealed interface Mark {

    /** Where a text's position lies in it. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** A polyline. {@code dash} empty is solid. */
    record Line(double[] x, double[] y, Ink ink, double width, String dash, String group) implements Mark {}

    /** A filled polygon. */
    record Area(double[] x, double[] y, Ink ink, double opacity, String group) implements Mark {}

    /** A disc, or a ring when hollow. {@code hint} is shown on hover. */
    record Dot(double x, double y, double radius, Ink ink, boolean hollow, String group, String hint) implements Mark {}

    /** A rectangle. */
    record Box(double x, double y, double width, double height, Ink ink, double opacity, String group, String hint)
            implements Mark {}

    /** Text on its baseline, turned by {@code angle} degrees about its position. */
    record Text(
            double x,
            double y,
            String text,
            double size,
            Anchor anchor,
            boolean bold,
            double angle,
            Ink ink,
            String group)
            implements Mark {}

    /** A place that tells its value on hover in a page; nothing in files. */
    record Hint(double x, double y, String group, String hint) implements Mark {}

    /** Pixels {@code 0xRRGGBB}, row by row, drawn without smoothing. */
    record Picture(double x, double y, double width, double height, int columns, int rows, int[] rgb, String hint)
            implements Mark {}
}
