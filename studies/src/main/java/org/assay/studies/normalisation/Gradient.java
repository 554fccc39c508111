package org.assay.studies.normalisation;

import java.util.List;
import java.util.function.Supplier;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Foreach;
import org.assay.tensor.Tensor;

/**
 * A loss and its gradient where the parameters are now.
 *
 * @param parts one for each parameter
 */
record Gradient(double loss, List<Tensor> parts) {

    static Gradient of(Supplier<Tensor> loss, List<Tensor> parameters) {
        var value = Autodiff.withGrad(loss);
        return new Gradient(value.item(), Autodiff.grad(value, parameters, false));
    }

    /** All parts as one vector of 64-bit floats. */
    Tensor vector() {
        return Tensor.cat(parts.stream().map(Tensor::flatten).toList(), 0).to(DType.FLOAT64);
    }

    /** Of two vectors. */
    static double cosine(Tensor a, Tensor b) {
        return a.dot(b).item() / (a.norm().item() * b.norm().item());
    }

    /** Runs the body with parameters moved by {@code -rate} times their gradients, and puts them back where they were, to the bit. */
    static <T> T moved(List<Tensor> parameters, List<Tensor> gradients, double rate, Supplier<T> body) {
        if (parameters.isEmpty()) {
            return body.get();
        }
        var start = parameters.stream().map(p -> p.detach().copy()).toList();
        Autodiff.noGrad(() -> Foreach.add_(parameters, gradients, -rate));
        try {
            return body.get();
        } finally {
            Autodiff.noGrad(() -> Foreach.copy_(parameters, start));
        }
    }
}
