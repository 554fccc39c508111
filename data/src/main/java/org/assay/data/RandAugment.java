package org.assay.data;

import java.util.ArrayList;
import java.util.List;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A number of changes drawn for each picture from a list, all of one strength (Cubuk, Zoph, Shlens and Le 2020,
 * arXiv:1909.13719). Each layer sorts the batch by the change drawn and makes it on all of its pictures at once.
 *
 * @param layers changes made on each picture, one after another
 * @param strength from 0, none, to 1, the strongest of the paper (its magnitude over 10)
 * @param changes what is drawn from
 */
public record RandAugment(int layers, double strength, List<Change> changes) {
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
        if (layers < 0 || !(strength >= 0 && strength <= 1) || changes.isEmpty()) {
            throw new DataException(
                    "RandAugment takes no fewer than 0 layers, a strength from 0 to 1 and a change to make;"
                            + " this is " + layers + ", " + strength + " and " + changes);
        }
        changes = List.copyOf(changes);
    }

    /** All fourteen changes. */
    public static RandAugment of(int layers, double strength) {
        return new RandAugment(layers, strength, List.of(Change.values()));
    }

    /** Without the changes that remap values, for pictures of one channel. */
    public RandAugment withoutColour() {
        return new RandAugment(
                layers,
                strength,
                changes.stream().filter(change -> !COLOURED.contains(change)).toList());
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
        changes.forEach(change -> members.add(new ArrayList<>()));
        for (long i = 0; i < n; i++) {
            members.get(rng.nextInt(changes.size())).add(i);
        }
        var parts = new ArrayList<Tensor>();
        var places = new long[n];
        int at = 0;
        for (int c = 0; c < changes.size(); c++) {
            var rows = members.get(c).stream().mapToLong(Long::longValue).toArray();
            if (rows.length > 0) {
                parts.add(changed(changes.get(c), floats.rows(Tensor.of(rows, rows.length)), rng));
                for (long row : rows) {
                    places[(int) row] = at++;
                }
            }
        }
        return Tensor.cat(parts, 0).rows(Tensor.of(places, n));
    }

    private Tensor changed(Change change, Tensor x, Rng rng) {
        // Strength with a sign drawn for each picture.
        var signed = rng.bernoulli(0.5, x.size(0)).mul(2.0).sub(1.0).mul(strength);
        var factor = signed.mul(0.9).add(1.0).reshape(-1, 1, 1, 1);
        return switch (change) {
            case IDENTITY -> x;
            case AUTO_CONTRAST -> ColourOps.autoContrast(x);
            case EQUALISE -> ColourOps.equalise(x);
            case SOLARISE -> ColourOps.solarise(x, Tensor.full(1.001 * (1 - strength), 1, 1, 1, 1));
            case POSTERISE -> ColourOps.posterise(x, Tensor.full(8 - 4 * strength, 1, 1, 1, 1));
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
