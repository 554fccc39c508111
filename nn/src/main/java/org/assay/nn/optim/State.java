package org.assay.nn.optim;

import java.util.List;
import org.assay.tensor.Tensor;

/** What optimisers keep from step to step. */
final class State {
    private State() {}

    /** Zeros that lie in memory as the parameters do. */
    static List<Tensor> like(List<Tensor> parameters) {
        return parameters.stream().map(Tensor::zerosLike).toList();
    }

    /** A step count from zero, on the parameters' device. */
    static Tensor counter(List<Tensor> parameters) {
        return Tensor.zeros().to(parameters.getFirst().device());
    }
}
