package org.assay.report.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * A finished drawing.
 *
 * @param width in CSS pixels
 * @param height in CSS pixels
 * @param title what a screen reader says first
 * @param description what is seen, in a sentence
 */
public record Scene(double width, double height, String title, String description, List<Mark> marks) {

    public Scene {
        marks = List.copyOf(marks);
    }

    /** A list of marks in the making. */
    public static final class Sketch {
        private final List<Mark> marks = new ArrayList<>();

        public void add(Mark mark) {
            marks.add(mark);
        }

        public void rule(double x1, double y1, double x2, double y2, Ink ink, double width, String dash) {
            add(new Mark.Line(new double[] {x1, x2}, new double[] {y1, y2}, ink, width, dash, ""));
        }

        public void text(double x, double y, String text, double size, Mark.Anchor anchor, Ink ink) {
            add(new Mark.Text(x, y, text, size, anchor, false, 0, ink, ""));
        }

        public Scene scene(double width, double height, String title, String description) {
            return new Scene(width, height, title, description, marks);
        }
    }
}
