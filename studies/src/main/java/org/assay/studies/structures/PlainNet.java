package org.assay.studies.structures;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assay.data.generate.Charges;
import org.assay.nn.Linear;
import org.assay.nn.Mlp;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * The graph network that the equivariant one is compared with: places and velocities enter as numbers and places come out as numbers. Satorras et al.
 * 2021, section 5.1.
 *
 * @param residual whether what comes out is added to where the body is
 */
record PlainNet(Linear embedding, List<Layer> layers, Mlp decoder, boolean residual) implements ParticleNet {

    /**
     * One layer.
     *
     * @param update phi_h
     */
    record Layer(Messages messages, Mlp update) {}

    static PlainNet of(boolean residual, int width, int depth, Rng rng) {
        return new PlainNet(
                Linear.of(6, width, rng),
                Stream.generate(() -> new Layer(
                                Messages.of(width, 1, rng),
                                Mlp.of(rng, 2 * width, width, width).activation(Tensor::silu)))
                        .limit(depth)
                        .toList(),
                Mlp.of(rng, width, width, 3).activation(Tensor::silu),
                residual);
    }

    @Override
    public Forecast forecast(Charges systems) {
        var pairs = Pairs.of((int) systems.places().size(1));
        var h = embedding.forward(Tensor.cat(List.of(systems.places(), systems.velocities()), 2));
        var features = new ArrayList<>(List.of(h));
        var products = pairs.products(systems.charges());
        for (var layer : layers) {
            var gathered = layer.messages.forward(h, products, pairs).sum(2);
            h = h.add(layer.update.forward(Tensor.cat(List.of(h, gathered), 2)));
            features.add(h);
        }
        var out = decoder.forward(h);
        return new Forecast(residual ? out.add(systems.places()) : out, features);
    }
}
