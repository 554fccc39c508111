package org.assay.web;

import java.util.List;
import java.util.Optional;
import org.assay.lab.RunRecord;

/** What is recorded of the catalogue's studies, wherever the program keeps it. */
public interface Catalogue {

    /** The study's recorded run. */
    Optional<RunRecord> recorded(String study);

    /** Figures of the recorded run, SVG by file name without ending. */
    List<Figure> figures(String study);

    /** A figure as a file. */
    record Figure(String name, String svg) {}

    /** Nothing is recorded. */
    Catalogue EMPTY = new Catalogue() {
        @Override
        public Optional<RunRecord> recorded(String study) {
            return Optional.empty();
        }

        @Override
        public List<Figure> figures(String study) {
            return List.of();
        }
    };
}
