package org.assay.studies.structures;

import java.util.List;
import java.util.stream.Stream;
import org.assay.data.generate.Charges;
import org.assay.nn.Mlp;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** Forces along the lines between bodies, of distance and charges alone, without features. Koehler et al. 2019, as in Satorras et al. 2021, table 1. */
record RadialNet(List<Layer> layers) implements ParticleNet {

    /**
     * One layer.
     *
     * @param push of the distance and the product of charges
     * @param drive of the speed
     */
    record Layer(Mlp push, Mlp drive) {}

    static RadialNet of(int width, int depth, Rng rng) {
        return new RadialNet(Stream.generate(() -> new Layer(
                        Mlp.of(rng, 2, width, width, 1).activation(Tensor::silu),
                        Mlp.of(rng, 1, width, 1).activation(Tensor::silu)))
                .limit(depth)
                .toList());
    }

    @Override
    public Forecast forecast(Charges systems) {
        var pairs = Pairs.of((int) systems.places().size(1));
        var x = systems.places();
        var v = systems.velocities();
        var speed = v.square().sum(true, 2).sqrt();
        var products = pairs.products(systems.charges());
        for (var layer : layers) {
            var apart = pairs.apart(x);
            var distance = apart.square().sum(true, 3).sqrt();
            var push = layer.push.forward(Tensor.cat(List.of(distance, products), 3));
            x = x.add(v.mul(layer.drive.forward(speed))).add(apart.mul(push).mean(2));
        }
        return new Forecast(x, List.of());
    }
}
