package org.assay.studies.normalisation;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Internal covariate shift of a layer, as its training sees it: how its gradient changes when the layers before it have taken their step, on the same batch.
 * Santurkar et al. 2018, definition 2.1.
 *
 * @param distance {@code |G - G'|}
 * @param relative the same as a share of {@code |G|}
 * @param cosine between G and G'
 */
record CovariateShift(double distance, double relative, double cosine) {

    /**
     * Of some of a network's layers. Leaves the parameters as they were.
     *
     * @param places of the layers, counted among those that have weights, from 0
     */
    static List<CovariateShift> of(Problem problem, Supplier<Tensor> loss, List<Integer> places, double eta) {
        return Scope.call(() -> {
            var parameters = problem.parameters();
            var g = Gradient.of(loss, parameters).parts();
            var gradients = new IdentityHashMap<Tensor, Tensor>();
            for (int i = 0; i < g.size(); i++) {
                gradients.put(parameters.get(i), g.get(i));
            }
            var shifts = new ArrayList<CovariateShift>();
            for (int place : places) {
                Scope.run(() -> {
                    var weight = problem.weight(place);
                    var before = problem.before(place);
                    var stepped = before.stream().map(p -> found(gradients, p)).toList();
                    var moved = Gradient.moved(before, stepped, eta, () -> Gradient.of(loss, List.of(weight)));
                    shifts.add(between(new Gradient(0, List.of(found(gradients, weight))).vector(), moved.vector()));
                });
            }
            return List.copyOf(shifts);
        });
    }

    private static Tensor found(IdentityHashMap<Tensor, Tensor> gradients, Tensor parameter) {
        return Optional.ofNullable(gradients.get(parameter)).orElseThrow();
    }

    private static CovariateShift between(Tensor g, Tensor moved) {
        double distance = g.sub(moved).norm().item();
        return new CovariateShift(distance, distance / g.norm().item(), Gradient.cosine(g, moved));
    }
}
