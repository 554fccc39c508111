package org.assay.studies.representations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A perceptron from a point of the plane to a value, {@code [points, 2]} to {@code [points, 1]}.
 *
 * @param layers the last one without activation
 * @param omega0 frequency of sine layers
 * @param frequencies of the positional encoding, where the network has one
 */
record CoordinateNet(Kind kind, List<Linear> layers, double omega0, int frequencies) implements Layer {

    enum Kind {
        /** Sine activations with the proposed start. */
        SIREN,
        /** The same with biases that the frequency does not multiply: sin(omega0 W x + b), as the paper's text has it. */
        SIREN_TEXT,
        /** Sine activations with the start of Glorot and Bengio (2010). */
        SINE_NAIVE,
        RELU,
        /** ReLU behind a positional encoding (Mildenhall et al. 2020). */
        RELU_PE,
        TANH,
        SOFTPLUS;

        boolean sine() {
            return this == SIREN || this == SIREN_TEXT || this == SINE_NAIVE;
        }
    }

    /**
     * An untrained network.
     *
     * @param hidden layers between the first and the last
     * @param side of the image, in pixels: the positional encoding has {@code floor(log2(side / 4))} frequencies, up to the Nyquist rate
     */
    static CoordinateNet of(Kind kind, double omega0, int width, int hidden, int side, Rng rng) {
        int frequencies = kind == Kind.RELU_PE ? Integer.SIZE - 1 - Integer.numberOfLeadingZeros(side / 4) : 0;
        var layers = new ArrayList<Linear>();
        int in = 2 + 4 * frequencies;
        for (int i = 0; i <= hidden + 1; i++) {
            int out = i <= hidden ? width : 1;
            double bias = 1 / Math.sqrt(in);
            layers.add(new Linear(
                    weights(kind, i == 0, omega0, in).parameter(rng, out, in),
                    Optional.of(Init.uniform(kind == Kind.SIREN_TEXT ? bias / omega0 : bias)
                            .parameter(rng, out))));
            in = out;
        }
        return new CoordinateNet(kind, List.copyOf(layers), omega0, frequencies);
    }

    private static Init weights(Kind kind, boolean first, double omega0, int in) {
        return switch (kind) {
            case SIREN, SIREN_TEXT -> Init.uniform(first ? 1.0 / in : Math.sqrt(6.0 / in) / omega0);
            case SINE_NAIVE, TANH -> Init.xavierNormal();
            case RELU, RELU_PE, SOFTPLUS -> Init.kaimingNormal();
        };
    }

    @Override
    public Tensor forward(Tensor points) {
        var h = encode(points);
        for (var layer : layers.subList(0, layers.size() - 1)) {
            h = activate(preactivation(layer, h));
        }
        return layers.getLast().forward(h);
    }

    /** What the activations of each layer but the last receive, first layer first: {@code [points, width]} each. */
    List<Tensor> preactivations(Tensor points) {
        var all = new ArrayList<Tensor>();
        var h = encode(points);
        for (var layer : layers.subList(0, layers.size() - 1)) {
            var z = preactivation(layer, h);
            all.add(z);
            h = activate(z);
        }
        return all;
    }

    private Tensor preactivation(Linear layer, Tensor h) {
        if (!kind.sine()) {
            return layer.forward(h);
        }
        // The frequency scales the weights instead of the many times larger result.
        return h.linear(layer.weight().mul(omega0), layer.bias().orElseThrow().mul(omega0));
    }

    Tensor activate(Tensor z) {
        return switch (kind) {
            case SIREN, SIREN_TEXT, SINE_NAIVE -> z.sin();
            case RELU, RELU_PE -> z.relu();
            case TANH -> z.tanh();
            case SOFTPLUS -> z.softplus();
        };
    }

    /** {@code [x, sin(2^k pi x), cos(2^k pi x)]} for k below the number of frequencies; with none, the points themselves. */
    private Tensor encode(Tensor points) {
        var parts = new ArrayList<Tensor>();
        parts.add(points);
        for (int k = 0; k < frequencies; k++) {
            var angle = points.mul(Math.PI * (1 << k));
            parts.add(angle.sin());
            parts.add(angle.cos());
        }
        return parts.size() == 1 ? points : Tensor.cat(parts, 1);
    }
}
