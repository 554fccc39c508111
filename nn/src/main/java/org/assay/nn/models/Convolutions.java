package org.assay.nn.models;

import java.util.Optional;
import org.assay.nn.BatchNorm;
import org.assay.nn.Conv2d;
import org.assay.nn.Init;
import org.assay.nn.Sequential;
import org.assay.tensor.Rng;

/** Convolutions as residual networks have them. */
final class Convolutions {
    private Convolutions() {}

    /** Without bias, for a normalisation follows; started for the scale of gradients, as in torchvision. */
    static Conv2d plain(int in, int out, int kernel, Rng rng) {
        return Conv2d.of(in, out, kernel, Init.kaimingNormalFanOut(), rng).unbiased();
    }

    /** A projection where the shape changes (option B), else nothing. */
    static Optional<Sequential> shortcut(int in, int out, int stride, Rng rng) {
        return in == out && stride == 1
                ? Optional.empty()
                : Optional.of(Sequential.of(plain(in, out, 1, rng).stride(stride), BatchNorm.of(out)));
    }
}
