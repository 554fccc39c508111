package org.assay.report;

import java.util.List;

/** What a report is made of, whatever it is written as. */
sealed interface Block {

    /** {@code level} 1 is a section, 2 a part of one. */
    record Heading(int level, String text) implements Block {}

    record Paragraph(List<Span> spans) implements Block {}

    record Bullets(List<List<Span>> items) implements Block {}

    record Code(String text) implements Block {}

    /**
     * Rows under column titles.
     *
     * @param name for links, unique in the report
     * @param rows each as long as {@code columns}
     */
    record Table(String name, String caption, List<Column> columns, List<List<Cell>> rows) implements Block {}

    record Image(Plate plate) implements Block {}

    /** Text that is folded away until asked for where the medium can fold. */
    record Folded(String title, List<Block> blocks) implements Block {}

    /** {@code weight} is the column's share of the width. */
    record Column(String title, boolean number, double weight) {
        static Column text(String title, double weight) {
            return new Column(title, false, weight);
        }

        static Column number(String title, double weight) {
            return new Column(title, true, weight);
        }
    }

    /** {@code key} orders rows where a number is meant; NaN orders by text. */
    record Cell(List<Span> spans, double key) {
        static Cell of(String text) {
            return new Cell(Span.of(text), Double.NaN);
        }

        static Cell of(Span... spans) {
            return new Cell(List.of(spans), Double.NaN);
        }

        static Cell of(String text, double key) {
            return new Cell(Span.of(text), key);
        }
    }

    static Paragraph paragraph(String text) {
        return new Paragraph(Span.of(text));
    }
}
