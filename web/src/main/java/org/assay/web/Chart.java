package org.assay.web;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assay.report.Excerpt;
import org.assay.report.plot.Downsample;
import org.assay.report.plot.Ink;
import org.assay.report.plot.Labels;
import org.assay.report.plot.Mark;
import org.assay.report.plot.Panel;
import org.assay.report.plot.Scale;
import org.assay.report.plot.Scene;
import org.assay.report.plot.SvgWriter;
import org.assay.web.Curves.Arm;
import org.assay.web.Curves.Curve;

/** Draws one series of several arms as the report draws: seeds as thin lines, their mean as a thick one, trials at work with a dot at their head. */
final class Chart {

    private static final double WIDE = 720;
    private static final double NARROW = 340;
    private static final double HEIGHT = 240;
    private static final int POINTS = 5000;
    private static final int LEAST = 40;
    private static final int MOST = 300;
    private static final double LOG_FROM = 1000;

    private final String title;
    private final Axes axes;
    private final List<Arm> arms;
    private final Scale x;
    private final Scale y;

    private Chart(String title, Axes axes, List<Arm> arms) {
        this.title = title;
        this.axes = axes;
        this.arms = arms;
        this.x = xScale();
        this.y = yScale();
    }

    /**
     * @param id unique within the page
     * @param arms those without a curve are left out, each keeping its colour
     */
    static Node figure(String id, String series, Axes axes, List<Arm> arms) {
        var title = series.replace('_', ' ');
        var chart = new Chart(title, axes, arms);
        var drawing = arms.stream().allMatch(Arm::empty)
                ? Tag.as("p", "muted", "No points yet.")
                : Node.of(
                        new Node.Markup(SvgWriter.inPage(chart.scene(WIDE), id + "-wide", "wide")),
                        new Node.Markup(SvgWriter.inPage(chart.scene(NARROW), id + "-narrow", "narrow")));
        return Tag.of("figure", drawing, Tag.of("figcaption", Tag.of("strong", title + ". "), chart.caption()))
                .with("id", id);
    }

    private String caption() {
        long done = arms.stream().mapToLong(arm -> arm.done().size()).sum();
        long live = arms.stream().mapToLong(arm -> arm.live().size()).sum();
        boolean means = arms.stream().anyMatch(arm -> arm.mean().isPresent());
        return Excerpt.count(done, "finished trial")
                + (live > 0 ? ", " + live + " at work (with a dot)" : "")
                + (means ? "; thin lines are seeds, thick ones their mean." : ".");
    }

    private Stream<Curve> curves() {
        return arms.stream().flatMap(arm -> Stream.of(arm.done(), arm.live()).flatMap(List::stream));
    }

    private Scale xScale() {
        double low = curves().mapToDouble(c -> c.x()[0])
                .filter(v -> !axes.xLog() || v > 0)
                .min()
                .orElse(Double.NaN);
        double high = curves().mapToDouble(c -> c.x()[c.size() - 1]).max().orElse(Double.NaN);
        if (axes.xLog()) {
            return low < high ? new Scale.Log(low, high) : Scale.Log.around(low, high);
        }
        return low < high ? new Scale.Linear(low, high) : Scale.Linear.around(low, high);
    }

    private Scale yScale() {
        double low = ys().min().orElse(Double.NaN);
        double high = ys().max().orElse(Double.NaN);
        boolean log = axes.yLog().orElse(low > 0 && high / low > LOG_FROM);
        return log
                ? Scale.Log.around(ys().filter(v -> v > 0).min().orElse(Double.NaN), high)
                : Scale.Linear.around(low, high);
    }

    private java.util.stream.DoubleStream ys() {
        return curves().flatMapToDouble(c -> java.util.Arrays.stream(c.y()));
    }

    private Scene scene(double width) {
        var to = new Scene.Sketch();
        var entries = new ArrayList<Labels.Entry>();
        for (int i = 0; i < arms.size(); i++) {
            if (!arms.get(i).empty()) {
                var name = arms.get(i).name();
                entries.add(new Labels.Entry(name, Ink.series(i), Ink.seriesText(i), "", name));
            }
        }
        Labels.above(to, entries, 4, 6, width - 8);
        double top = 6 + Labels.aboveHeight(entries, width - 8) + 26;
        double left = Panel.labelWidth(y, 5) + 12;
        var panel = new Panel(left, top, width - left - 12, width == WIDE ? HEIGHT : 0.8 * HEIGHT, x, y);
        panel.drawY(to, axes.y());
        panel.drawX(to, axes.x());
        int points = Math.clamp(POINTS / Math.max(1, curves().count()), LEAST, MOST);
        for (int i = 0; i < arms.size(); i++) {
            arm(to, panel, arms.get(i), Ink.series(i), points);
        }
        return to.scene(width, panel.bottom() + (axes.x().isEmpty() ? 24 : 40), title, description());
    }

    private static void arm(Scene.Sketch to, Panel panel, Arm arm, Ink ink, int points) {
        double thin = arm.mean().isPresent() ? 0.6 : 1.8;
        arm.done().forEach(curve -> line(to, panel, curve, ink, thin, points, arm.name()));
        arm.mean().ifPresent(curve -> line(to, panel, curve, ink, 2.2, MOST, arm.name()));
        arm.live().forEach(curve -> {
            line(to, panel, curve, ink, 1.3, MOST, arm.name());
            int last = curve.size() - 1;
            to.add(new Mark.Dot(
                    panel.px(curve.x()[last]), height(panel, curve.y()[last]), 3.2, ink, false, arm.name(), ""));
        });
    }

    private static void line(Scene.Sketch to, Panel panel, Curve curve, Ink ink, double width, int points, String arm) {
        var from = IntStream.range(0, curve.size())
                .filter(i -> panel.x().shows(curve.x()[i]))
                .toArray();
        var px = IntStream.of(from).mapToDouble(i -> panel.px(curve.x()[i])).toArray();
        var py =
                IntStream.of(from).mapToDouble(i -> height(panel, curve.y()[i])).toArray();
        int[] keep = Downsample.largestTriangles(px, py, points);
        if (keep.length == 1) {
            to.add(new Mark.Dot(px[0], py[0], 2.4, ink, false, arm, ""));
            return;
        }
        to.add(new Mark.Line(
                IntStream.of(keep).mapToDouble(i -> px[i]).toArray(),
                IntStream.of(keep).mapToDouble(i -> py[i]).toArray(),
                ink,
                width,
                "",
                arm));
    }

    private static double height(Panel panel, double y) {
        return panel.py(panel.y().clamp(panel.y().shows(y) ? y : panel.y().low()));
    }

    /** Where each arm has come to, for who cannot see the lines. */
    private String description() {
        var words = new ArrayList<String>();
        for (var arm : arms) {
            var ends = arm.mean().map(List::of).orElse(arm.done().isEmpty() ? arm.live() : arm.done());
            if (!ends.isEmpty()) {
                double mean = ends.stream()
                        .mapToDouble(c -> c.y()[c.size() - 1])
                        .average()
                        .orElse(Double.NaN);
                words.add(arm.name() + " ends at " + Excerpt.number(mean));
            }
        }
        return String.join("; ", words) + ".";
    }
}
