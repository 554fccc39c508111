package org.assay.studies.selfsupervised;

import org.assay.data.Augment;
import org.assay.data.Colours;
import org.assay.data.Standardiser;
import org.assay.data.Warp;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Random views of pictures {@code [picture, 3, height, width]} with values from 0 to 1, in the units that a network takes. All are mirrored every second time.
 *
 * @param change what else makes two views differ
 * @param area the smallest share of a picture that a view shows
 * @param strength s of the changes of colour
 */
record Views(Change change, double area, double strength, Standardiser units) {
    private static final double JITTERED = 0.8;
    private static final double GREY = 0.2;

    /** What is done to a picture. */
    enum Change {
        /** A part is blown up to the whole. */
        CROP,
        /** Brightness, contrast, saturation and hue are changed, and some views are grey. */
        COLOUR,
        /** A part with its colours changed. */
        BOTH
    }

    /** Two views of the same pictures, every choice drawn twice. */
    record Pair(Tensor first, Tensor second) {}

    Pair pair(Tensor pictures, Rng rng) {
        return new Pair(view(pictures, rng), view(pictures, rng));
    }

    /** One view of each picture, in a network's units. */
    Tensor view(Tensor pictures, Rng rng) {
        return Scope.call(() -> units.apply(shown(pictures, rng)));
    }

    /** One view of each picture, with values from 0 to 1. */
    Tensor shown(Tensor pictures, Rng rng) {
        // Places are drawn apart from colours, so that arms that differ in colours show the same parts.
        var places = rng.split(rng.nextLong());
        var colours = rng.split(rng.nextLong());
        return Scope.call(() -> {
            var view = Augment.flip(pictures, places);
            if (change != Change.COLOUR) {
                var part = Warp.part(pictures.size(0), pictures.size(2), pictures.size(3), area, 1, places);
                view = part.continued(view);
            }
            if (change != Change.CROP) {
                view = recoloured(view, colours);
            }
            return view;
        });
    }

    private Tensor recoloured(Tensor view, Rng rng) {
        var which = rng.uniform(view.size(0), 1, 1, 1).lt(JITTERED);
        var jittered = Colours.jitter(view, 0.8 * strength, 0.8 * strength, 0.8 * strength, 0.2 * strength, rng);
        return Colours.grey(Tensor.where(which, jittered, view), GREY, rng);
    }
}
