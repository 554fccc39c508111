package org.assay.nn;

import java.util.List;
import org.assay.tensor.Inline;
import org.assay.tensor.Tensor;

/** Layers one after another; functions without parameters, as {@code Tensor::relu}, count as places too. */
public record Sequential(@Inline List<Layer> layers) implements Layer {
    public Sequential {
        layers = List.copyOf(layers);
    }

    public static Sequential of(Layer... layers) {
        return new Sequential(List.of(layers));
    }

    @Override
    public Tensor forward(Tensor x) {
        var h = x;
        for (var layer : layers) {
            h = layer.forward(h);
        }
        return h;
    }
}
