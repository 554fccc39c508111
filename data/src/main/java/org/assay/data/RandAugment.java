package org.assay.data;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A number of changes drawn for each picture from a list, all of one strength (Cubuk, Zoph, Shlens and Le 2020,
 * arXiv:1909.13719) or of strengths drawn too. Each layer sorts the batch by the change drawn and makes it on all of its
 * pictures at once.
 *
 * @param layers changes made on each picture, one after another
 * @param strengths from 0, none, to 1, the strongest of the paper (its magnitude over 10); of several one is drawn for each
 *     change of each picture
 * @param probability of making a change that was drawn, in (0, 1]
 * @param changes what is drawn from
 */
public record RandAugment(int layers, List<Double> strengths, double probability, List<Change> changes) {
    /** The fourteen changes of the paper; what a turn or shift leaves open is mid-grey. */
    public enum Change {
        IDENTITY,
        AUTO_CONTRAST,
        EQUALISE,
        /** By up to 30 degrees. */
        ROTATE,
        /** Values above a threshold turned round; at full strength all. */
        SOLARISE,
        SATURATION,
        /** From eight bits down to four. */
        POSTERISE,
        CONTRAST,
        BRIGHTNESS,
        SHARPNESS,
        /** By up to 0.3 pixels a pixel. */
        SHEAR_X,
        SHEAR_Y,
        /** By up to 0.3 of the width. */
        SHIFT_X,
        SHIFT_Y
    }

    private static final Set<Change> MOVES =
            EnumSet.of(Change.ROTATE, Change.SHEAR_X, Change.SHEAR_Y, Change.SHIFT_X, Change.SHIFT_Y);

    private static final List<Change> COLOURED =
            List.of(Change.SATURATION, Change.AUTO_CONTRAST, Change.EQUALISE, Change.SOLARISE, Change.POSTERISE);

    public RandAugment {
        if (layers < 0
                || strengths.isEmpty()
                || !strengths.stream().allMatch(strength -> strength >= 0 && strength <= 1)
                || !(probability > 0 && probability <= 1)
                || changes.isEmpty()) {
            throw new DataException(
                    "RandAugment takes no fewer than 0 layers, strengths from 0 to 1, a probability above 0"
                            + " and up to 1, and a change to make; this is " + layers + ", " + strengths + ", "
                            + probability
                            + " and " + changes);
        }
        strengths = List.copyOf(strengths);
        changes = List.copyOf(changes);
    }

    /** Changes of one strength, each made whenever it is drawn. */
    public RandAugment(int layers, double strength, List<Change> changes) {
        this(layers, List.of(strength), 1, changes);
    }

    /** All fourteen changes. */
    public static RandAugment of(int layers, double strength) {
        return new RandAugment(layers, strength, List.of(Change.values()));
    }

    /**
     * Two of the fourteen changes, each made with probability 1/2 at a strength drawn from 0.1, 0.2, …, 0.9: the form that
     * FixMatch has beside a cutout (Sohn et al. 2020, arXiv:2001.07685, as in the code of its authors).
     */
    public static RandAugment fixMatch() {
        return new RandAugment(
                2,
                IntStream.rangeClosed(1, 9).mapToObj(tenths -> tenths / 10.0).toList(),
                0.5,
                List.of(Change.values()));
    }

    /** Without these changes. */
    public RandAugment without(Change... left) {
        return new RandAugment(
                layers,
                strengths,
                probability,
                changes.stream()
                        .filter(change -> !List.of(left).contains(change))
                        .toList());
    }

    /** Without the changes that remap values, for pictures of one channel. */
    public RandAugment withoutColour() {
        return without(COLOURED.toArray(Change[]::new));
    }

    /** The batch {@code [picture, channel, height, width]} changed: floats in [0, 1], or bytes; type and shape stay. */
    public Tensor apply(Tensor pictures, Rng rng) {
        return Colours.units(pictures, floats -> {
            var changed = floats;
            for (int layer = 0; layer < layers; layer++) {
                changed = layer(changed, rng);
            }
            return changed;
        });
    }

    /** A change of a picture, its strength with a sign. */
    private record Drawn(long picture, Change change, double signed) {
        double strength() {
            return Math.abs(signed);
        }

