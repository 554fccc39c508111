package org.assay.nn;

import java.util.ArrayList;
import java.util.List;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A multi-layer perceptron along the last dimension, with an activation after every layer but the last.
 *
 * @param layers at least one
 */
public record Mlp(List<Linear> layers, Layer activation) implements Layer {
    public Mlp {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("A perceptron has at least one layer: give it at least two widths.");
        }
    }

    /** With rectified linear units, from the first width through the others: {@code Mlp.of(rng, 784, 256, 10)}. */
    public static Mlp of(Rng rng, int... widths) {
        var layers = new ArrayList<Linear>();
        for (int i = 1; i < widths.length; i++) {
            layers.add(Linear.of(widths[i - 1], widths[i], rng));
        }
        return new Mlp(layers, Tensor::relu);
    }

    /** As {@link #of(Rng, int...)}, with weights as the initialiser draws them and biases zero. */
    public static Mlp of(Init init, Rng rng, int... widths) {
        var layers = new ArrayList<Linear>();
        for (int i = 1; i < widths.length; i++) {
            layers.add(Linear.of(widths[i - 1], widths[i], init, rng));
        }
        return new Mlp(layers, Tensor::relu);
    }

    /** This network with another activation: {@code mlp.activation(Tensor::tanh)}. */
    public Mlp activation(Layer function) {
        return new Mlp(layers, function);
    }

    @Override
    public Tensor forward(Tensor x) {
        var h = layers.getFirst().forward(x);
        for (var layer : layers.subList(1, layers.size())) {
            h = layer.forward(activation.forward(h));
        }
        return h;
    }
}
