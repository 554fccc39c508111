package org.assay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.lab.Figure;
import org.assay.report.Plates.Drawing;
import org.assay.report.RunData.Picture;
import org.assay.report.plot.Ink;
import org.assay.report.plot.Mark;
import org.assay.report.plot.Mark.Anchor;
import org.assay.report.plot.Panel;
import org.assay.report.plot.Scene;
import org.assay.report.plot.Typeface;

/** Pictures reported by trials, one row an arm, one column a name, of the first seed that finished. */
final class ImagesDrawing {

    /** Height of a square picture where the width does not ask for less. */
    private static final double TALLEST = 150;

    private final RunData data;
    private final Arms arms;
    private final Figure.Images figure;
    private final double width;

    ImagesDrawing(RunData data, Arms arms, Figure.Images figure, double width) {
        this.data = data;
        this.arms = arms;
        this.figure = figure;
        this.width = width;
    }

    Optional<Drawing> draw() {
        var shown = new ArrayList<String>();
        var pictures = new ArrayList<List<Optional<Picture>>>();
        for (var arm : arms.matching(figure.arms())) {
            var row = figure.images().stream().map(name -> first(arm, name)).toList();
            if (row.stream().anyMatch(Optional::isPresent)) {
                shown.add(arm);
                pictures.add(row);
            }
        }
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        var labels = Arms.labels(shown);
        int columns = figure.images().size();
        double gap = 6;
        double names = Math.min(
                0.3 * width,
                labels.values().stream()
                                .mapToDouble(l -> Typeface.width(l, Panel.TEXT, false))
                                .max()
                                .orElse(0)
                        + 12);
        double tile = Math.min(TALLEST * least(pictures), (width - names - 8 - (columns - 1) * gap) / columns);
        var to = new Scene.Sketch();
        for (int c = 0; c < columns; c++) {
            String text = Typeface.fit(SettingText.words(figure.images().get(c)), Panel.TEXT, tile);
            to.text(names + c * (tile + gap) + tile / 2, 18, text, Panel.TEXT, Anchor.MIDDLE, Ink.TEXT);
        }
        double y = 26;
        for (int r = 0; r < shown.size(); r++) {
            double tallest = 0;
            for (int c = 0; c < columns; c++) {
                var picture = pictures.get(r).get(c);
                if (picture.isPresent()) {
                    var p = picture.get();
                    double height = tile * p.height() / p.width();
                    String hint = shown.get(r) + ", " + figure.images().get(c);
                    to.add(new Mark.Picture(
                            names + c * (tile + gap), y, tile, height, p.width(), p.height(), rgb(p), hint));
                    tallest = Math.max(tallest, height);
                }
            }
            String label = Typeface.fit(labels.getOrDefault(shown.get(r), shown.get(r)), Panel.TEXT, names - 8);
            to.text(names - 8, y + tallest / 2 + 4, label, Panel.TEXT, Anchor.END, Ink.TEXT);
            y += tallest + gap;
        }
        return Optional.of(
                new Drawing(to.scene(width, y + 4, "Pictures by arm", figure.caption()), "First seed of each arm."));
    }

    /** The ratio of width to height of the narrowest picture, 1 if that is upright: wide pictures may take the width there is. */
    private static double least(List<List<Optional<Picture>>> pictures) {
        double ratio = pictures.stream()
                .flatMap(List::stream)
                .flatMap(Optional::stream)
                .mapToDouble(p -> (double) p.width() / p.height())
                .min()
                .orElse(1);
        return Math.max(1, ratio);
    }

    private Optional<Picture> first(String arm, String name) {
        return arms.done(arm).stream()
                .map(t -> data.image(arm, t.seed(), name))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static int[] rgb(Picture p) {
        int plane = p.height() * p.width();
        var rgb = new int[plane];
        for (int i = 0; i < plane; i++) {
            int r = level(p.pixels()[i]);
            int g = p.channels() == 3 ? level(p.pixels()[plane + i]) : r;
            int b = p.channels() == 3 ? level(p.pixels()[2 * plane + i]) : r;
            rgb[i] = r << 16 | g << 8 | b;
        }
        return rgb;
    }

    private static int level(float value) {
        return Float.isNaN(value) ? 0 : Math.clamp(Math.round(255 * value), 0, 255);
    }
}
