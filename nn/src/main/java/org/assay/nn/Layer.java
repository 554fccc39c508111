package org.assay.nn;

import org.assay.tensor.Tensor;

/**
 * A function of a tensor, with or without parameters. A layer is a record whose components hold its parameters and its
 * parts; a model is a tree of them. Anything that maps a tensor to a tensor is a layer too: {@code Tensor::relu}.
 */
@FunctionalInterface
public interface Layer {
    Tensor forward(Tensor x);
}
