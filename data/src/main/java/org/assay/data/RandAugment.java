package org.assay.data;

import java.util.ArrayList;
import java.util.List;
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

    private Tensor layer(Tensor floats, Rng rng) {
        int n = (int) floats.size(0);
        var members = new ArrayList<List<Long>>();
        // The last group holds what is left as it is.
        for (int c = 0; c <= changes.size(); c++) {
            members.add(new ArrayList<>());
        }
        for (long i = 0; i < n; i++) {
            int drawn = rng.nextInt(changes.size());
            members.get(probability == 1 || rng.nextDouble() < probability ? drawn : changes.size())
                    .add(i);
        }
        var parts = new ArrayList<Tensor>();
        var places = new long[n];
        int at = 0;
        for (int c = 0; c <= changes.size(); c++) {
            var rows = members.get(c).stream().mapToLong(Long::longValue).toArray();
            if (rows.length > 0) {
                var x = floats.rows(Tensor.of(rows, rows.length));
                parts.add(c < changes.size() ? changed(changes.get(c), x, rng) : x);
                for (long row : rows) {
                    places[(int) row] = at++;
                }
            }
        }
        return Tensor.cat(parts, 0).rows(Tensor.of(places, n));
    }

    private Tensor changed(Change change, Tensor x, Rng rng) {
        var strength = strengths(x.size(0), rng);
        // Strength with a sign drawn for each picture.
        var signed = rng.bernoulli(0.5, x.size(0)).mul(2.0).sub(1.0).mul(strength);
        var factor = signed.mul(0.9).add(1.0).reshape(-1, 1, 1, 1);
        return switch (change) {
            case IDENTITY -> x;
            case AUTO_CONTRAST -> ColourOps.autoContrast(x);
            case EQUALISE -> ColourOps.equalise(x);
            case SOLARISE -> ColourOps.solarise(x, strength.rsub(1).mul(1.001).reshape(-1, 1, 1, 1));
            case POSTERISE -> ColourOps.posterise(x, strength.mul(-4.0).add(8.0).reshape(-1, 1, 1, 1));
            case SATURATION -> ColourOps.saturation(x, factor);
            case CONTRAST -> ColourOps.contrast(x, factor);
            case BRIGHTNESS -> ColourOps.brightness(x, factor);
            case SHARPNESS -> ColourOps.sharpness(x, factor);
            case ROTATE -> {
                var angle = signed.mul(Math.toRadians(30));
                yield moved(x, angle.cos(), angle.sin().neg(), angle.sin(), angle.cos(), 0, signed);
            }
            case SHEAR_X -> moved(x, ones(x), signed.mul(0.3), zeros(x), ones(x), 0, signed);
            case SHEAR_Y -> moved(x, ones(x), zeros(x), signed.mul(0.3), ones(x), 0, signed);
            case SHIFT_X -> moved(x, ones(x), zeros(x), zeros(x), ones(x), 1, signed);
            case SHIFT_Y -> moved(x, ones(x), zeros(x), zeros(x), ones(x), 2, signed);
        };
    }

    /** {@code [n]} */
    private Tensor strengths(long n, Rng rng) {
        if (strengths.size() == 1) {
            return Tensor.full(strengths.getFirst(), n);
        }
        var table =
                Tensor.of(strengths.stream().mapToDouble(Double::doubleValue).toArray());
        return table.rows(rng.integers(0, strengths.size(), n));
    }

    /** @param axis 1 for a shift across, 2 for one down, 0 for none */
    private static Tensor moved(Tensor x, Tensor a, Tensor b, Tensor c, Tensor d, int axis, Tensor signed) {
        long height = x.size(2);
        long width = x.size(3);
        var right = axis == 1 ? signed.mul(0.3 * width) : zeros(x);
        var down = axis == 2 ? signed.mul(0.3 * height) : zeros(x);
        var warp = Warp.affine(a, b, c, d, right, down, height, width);
        // Zero is outside of the picture once its values are centred.
        return warp.pictures(x.to(DType.FLOAT32).sub(0.5)).add(0.5).to(x.dtype());
    }

    private static Tensor ones(Tensor x) {
        return Tensor.ones(x.size(0));
    }

    private static Tensor zeros(Tensor x) {
        return Tensor.zeros(x.size(0));
    }
}
