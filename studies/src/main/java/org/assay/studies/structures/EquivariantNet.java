package org.assay.studies.structures;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.data.generate.Charges;
import org.assay.nn.Init;
import org.assay.nn.Linear;
import org.assay.nn.Mlp;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * The E(n)-equivariant network with velocities. Satorras et al. 2021, equations 3 to 7, and table 6 of the supplement for the particles: features begin as
 * the speed, pairs have the product of charges and the squared distance at the start.
 */
record EquivariantNet(Linear embedding, List<Layer> layers) implements ParticleNet {
    private static final double SMALL = 1e-3;
    private static final double[] DOWN = {0, 0, -1};

    /**
     * One layer; parts that a form of the network does not have are empty.
     *
     * @param push phi_x, along differences of places
     * @param drive phi_v, along the velocity
     * @param fall along the field
     * @param update phi_h, which the last layer has no use for
     */
    record Layer(
            Messages messages, Optional<Mlp> push, Optional<Mlp> drive, Optional<Mlp> fall, Optional<Mlp> update) {}

    static EquivariantNet of(Kind kind, int width, int depth, Rng rng) {
        var embedding = Linear.of(1, width, rng);
        return new EquivariantNet(
                embedding,
                IntStream.rangeClosed(1, depth)
                        .mapToObj(i -> layer(kind, i == depth, width, rng))
                        .toList());
    }

    private static Layer layer(Kind kind, boolean last, int width, Rng rng) {
        boolean moves = last || kind != Kind.EGNN_ONE_MOVE;
        return new Layer(
                Messages.of(width, 3, rng),
                moves ? Optional.of(hesitant(width, rng)) : Optional.empty(),
                moves && kind != Kind.EGNN_WITHOUT_VELOCITY
                        ? Optional.of(perceptron(rng, width, width, 1))
                        : Optional.empty(),
                moves && kind == Kind.EGNN_WITH_FIELD
                        ? Optional.of(perceptron(rng, width, width, 1))
                        : Optional.empty(),
                last ? Optional.empty() : Optional.of(perceptron(rng, 2 * width, width, width)));
    }

    private static Mlp perceptron(Rng rng, int... widths) {
        return Mlp.of(rng, widths).activation(Tensor::silu);
    }

    /** Coordinates hardly move at the start, as in the authors' code: without this the squared distances of later layers blow up. */
    private static Mlp hesitant(int width, Rng rng) {
        var last = Linear.of(width, 1, Init.uniform(SMALL * Math.sqrt(6.0 / (width + 1))), rng)
                .unbiased();
        return new Mlp(List.of(Linear.of(width, width, rng), last), Tensor::silu);
    }

    @Override
    public Forecast forecast(Charges systems) {
        var pairs = Pairs.of((int) systems.places().size(1));
        var x = systems.places();
        var v = systems.velocities();
        var h = embedding.forward(v.square().sum(true, 2).sqrt());
        var features = new ArrayList<>(List.of(h));
        var products = pairs.products(systems.charges());
        var atStart = pairs.apart(x).square().sum(true, 3);
        for (var layer : layers) {
            var apart = pairs.apart(x);
            var squared = apart.square().sum(true, 3);
            var messages = layer.messages.forward(h, Tensor.cat(List.of(squared, products, atStart), 3), pairs);
            if (layer.push.isPresent()) {
                x = x.add(apart.mul(layer.push.get().forward(messages)).mean(2));
            }
            if (layer.drive.isPresent()) {
                x = x.add(v.mul(layer.drive.get().forward(h)));
            }
            if (layer.fall.isPresent()) {
                x = x.add(layer.fall.get().forward(h).mul(Tensor.of(DOWN)));
            }
            if (layer.update.isPresent()) {
                var gathered = Tensor.cat(List.of(h, messages.sum(2)), 2);
                h = h.add(layer.update.get().forward(gathered));
                features.add(h);
            }
        }
        return new Forecast(x, features);
    }
}
