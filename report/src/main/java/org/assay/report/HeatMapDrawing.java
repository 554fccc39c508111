package org.assay.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.assay.lab.Figure;
import org.assay.report.Plates.Drawing;
import org.assay.report.plot.Ink;
import org.assay.report.plot.Mark;
import org.assay.report.plot.Mark.Anchor;
import org.assay.report.plot.Panel;
import org.assay.report.plot.Scene;
import org.assay.report.plot.Typeface;

/** Means of a cell over two settings, each tile with its number. */
final class HeatMapDrawing {

    private final Figure.HeatMap figure;
    private final double width;
    private final List<Object> columns;
    private final List<Object> rows;
    private final Map<List<Object>, double[]> tiles = new LinkedHashMap<>();

    HeatMapDrawing(Arms arms, Figure.HeatMap figure, double width) {
        this.figure = figure;
        this.width = width;
        var xs = new ArrayList<Object>();
        var ys = new ArrayList<Object>();
        for (var arm : arms.matching(figure.arms())) {
            var y = arms.setting(arm, figure.ySetting());
            cells(arms, arm).forEach((x, cell) -> {
                if (!xs.contains(x)) {
                    xs.add(x);
                }
                if (!ys.contains(y)) {
                    ys.add(y);
                }
                tiles.put(List.of(x, y), arms.values(arm, cell));
            });
        }
        columns = sorted(xs);
        rows = sorted(ys).reversed();
    }

    /** The arm's cells by their place along x. */
    private Map<Object, String> cells(Arms arms, String arm) {
        int star = figure.cell().indexOf('*');
        if (star < 0) {
            return Map.of(arms.setting(arm, figure.xSetting()), figure.cell());
        }
        var pattern = Pattern.compile(Pattern.quote(figure.cell().substring(0, star)) + "(-?[0-9.]+(?:E-?[0-9]+)?)"
                + Pattern.quote(figure.cell().substring(star + 1)));
        var found = new LinkedHashMap<Object, String>();
        for (var trial : arms.done(arm)) {
            for (var name : trial.metrics().keySet()) {
                var match = pattern.matcher(name);
                if (match.matches()) {
                    found.put(Double.valueOf(match.group(1)), name);
                }
            }
        }
        return found;
    }

    private static List<Object> sorted(List<Object> values) {
        return values.stream()
                .sorted(Comparator.comparingDouble(v -> v instanceof Number n ? n.doubleValue() : 0))
                .toList();
    }

    Optional<Drawing> draw() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (var v : tiles.values()) {
            double mean = Estimate.of(v).mean();
            if (Double.isFinite(mean)) {
                low = Math.min(low, mean);
                high = Math.max(high, mean);
            }
        }
        if (low > high) {
            return Optional.empty();
        }
        var to = new Scene.Sketch();
        double left = rows.stream()
                        .mapToDouble(r -> Typeface.width(SettingText.of(r), Panel.TEXT, false))
                        .max()
                        .orElse(0)
                + 16;
        double tile = Math.min(84, (width - left - 8) / columns.size());
        double tileHeight = Math.min(tile, 40);
        double top = 34;
        to.text(
                4,
                16,
                Typeface.fit(SettingText.words(figure.ySetting()), Panel.TEXT, width - 8),
                Panel.TEXT,
                Anchor.START,
                Ink.TEXT);
        for (int r = 0; r < rows.size(); r++) {
            double y = top + r * tileHeight;
            to.text(
                    left - 8,
                    y + tileHeight / 2 + 0.36 * Panel.TEXT,
                    SettingText.of(rows.get(r)),
                    Panel.TEXT,
                    Anchor.END,
                    Ink.MUTED);
            for (int c = 0; c < columns.size(); c++) {
                tile(
                        to,
                        left + c * tile,
                        y,
                        tile,
                        tileHeight,
                        tiles.get(List.of(columns.get(c), rows.get(r))),
                        low,
                        high);
            }
        }
        double bottom = top + rows.size() * tileHeight;
        double free = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < columns.size(); c++) {
            String text = SettingText.of(columns.get(c));
            double x = left + (c + 0.5) * tile;
            double half = Typeface.width(text, Panel.TEXT, false) / 2;
            if (x - half > free) {
                to.text(x, bottom + 16, text, Panel.TEXT, Anchor.MIDDLE, Ink.MUTED);
                free = x + half + 6;
            }
        }
        to.text(
                left + columns.size() * tile / 2,
                bottom + 33,
                SettingText.words(figure.xSetting()),
                Panel.TEXT,
                Anchor.MIDDLE,
                Ink.TEXT);
        int n = tiles.values().stream().mapToInt(v -> v.length).max().orElse(0);
        String note = "Each tile is the mean over " + Numbers.count(n, "seed") + " of "
                + SettingText.words(figure.cell())
                + (tiles.values().stream().anyMatch(v -> v.length == 0) ? "; a dash marks arms without a value." : ".");
        String title = SettingText.words(figure.cell()) + " over " + figure.xSetting() + " and " + figure.ySetting();
        return Optional.of(new Drawing(to.scene(width, bottom + 42, title, figure.caption()), note));
    }

    private static void tile(
            Scene.Sketch to,
            double x,
            double y,
            double w,
            double h,
            double @org.jspecify.annotations.Nullable [] values,
            double low,
            double high) {
        var e = Estimate.of(values == null ? new double[0] : values);
        double middle = y + h / 2 + 0.36 * Panel.TEXT;
        if (!Double.isFinite(e.mean())) {
            to.text(x + w / 2, middle, "–", Panel.TEXT, Anchor.MIDDLE, Ink.MUTED);
            return;
        }
        int rgb = Ink.viridis(high > low ? (e.mean() - low) / (high - low) : 0.5);
        String hint = Numbers.estimate(e) + ", " + Numbers.count(e.n(), "seed");
        to.add(new Mark.Box(x + 1, y + 1, w - 2, h - 2, new Ink("", rgb), 1, "", hint));
        String text = compact(e.mean(), high - low);
        if (Typeface.width(text, Panel.TEXT, false) < w - 4 && h >= 14) {
            to.text(
                    x + w / 2,
                    middle,
                    text,
                    Panel.TEXT,
                    Anchor.MIDDLE,
                    new Ink("", Ink.luminance(rgb) > 0.22 ? 0x111111 : 0xffffff));
        }
    }

    private static String compact(double mean, double range) {
        return range > 0 && Math.abs(mean) < 1e6 ? Numbers.to(mean, range / 20) : Numbers.plain(mean);
    }
}
