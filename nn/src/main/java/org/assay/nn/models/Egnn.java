package org.assay.nn.models;

import java.util.List;
import java.util.stream.Stream;
import org.assay.nn.Init;
import org.assay.nn.Linear;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * An E(n)-equivariant graph network: node features do not change, and coordinates turn along, when the graph is moved,
 * turned or mirrored. Satorras et al. 2021.
 *
 * @param embedding features {@code in} to {@code width}
 */
public record Egnn(Linear embedding, List<Block> blocks) {

    /**
     * The nodes of one graph, or of several side by side.
     *
     * @param features {@code [node, width]}
     * @param coordinates {@code [node, space]}
     */
    public record Nodes(Tensor features, Tensor coordinates) {}

    public static Egnn of(int in, int width, int depth, Rng rng) {
        return new Egnn(
                Linear.of(in, width, rng),
                Stream.generate(() -> Block.of(width, rng)).limit(depth).toList());
    }

    /**
     * Runs over nodes and edges.
     *
     * @param features {@code [node, in]}
     * @param coordinates {@code [node, space]}
     * @param edges {@code [2, edge]}: whom a message comes from, and whom it goes to
     */
    public Nodes forward(Tensor features, Tensor coordinates, Tensor edges) {
        var nodes = new Nodes(embedding.forward(features), coordinates);
        for (var block : blocks) {
            nodes = block.forward(nodes, edges);
        }
        return nodes;
    }

    /** One layer. Equations 3 to 6, with a shortcut for features, and coordinates moved by the mean over neighbours. */
    public record Block(Linear edge1, Linear edge2, Linear coord1, Linear coord2, Linear node1, Linear node2) {
        private static final double SMALL = 1e-3;

        public static Block of(int width, Rng rng) {
            return new Block(
                    Linear.of(2 * width + 1, width, rng),
                    Linear.of(width, width, rng),
                    Linear.of(width, width, rng),
                    // Coordinates hardly move at the start, as in the authors' code.
                    Linear.of(width, 1, Init.uniform(SMALL), rng).unbiased(),
                    Linear.of(2 * width, width, rng),
                    Linear.of(width, width, rng));
        }

        public Nodes forward(Nodes nodes, Tensor edges) {
            var h = nodes.features;
            var x = nodes.coordinates;
            var from = edges.select(0, 0);
            var to = edges.select(0, 1);
            long width = h.size(1);
            var apart = x.rows(to).sub(x.rows(from));
            var squared = apart.square().sum(true, 1);
            // The first layer is linear in both ends: it runs over nodes instead of over the many more edges.
            var weight = edge1.weight();
            var receiver = h.linear(weight.narrow(1, 0, width), edge1.bias().orElseThrow());
            var sender = h.linear(weight.narrow(1, width, width));
            var message = receiver.rows(to)
                    .add(sender.rows(from))
                    .add(squared.mul(weight.narrow(1, 2 * width, 1).t()))
                    .silu();
            message = edge2.forward(message).silu();
            var push = apart.mul(coord2.forward(coord1.forward(message).silu()));
            var degree = Tensor.zerosLike(x.narrow(1, 0, 1))
                    .indexAdd(0, to, Tensor.onesLike(squared))
                    .clampMin(1);
            var moved = x.add(Tensor.zerosLike(x).indexAdd(0, to, push).div(degree));
            var gathered = Tensor.zerosLike(h).indexAdd(0, to, message);
            var update = node2.forward(
                    node1.forward(Tensor.cat(List.of(h, gathered), 1)).silu());
            return new Nodes(h.add(update), moved);
        }
    }
}
