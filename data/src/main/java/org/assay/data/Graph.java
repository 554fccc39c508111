package org.assay.data;

import org.assay.tensor.Tensor;

/**
 * An undirected graph whose nodes have features and classes.
 *
 * @param edges {@code [2, edge]}, INT64: each undirected edge once, the smaller node first
 * @param features {@code [node, feature]}, FLOAT32
 * @param labels {@code [node]}, INT64; -1 where no class is given
 * @param train numbers of the training nodes, {@code [n]}, INT64
 * @param validation numbers of the validation nodes
 * @param test numbers of the test nodes
 * @param classes how many classes there are
 */
public record Graph(
        Tensor edges, Tensor features, Tensor labels, Tensor train, Tensor validation, Tensor test, int classes) {
    public long nodes() {
        return features.size(0);
    }
}
