package org.assay.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assay.data.format.DataException;
import org.assay.tensor.Conv;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Random changes of colour of whole batches {@code [picture, channel, height, width]}, each picture with draws of its own.
 * Pictures are floats in [0, 1], or bytes, which are rounded; type and shape stay.
 */
public final class Colours {
    private Colours() {}

    /**
     * Brightness, contrast and saturation times even draws from 1 - strength to 1 + strength, and hue turned by an even draw
     * from -hue to hue of a full turn (about the grey axis of YIQ), in an order drawn for the batch. Zero leaves one out.
     */
    public static Tensor jitter(
            Tensor pictures, double brightness, double contrast, double saturation, double hue, Rng rng) {
        return units(pictures, floats -> {
            var changes = new ArrayList<UnaryOperator<Tensor>>();
            add(changes, brightness, x -> ColourOps.brightness(x, factor(x, brightness, rng)));
            add(changes, contrast, x -> ColourOps.contrast(x, factor(x, contrast, rng)));
            add(changes, saturation, x -> ColourOps.saturation(x, factor(x, saturation, rng)));
            add(changes, hue, x -> ColourOps.hue(x, between(x, -2 * Math.PI * hue, 2 * Math.PI * hue, rng)));
            var changed = floats;
            for (var change : rng.shuffle(changes)) {
                changed = change.apply(changed);
            }
            return changed;
        });
    }

    private static void add(List<UnaryOperator<Tensor>> changes, double strength, UnaryOperator<Tensor> change) {
        if (strength > 0) {
            changes.add(change);
        }
    }

    /** All pictures with their differences from their mean brightness times the same factor, 0 or more: below 1 they are paler, and nothing is drawn. */
    public static Tensor contrast(Tensor pictures, double factor) {
        if (!(factor >= 0)) {
            throw new DataException("differences of brightness are multiplied by 0 or more, not by " + factor);
        }
        return units(pictures, floats -> ColourOps.contrast(floats, Tensor.full(factor, floats.size(0), 1, 1, 1)));
    }

    /** Each picture grey with this probability, in all of its channels. */
    public static Tensor grey(Tensor pictures, double probability, Rng rng) {
        return units(pictures, floats -> {
            var which = between(floats, 0, 1, rng).lt(probability);
            return Tensor.where(which, ColourOps.grey(floats), floats);
        });
    }

    /** Each picture blurred by a Gaussian, its deviation even between two numbers of pixels; the edge is continued. */
    public static Tensor blur(Tensor pictures, double low, double high, Rng rng) {
        if (!(low > 0 && low <= high)) {
            throw new DataException("a Gaussian's deviation is above 0, not " + low + " to " + high);
        }
        return units(pictures, floats -> blurred(floats, between(floats, low, high, rng)));
    }

    /** Separable, cut off at three times the largest deviation: a kernel for each picture, the planes as groups. */
    static Tensor blurred(Tensor floats, Tensor deviation) {
        long n = floats.size(0);
        long channels = floats.size(1);
        long planes = n * channels;
        long reach = (long) Math.ceil(3 * deviation.max().item());
        var places = Tensor.arange(-(double) reach, reach + 1.0, 1).reshape(1, -1);
        var weights = places.div(deviation.reshape(n, 1)).square().mul(-0.5).exp();
        var kernel = weights.div(weights.sum(true, 1)).repeatInterleave(channels, 0);
        var how = Conv.DEFAULT.groups(planes);
        return floats.reshape(1, planes, floats.size(2), floats.size(3))
                .padReplicate(reach, reach, reach, reach)
                .conv2d(kernel.reshape(planes, 1, 1, -1), how)
                .conv2d(kernel.reshape(planes, 1, -1, 1), how)
                .reshape(floats.shape());
    }

    /** Runs a change of floats on floats, or on bytes and back. */
    static Tensor units(Tensor pictures, UnaryOperator<Tensor> change) {
        Augment.batch(pictures);
        return Scope.call(() -> {
            if (pictures.dtype() == DType.UINT8) {
                return change.apply(pictures.to(DType.FLOAT32).div(255.0))
                        .mul(255.0)
                        .round()
                        .to(DType.UINT8);
            }
            if (!pictures.dtype().isFloating()) {
                throw new DataException(
                        "colours are changed in bytes or in floats from 0 to 1, not in " + pictures.dtype());
            }
            // The same tensor where nothing changed would be freed under its owner.
            return change.apply(pictures).add(0.0);
        });
    }

    private static Tensor factor(Tensor pictures, double strength, Rng rng) {
        return between(pictures, Math.max(0, 1 - strength), 1 + strength, rng);
    }

    /** One draw a picture, {@code [picture, 1, 1, 1]}. */
    static Tensor between(Tensor pictures, double low, double high, Rng rng) {
        return rng.uniformBetween(low, high, pictures.size(0), 1, 1, 1).to(pictures.dtype());
    }
}
