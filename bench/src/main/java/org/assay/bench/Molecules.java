package org.assay.bench;

import java.util.Map;
import org.assay.nn.Linear;
import org.assay.nn.models.Egnn;
import org.assay.nn.optim.Adam;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** One number of each molecule, from kinds and places of its atoms, each of which hears from all others. Satorras et al. 2021, section 5.3. */
final class Molecules {
    private static final int MOLECULES = 96;
    private static final int ATOMS = 18;
    private static final int KINDS = 5;
    private static final int WIDTH = 64;
    private static final int LAYERS = 4;
    private static final double NODES = MOLECULES * ATOMS;
    private static final double EDGES = NODES * (ATOMS - 1);

    static final double FLOP = flop();

    private Molecules() {}

    /** A graph network and a perceptron over the sum of its nodes. */
    record Regressor(Egnn body, Linear readout1, Linear readout2) {
        Tensor forward(Tensor kinds, Tensor places, Tensor edges) {
            var atoms = body.forward(kinds, places, edges).features();
            var molecules = atoms.view(MOLECULES, ATOMS, WIDTH).sum(1);
            return readout2.forward(readout1.forward(molecules).silu()).squeeze(1);
        }
    }

    static Task task(Rng rng) {
        var start = rng.split("model");
        var model = new Regressor(
                Egnn.of(KINDS, WIDTH, LAYERS, start), Linear.of(WIDTH, WIDTH, start), Linear.of(WIDTH, 1, start));
        var kinds = rng.split("kinds")
                .integers(0, KINDS, MOLECULES * ATOMS)
                .oneHot(KINDS)
                .to(org.assay.tensor.DType.FLOAT32);
        var places = rng.split("places").normal(MOLECULES * ATOMS, 3);
        var y = rng.split("y").normal(MOLECULES);
        var edges = Tensor.of(edges(), 2, (long) EDGES);
        return new Task(
                model,
                Map.of("kinds", kinds, "places", places, "edges", edges, "y", y),
                Adam.of(1e-3),
                () -> model.forward(kinds, places, edges).mse(y));
    }

    private static long[] edges() {
        var edges = new long[2 * (int) EDGES];
        int next = 0;
        for (long first = 0; first < NODES; first += ATOMS) {
            for (int to = 0; to < ATOMS; to++) {
                for (int from = 0; from < ATOMS; from++) {
                    if (from != to) {
                        edges[next] = first + from;
                        edges[(int) EDGES + next++] = first + to;
                    }
                }
            }
        }
        return edges;
    }

    /** The first layer of messages is linear in both ends and is computed over nodes. */
    private static double flop() {
        double square = (double) WIDTH * WIDTH;
        double layer = NODES * 2 * square + EDGES * (2 * square + 2 * WIDTH) + NODES * 3 * square;
        return 2 * (NODES * KINDS * WIDTH + LAYERS * layer + MOLECULES * (square + WIDTH));
    }
}
