package org.assay.data.generate;

import java.util.ArrayList;
import org.assay.data.format.DataException;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** Random graphs with what is to be found out about them. */
public final class Graphs {
    private Graphs() {}

    /**
     * Undirected graphs and which nodes are connected.
     *
     * @param adjacency {@code [graph, node, node]}, UINT8, symmetric, no loops
     * @param connected {@code [graph, node, node]}, UINT8: ones where a way leads from the one to the other, none to itself left out
     */
    public record Connected(Tensor adjacency, Tensor connected) {}

    /** Each pair of nodes joined with this probability (Erdos and Renyi 1959). */
    public static Connected connected(int graphs, int nodes, double probability, Rng rng) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new DataException("edges are drawn with a probability from 0 to 1, not " + probability);
        }
        int area = nodes * nodes;
        var adjacency = new byte[graphs * area];
        var connected = new byte[graphs * area];
        for (int g = 0; g < graphs; g++) {
            var root = new int[nodes];
            for (int i = 0; i < nodes; i++) {
                root[i] = i;
            }
            for (int i = 0; i < nodes; i++) {
                for (int j = 0; j < i; j++) {
                    if (rng.nextDouble() < probability) {
                        adjacency[g * area + i * nodes + j] = 1;
                        adjacency[g * area + j * nodes + i] = 1;
                        root[find(root, i)] = find(root, j);
                    }
                }
            }
            for (int p = 0; p < area; p++) {
                connected[g * area + p] = (byte) (find(root, p / nodes) == find(root, p % nodes) ? 1 : 0);
            }
        }
        return new Connected(Tensor.of(adjacency, graphs, nodes, nodes), Tensor.of(connected, graphs, nodes, nodes));
    }

    private static int find(int[] root, int node) {
        int at = node;
        while (root[at] != at) {
            at = root[at];
        }
        return at;
    }

    /**
     * Groups whose members are joined more often with each other than with others (Holland, Laskey and Leinhardt 1983).
     *
     * @param edges {@code [2, edge]}, INT64, each once, smaller node first
     * @param groups {@code [node]}, INT64
     */
    public record Blocks(Tensor edges, Tensor groups) {}

    /** Nodes in groups in turn; pairs are joined with the one probability inside a group, the other across. */
    public static Blocks blocks(int nodes, int groups, double inside, double across, Rng rng) {
        if (groups < 1 || nodes < groups) {
            throw new DataException(nodes + " nodes cannot be in " + groups + " groups");
        }
        var from = new ArrayList<Long>();
        var to = new ArrayList<Long>();
        var group = new long[nodes];
        for (int i = 0; i < nodes; i++) {
            group[i] = i % groups;
            for (int j = 0; j < i; j++) {
                if (rng.nextDouble() < (group[i] == group[j] ? inside : across)) {
                    from.add((long) j);
                    to.add((long) i);
                }
            }
        }
        int count = from.size();
        from.addAll(to);
        return new Blocks(Draws.longs(from, 2, count), Tensor.of(group, nodes));
    }
}
