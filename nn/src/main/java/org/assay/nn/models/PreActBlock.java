package org.assay.nn.models;

import java.util.Optional;
import org.assay.nn.BatchNorm;
import org.assay.nn.Conv2d;
import org.assay.nn.Dropout;
import org.assay.nn.Layer;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Normalisation and activation before each of two 3x3 convolutions; a projecting shortcut reads what is activated. He et
 * al. 2016 (identity mappings), figure 1b.
 *
 * @param dropout rate between the convolutions in training, as in wide networks
 */
public record PreActBlock(
        BatchNorm bn1, Conv2d conv1, BatchNorm bn2, Conv2d conv2, Optional<Conv2d> shortcut, double dropout)
        implements Layer {

    public static PreActBlock of(int in, int out, int stride, double dropout, Rng rng) {
        return new PreActBlock(
                BatchNorm.of(in),
                Convolutions.plain(in, out, 3, rng).stride(stride),
                BatchNorm.of(out),
                Convolutions.plain(out, out, 3, rng),
                in == out && stride == 1
                        ? Optional.empty()
                        : Optional.of(Convolutions.plain(in, out, 1, rng).stride(stride)),
                new Dropout(dropout).rate());
    }

    @Override
    public Tensor forward(Tensor x) {
        var active = bn1.forward(x).relu();
        var h = conv1.forward(active);
        h = new Dropout(dropout).forward(bn2.forward(h).relu());
        return conv2.forward(h).add(shortcut.isPresent() ? shortcut.get().forward(active) : x);
    }
}
