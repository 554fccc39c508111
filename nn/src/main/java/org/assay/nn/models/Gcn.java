package org.assay.nn.models;

import java.util.ArrayList;
import java.util.List;
import org.assay.nn.Dropout;
import org.assay.nn.Init;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A graph convolutional network: node features {@code [node, in]} to {@code [node, out]}. Kipf and Welling 2017, equation 9.
 *
 * @param dropout rate of what each layer reads in training
 */
public record Gcn(List<Convolution> convs, double dropout) {
    public Gcn {
        convs = List.copyOf(convs);
    }

    /** Rectified units between layers, weights as in the paper (Glorot's), biases zero. */
    public static Gcn of(Rng rng, int... widths) {
        var convs = new ArrayList<Convolution>();
        for (int i = 1; i < widths.length; i++) {
            convs.add(Convolution.of(widths[i - 1], widths[i], rng));
        }
        return new Gcn(convs, 0);
    }

    public Gcn dropping(double rate) {
        return new Gcn(convs, new Dropout(rate).rate());
    }

    public Tensor forward(Tensor features, Graph graph) {
        var drop = new Dropout(dropout);
        var h = convs.getFirst().forward(drop.forward(features), graph);
        for (var conv : convs.subList(1, convs.size())) {
            h = conv.forward(drop.forward(h.relu()), graph);
        }
        return h;
    }

    /**
     * One layer: the features mapped, then summed over neighbours.
     *
     * @param weight {@code [out, in]}
     * @param bias {@code [out]}
     */
    public record Convolution(Tensor weight, Tensor bias) {
        public static Convolution of(int in, int out, Rng rng) {
            return new Convolution(
                    Init.xavierUniform().parameter(rng, out, in), Init.zeros().parameter(rng, out));
        }

        public Tensor forward(Tensor features, Graph graph) {
            return graph.propagate(features.linear(weight)).add(bias);
        }
    }

    /**
     * The edges of a graph with their weights in the symmetric normalisation {@code D^(-1/2) (A + I) D^(-1/2)}.
     *
     * @param from {@code [edge]}
     * @param to {@code [edge]}
     * @param weight {@code [edge, 1]}
     */
    public record Graph(Tensor from, Tensor to, Tensor weight) {

        /**
         * A graph with a loop added at every node.
         *
         * @param edges {@code [2, edge]}, each direction of an undirected edge by itself
         */
        public static Graph of(Tensor edges, long nodes) {
            var loops = Tensor.arange(nodes);
            var from = Tensor.cat(edges.select(0, 0), loops);
            var to = Tensor.cat(edges.select(0, 1), loops);
            var degree = Tensor.zeros(nodes).indexAdd(0, to, Tensor.ones(to.count()));
            var root = degree.rsqrt();
            return new Graph(from, to, root.rows(from).mul(root.rows(to)).unsqueeze(1));
        }

        /** The weighted sum over neighbours: {@code [node, width]} to the same shape. */
        public Tensor propagate(Tensor features) {
            return Tensor.zerosLike(features)
                    .indexAdd(0, to, features.rows(from).mul(weight.to(features.dtype())));
        }
    }
}
