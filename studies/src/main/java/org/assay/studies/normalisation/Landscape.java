package org.assay.studies.normalisation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * The loss and its gradient along the direction in which a training step of plain gradient descent goes, at {@code w - a eta g} for a from half a step to four
 * steps. Santurkar et al. 2018, section 3.1 and figure 4.
 *
 * @param loss at w
 * @param lowest loss along the way
 * @param highest loss along the way
 * @param distance largest distance of a gradient along the way from g ("gradient predictiveness")
 * @param smoothness largest such distance, each divided by how far it is from w ("effective beta-smoothness")
 * @param turn 1 less the cosine between g and the gradient one step away
 * @param farTurn the same four steps away
 */
record Landscape(
        double loss, double lowest, double highest, double distance, double smoothness, double turn, double farTurn) {

    /** The values of a. */
    static final List<Double> STEPS = List.of(0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0);

    /** Leaves the parameters as they were. */
    static Landscape along(Supplier<Tensor> loss, List<Tensor> parameters, double eta) {
        return Scope.call(() -> {
            var here = Gradient.of(loss, parameters);
            var g = here.vector();
            double length = g.norm().item();
            var losses = new ArrayList<Double>();
            var distances = new ArrayList<Double>();
            var slopes = new ArrayList<Double>();
            var turns = new ArrayList<Double>();
            for (double a : STEPS) {
                Scope.run(() -> {
                    var there = Gradient.moved(parameters, here.parts(), a * eta, () -> Gradient.of(loss, parameters));
                    var ga = there.vector();
                    double distance = g.sub(ga).norm().item();
                    losses.add(there.loss());
                    distances.add(distance);
                    slopes.add(distance / (a * eta * length));
                    turns.add(1 - Gradient.cosine(g, ga));
                });
            }
            return new Landscape(
                    here.loss(),
                    Collections.min(losses),
                    Collections.max(losses),
                    Collections.max(distances),
                    Collections.max(slopes),
                    turns.get(STEPS.indexOf(1.0)),
                    turns.getLast());
        });
    }

    /** How much the loss varies along the way. */
    double range() {
        return highest - lowest;
    }

    /** How much the loss varies along the way, as a share of what it is at w. */
    double relativeRange() {
        return range() / loss;
    }
}