        /** All moves are one: they differ in where pixels come from, and each costs as much as all. */
        Change group() {
            return MOVES.contains(change) ? Change.ROTATE : change;
        }
    }

    private Drawn draw(long picture, Rng rng) {
        var change = changes.get(rng.nextInt(changes.size()));
        boolean made = probability == 1 || rng.nextDouble() < probability;
        double strength = strengths.get(rng.nextInt(strengths.size()));
        return new Drawn(picture, made ? change : Change.IDENTITY, rng.nextBoolean() ? strength : -strength);
    }

    private Tensor layer(Tensor floats, Rng rng) {
        int n = (int) floats.size(0);
        var groups = new EnumMap<Change, List<Drawn>>(Change.class);
        for (long i = 0; i < n; i++) {
            var drawn = draw(i, rng);
            groups.computeIfAbsent(drawn.group(), _ -> new ArrayList<>()).add(drawn);
        }
        var parts = new ArrayList<Tensor>();
        var places = new long[n];
        int at = 0;
        for (var group : groups.entrySet()) {
            var drawn = group.getValue();
            var rows = drawn.stream().mapToLong(Drawn::picture).toArray();
            parts.add(changed(group.getKey(), floats.rows(Tensor.of(rows, rows.length)), drawn));
            for (long row : rows) {
                places[(int) row] = at++;
            }
        }
        return Tensor.cat(parts, 0).rows(Tensor.of(places, n));
    }

    private static Tensor changed(Change group, Tensor x, List<Drawn> drawn) {
        return switch (group) {
            case IDENTITY -> x;
            case AUTO_CONTRAST -> ColourOps.autoContrast(x);
            case EQUALISE -> ColourOps.equalise(x);
            case SOLARISE -> ColourOps.solarise(x, each(drawn, d -> 1.001 * (1 - d.strength())));
            case POSTERISE -> ColourOps.posterise(x, each(drawn, d -> 8 - 4 * d.strength()));
            case SATURATION -> ColourOps.saturation(x, factor(drawn));
            case CONTRAST -> ColourOps.contrast(x, factor(drawn));
            case BRIGHTNESS -> ColourOps.brightness(x, factor(drawn));
            case SHARPNESS -> ColourOps.sharpness(x, factor(drawn));
            case ROTATE, SHEAR_X, SHEAR_Y, SHIFT_X, SHIFT_Y -> moved(x, drawn);
        };
    }

    private static Tensor factor(List<Drawn> drawn) {
        return each(drawn, d -> 1 + 0.9 * d.signed);
    }

    /** {@code [picture, 1, 1, 1]} */
    private static Tensor each(List<Drawn> drawn, ToDoubleFunction<Drawn> value) {
        return vector(drawn, value).reshape(-1, 1, 1, 1);
    }

    private static Tensor vector(List<Drawn> drawn, ToDoubleFunction<Drawn> value) {
        return Tensor.of(drawn.stream().mapToDouble(value).toArray());
    }

    private static Tensor moved(Tensor x, List<Drawn> drawn) {
        long height = x.size(2);
        long width = x.size(3);
        var warp = Warp.affine(
                vector(drawn, d -> Math.cos(angle(d))),
                vector(drawn, d -> -Math.sin(angle(d)) + 0.3 * of(Change.SHEAR_X, d)),
                vector(drawn, d -> Math.sin(angle(d)) + 0.3 * of(Change.SHEAR_Y, d)),
                vector(drawn, d -> Math.cos(angle(d))),
                vector(drawn, d -> 0.3 * width * of(Change.SHIFT_X, d)),
                vector(drawn, d -> 0.3 * height * of(Change.SHIFT_Y, d)),
                height,
                width);
        // Zero is outside of the picture once its values are centred.
        return warp.pictures(x.to(DType.FLOAT32).sub(0.5)).add(0.5).to(x.dtype());
    }

    private static double angle(Drawn drawn) {
        return Math.toRadians(30 * of(Change.ROTATE, drawn));
    }

    /** How much of a move there is in what was drawn. */
    private static double of(Change move, Drawn drawn) {
        return drawn.change == move ? drawn.signed : 0;
    }
}
