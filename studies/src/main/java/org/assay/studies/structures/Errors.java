package org.assay.studies.structures;

import java.util.ArrayList;
import org.assay.data.Batches;
import org.assay.data.generate.Charges;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * How far a network is off: mean squared errors over bodies and coordinates of each system.
 *
 * @param median close encounters, which nobody foresees, move the mean and not this
 */
record Errors(double mean, double median) {
    private static final int CHUNK = 250;
    private static final int TURNED = 100;

    static Errors of(ParticleNet net, Charges systems) {
        return Scope.call(() -> {
            var ofSystems = later(net, systems).sub(systems.later()).square().mean(1, 2);
            return new Errors(ofSystems.mean().item(), ofSystems.median().item());
        });
    }

    /**
     * The mean over rotations R and up to a hundred systems x of {@code |f(R x) - R f(x)| / |f(x)|}.
     *
     * @param rotations how many R
     */
    static double ofTurning(ParticleNet net, Charges systems, int rotations, Rng rng) {
        return Scope.call(() -> {
            var some = Turns.some(systems, 0, Math.min(TURNED, systems.places().size(0)));
            var plain = later(net, some);
            double sum = 0;
            for (int i = 0; i < rotations; i++) {
                sum += Scope.call(() -> {
                    var turn = Turns.draw(1, rng).squeeze(0);
                    var difference = later(net, Turns.turned(some, turn)).sub(Turns.turned(plain, turn));
                    return norm(difference).div(norm(plain)).mean().item();
                });
            }
            return sum / rotations;
        });
    }

    private static Tensor norm(Tensor vectors) {
        return vectors.square().sum(1, 2).sqrt();
    }

    private static Tensor later(ParticleNet net, Charges systems) {
        var parts = new ArrayList<Tensor>();
        for (var part : Batches.inOrder(systems, CHUNK)) {
            parts.add(Scope.call(() -> Autodiff.noGrad(() -> net.forecast(part).later())));
        }
        return Tensor.cat(parts, 0);
    }
}
