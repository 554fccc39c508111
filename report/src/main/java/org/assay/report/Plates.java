package org.assay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.assay.lab.Figure;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.report.plot.Scene;

/** Draws the figures a study declares and those every report has. */
final class Plates {

    /** A drawing at a width, with what the caption must add. */
    record Drawing(Scene scene, String note) {}

    private final RunData data;
    private final Arms arms;
    private final List<Plate> declared = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    Plates(RunData data) {
        this.data = data;
        this.arms = new Arms(data.record());
    }

    /** All claims at a glance. */
    Optional<Plate> overview() {
        if (ForestDrawing.effects(data.record()).stream().noneMatch(Effect::normal)) {
            return Optional.empty();
        }
        return plate("claims", ForestDrawing.CAPTION, w -> Optional.of(ForestDrawing.draw(data.record(), w)));
    }

    /** Each seed's effect on each primary claim. */
    List<Plate> seeds() {
        var plates = new ArrayList<Plate>();
        data.record().claims().stream().filter(ClaimRecord::primary).forEach(claim -> plates.addAll(seeds(claim)));
        return plates;
    }

    /** Each seed's effect on a claim, or on the parts of one that combines several. */
    List<Plate> seeds(ClaimRecord claim) {
        var plates = new ArrayList<Plate>();
        for (var effect : Effect.of(claim)) {
            var seeds = seedNames(claim, effect.values().size());
            if (effect.values().stream().anyMatch(Double::isFinite)) {
                plate(
                                "seeds-" + fileName(effect.label()),
                                SeedsDrawing.caption(claim, effect),
                                w -> Optional.of(SeedsDrawing.draw(claim, effect, seeds, w)))
                        .ifPresent(plates::add);
            }
        }
        return plates;
    }

    /** The seeds behind a claim's values, as far as the record tells. */
    private List<String> seedNames(ClaimRecord claim, int values) {
        List<?> known = claim.details().get("seedsWithValue") instanceof List<?> list ? list : arms.seeds();
        return IntStream.range(0, values)
                .mapToObj(i -> "seed " + (i < known.size() ? known.get(i) : i))
                .toList();
    }

    /** What the study declares, without figures that have nothing to show; drawn once. */
    List<Plate> declared() {
        if (declared.isEmpty()) {
            declared.addAll(drawn());
        }
        return List.copyOf(declared);
    }

    private List<Plate> drawn() {
        var plates = new ArrayList<Plate>();
        missing.clear();
        for (var figure : data.figures()) {
            plate(fileName(figure.name()), figure.caption(), w -> draw(figure, w))
                    .ifPresentOrElse(plates::add, () -> missing.add(figure.name()));
        }
        return plates;
    }

    /** Names of declared figures that have nothing to show. */
    List<String> missing() {
        var _ = declared();
        return List.copyOf(missing);
    }

    private Optional<Drawing> draw(Figure figure, double width) {
        return switch (figure) {
            case Figure.Lines f -> new LinesDrawing(data, arms, f, width).draw();
            case Figure.Bars f -> new BarsDrawing(arms, f, width).draw();
            case Figure.Sweep f -> new SweepDrawing(arms, f, width).draw();
            case Figure.Scatter f -> new ScatterDrawing(arms, f, width).draw();
            case Figure.HeatMap f -> new HeatMapDrawing(arms, f, width).draw();
            case Figure.Ridge f -> new RidgeDrawing(data, arms, f, width).draw();
            case Figure.Histogram f -> new HistogramDrawing(data, arms, f, width).draw();
            case Figure.Landscape f -> new LandscapeDrawing(data, arms, f, width).draw();
            case Figure.Images f -> new ImagesDrawing(data, arms, f, width).draw();
        };
    }

    private static Optional<Plate> plate(String name, String caption, DoubleFunction<Optional<Drawing>> draw) {
        var wide = draw.apply(Plate.WIDE);
        var narrow = draw.apply(Plate.NARROW);
        if (wide.isEmpty() || narrow.isEmpty()) {
            return Optional.empty();
        }
        String note = wide.get().note();
        String full = note.isEmpty() ? caption : (caption.strip() + " " + note).strip();
        return Optional.of(
                new Plate(name, full, wide.get().scene(), narrow.get().scene()));
    }

    /** A name that every file system takes, without a way out of the folder. */
    static String fileName(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
        return safe.isEmpty() ? "figure" : safe.length() > 80 ? safe.substring(0, 80) : safe;
    }
}
