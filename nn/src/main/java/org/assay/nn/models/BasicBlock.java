package org.assay.nn.models;

import java.util.Optional;
import org.assay.nn.BatchNorm;
import org.assay.nn.Conv2d;
import org.assay.nn.Layer;
import org.assay.nn.Sequential;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** Two 3x3 convolutions beside a shortcut, a projection where the shape changes. He et al. 2016, figure 5 left. */
public record BasicBlock(Conv2d conv1, BatchNorm bn1, Conv2d conv2, BatchNorm bn2, Optional<Sequential> downsample)
        implements Layer {

    public static BasicBlock of(int in, int out, int stride, Rng rng) {
        return new BasicBlock(
                Convolutions.plain(in, out, 3, rng).stride(stride),
                BatchNorm.of(out),
                Convolutions.plain(out, out, 3, rng),
                BatchNorm.of(out),
                Convolutions.shortcut(in, out, stride, rng));
    }

    @Override
    public Tensor forward(Tensor x) {
        var h = bn1.forward(conv1.forward(x)).relu();
        h = bn2.forward(conv2.forward(h));
        return h.add(downsample.isPresent() ? downsample.get().forward(x) : x).relu();
    }
}
