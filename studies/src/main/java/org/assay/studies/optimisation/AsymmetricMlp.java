package org.assay.studies.optimisation;

import java.util.ArrayList;
import java.util.List;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Mlp;
import org.assay.tensor.Buffer;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A perceptron in which each unit has some weights fixed for good, at inputs of its own, so that no two units can change places. Lim et al. 2024,
 * section 3.1 (W-asymmetric networks). Networks that share {@code fixed} differ in trained weights alone.
 *
 * @param trained its entries at fixed places have no effect and no gradient
 * @param fixed one for each layer
 */
record AsymmetricMlp(Mlp trained, List<Fixed> fixed) implements Layer {

    /** Deviations of the fixed weights of four layers in the published code for MNIST. */
    private static final double[] DEVIATIONS = {1, 1, 0.5, 0.25};
    /** Fixed weights a unit in the published code, of 784 inputs and of three times 512. */
    private static final double[] SHARES = {64 / 784.0, 64 / 512.0, 64 / 512.0, 256 / 512.0};

    AsymmetricMlp {
        fixed = List.copyOf(fixed);
    }

    /**
     * The fixed weights of a layer.
     *
     * @param free {@code [out, in]}, 0 at fixed places and 1 elsewhere
     * @param values {@code [out, in]}, 0 where free
     */
    record Fixed(@Buffer Tensor free, @Buffer Tensor values) {

        static Fixed draw(int in, int out, double share, double deviation, Rng rng) {
            long count = Math.max(1, Math.round(share * in));
            var places = rng.uniform(out, in).topk(count, 1).indices();
            var free = Tensor.ones(out, in).scatter(1, places, 0);
            return new Fixed(free, rng.normal(out, in).mul(deviation).mul(free.rsub(1)));
        }
    }

    /** Fixed weights for four layers of these widths, in the published shares. */
    static List<Fixed> draw(Rng rng, int... widths) {
        var drawn = new ArrayList<Fixed>();
        for (int l = 0; l + 1 < widths.length; l++) {
            drawn.add(Fixed.draw(widths[l], widths[l + 1], SHARES[l], DEVIATIONS[l], rng));
        }
        return drawn;
    }

    static AsymmetricMlp of(List<Fixed> fixed, Layer activation, Rng rng, int... widths) {
        return new AsymmetricMlp(Mlp.of(Init.lecunNormal(), rng, widths).activation(activation), fixed);
    }

    @Override
    public Tensor forward(Tensor x) {
        var layers = new ArrayList<Linear>();
        for (int l = 0; l < fixed.size(); l++) {
            var layer = trained.layers().get(l);
            var f = fixed.get(l);
            layers.add(new Linear(layer.weight().mul(f.free).add(f.values), layer.bias()));
        }
        return new Mlp(layers, trained.activation()).forward(x);
    }
}
