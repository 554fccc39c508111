package org.assay.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.assay.lab.Figure;
import org.assay.lab.TrialStatus;

/** The curves that the study's figures draw, point by point and digit for digit. */
final class SeriesCsv {

    private SeriesCsv() {}

    /** Names of the series that figures draw. */
    static List<String> names(List<Figure> figures) {
        var names = new LinkedHashSet<String>();
        for (var figure : figures) {
            switch (figure) {
                case Figure.Lines f -> names.addAll(f.series());
                case Figure.Ridge f -> names.add(f.values());
                case Figure.Histogram f -> {
                    names.add(f.values());
                    if (!f.density().isEmpty()) {
                        names.add(f.density());
                    }
                }
                case Figure.Landscape f -> names.add(f.series());
                case Figure.Bars _, Figure.Sweep _, Figure.Scatter _, Figure.HeatMap _, Figure.Images _ -> {}
            }
        }
        return List.copyOf(names);
    }

    /** A line a point; the head alone when nothing was reported. */
    static String write(RunData data) {
        var out = new StringBuilder();
        TrialsCsv.line(out, List.of("arm", "seed", "series", "x", "y"));
        var names = names(data.figures());
        for (var trial : data.record().trials()) {
            if (trial.status() == TrialStatus.DONE) {
                for (var name : names) {
                    data.series(trial.arm(), trial.seed(), name).ifPresent(curve -> {
                        for (int i = 0; i < curve.x().length; i++) {
                            var row = new ArrayList<>(List.of(trial.arm(), Long.toString(trial.seed()), name));
                            row.add(Double.toString(curve.x()[i]));
                            row.add(Double.toString(curve.y()[i]));
                            TrialsCsv.line(out, row);
                        }
                    });
                }
            }
        }
        return out.toString();
    }
}
