package org.assay.nn.optim;

import java.util.List;
import java.util.function.Supplier;
import org.assay.nn.Mode;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Foreach;
import org.assay.tensor.Tensor;

/** The gradient at the point that one ascent step of length rho leads to; the parameters come back bit for bit. */
record SharpnessAware(double rho, boolean adaptive) implements Gradients {
    private static final double ETA = 0.01;

    SharpnessAware {
        if (!(rho >= 0)) {
            throw new IllegalArgumentException(
                    "The distance rho of sharpness-aware minimisation is at least 0, not " + rho + ".");
        }
    }

    @Override
    public Found of(Supplier<Tensor> loss, List<Tensor> parameters) {
        var value = Autodiff.withGrad(loss);
        var gradients = Autodiff.grad(value, parameters, false);
        var before = Autodiff.noGrad(() -> {
            var kept = parameters.stream().map(Tensor::copy).toList();
            climb(parameters, gradients);
            return kept;
        });
        var there = Autodiff.withGrad(() -> Mode.frozenStatistics(loss));
        var sharp = Autodiff.grad(there, parameters, false);
        Autodiff.noGrad(() -> Foreach.copy_(parameters, before));
        return new Found(value, sharp);
    }

    private void climb(List<Tensor> parameters, List<Tensor> gradients) {
        if (!adaptive) {
            Foreach.add_(parameters, gradients, rho / (Foreach.norm(gradients).item() + 1e-12));
            return;
        }
        var sizes = parameters.stream().map(p -> p.abs().add_(ETA)).toList();
        var scaled = times(sizes, gradients);
        Foreach.add_(
                parameters, times(sizes, scaled), rho / (Foreach.norm(scaled).item() + 1e-12));
    }

    private static List<Tensor> times(List<Tensor> a, List<Tensor> b) {
        return java.util.stream.IntStream.range(0, a.size())
                .mapToObj(i -> a.get(i).mul(b.get(i)))
                .toList();
    }
}
