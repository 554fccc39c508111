package org.assay.studies.semisupervised;

import org.assay.data.Augment;
import org.assay.data.RandAugment;
import org.assay.data.RandAugment.Change;
import org.assay.data.Standardiser;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Weakly and strongly changed copies of pictures {@code [picture, channel, height, width]} with values from 0 to 1, in the units that a network takes.
 *
 * @param strong what makes a copy a strong one
 */
record Views(Strong strong, Standardiser units) {
    private static final double GREY = 0.5;

    /** What is done to a picture that has been mirrored and shifted as a weak copy is. */
    enum Strong {
        /** Nothing: the strong copy is another weak one. */
        NOTHING,
        /** A grey square of half the picture's width, its centre anywhere in the picture. */
        CUTOUT,
        /** Two changes of shape or tone, each with probability 1/2. */
        CHANGES,
        /** Changes, then the square. */
        BOTH
    }

    /** The function alpha of the paper: mirrored every second time, shifted by up to an eighth of the width. */
    Tensor weak(Tensor pictures, Rng rng) {
        return units.apply(moved(pictures, rng));
    }

    /** The function A of the paper. It begins with the raw picture, so that weak and strong copies are shifted independently. */
    Tensor strong(Tensor pictures, Rng rng) {
        return units.apply(changed(pictures, rng));
    }

    /** Strong copies with values from 0 to 1. */
    Tensor changed(Tensor pictures, Rng rng) {
        var copies = moved(pictures, rng);
        if (strong == Strong.CHANGES || strong == Strong.BOTH) {
            // Of one channel there is no saturation to change.
            var changes =
                    pictures.size(1) == 1 ? RandAugment.fixMatch().without(Change.SATURATION) : RandAugment.fixMatch();
            copies = changes.apply(copies, rng);
        }
        if (strong == Strong.CUTOUT || strong == Strong.BOTH) {
            // A cutout sets to zero.
            copies = Augment.cutout(copies.sub(GREY), (int) pictures.size(3) / 2, rng)
                    .add(GREY);
        }
        return copies;
    }

    /** Weak copies with values from 0 to 1. */
    static Tensor moved(Tensor pictures, Rng rng) {
        int eighth = (int) Math.round(pictures.size(3) / 8.0);
        return Augment.flip(Augment.cropReflected(pictures, eighth, rng), rng);
    }
}
