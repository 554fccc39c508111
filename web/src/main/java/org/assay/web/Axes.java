package org.assay.web;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.assay.lab.Figure;
import org.assay.lab.Study;

/**
 * How a series is drawn: as the study's own figure draws it, where there is one.
 *
 * @param yLog empty for whichever suits the values
 */
record Axes(String x, boolean xLog, String y, Optional<Boolean> yLog) {

    static Axes of(Optional<Study<?>> study, String series) {
        return lines(study).stream()
                .filter(figure -> figure.series().contains(series))
                .findFirst()
                .map(figure -> new Axes(
                        figure.x(),
                        figure.xAxis() == Figure.Axis.LOG,
                        figure.y(),
                        Optional.of(figure.yAxis() == Figure.Axis.LOG)))
                .orElse(new Axes("", false, series.replace('_', ' '), Optional.empty()));
    }

    /** The series that the study's figures show, in order. */
    static List<String> drawn(Optional<Study<?>> study) {
        var names = new LinkedHashSet<String>();
        lines(study).forEach(figure -> names.addAll(figure.series()));
        return List.copyOf(names);
    }

    private static List<Figure.Lines> lines(Optional<Study<?>> study) {
        return study.map(Study::figures).orElse(List.of()).stream()
                .flatMap(figure -> figure instanceof Figure.Lines lines
                        ? List.of(lines).stream()
                        : List.<Figure.Lines>of().stream())
                .toList();
    }
}
