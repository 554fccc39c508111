package org.assay.studies.optimisationlayers;

import java.util.ArrayList;
import java.util.List;
import org.assay.tensor.DType;
import org.assay.tensor.Tensor;

/** Settings that linear models are trained with side by side, as many for each method; validation data choose. */
record Candidates(List<Candidate> all) {
    /** Strengths of all soft operators. */
    static final List<Double> STRENGTHS = List.of(0.01, 0.1, 1.0, 10.0);

    /**
     * One of them.
     *
     * @param strength of a soft operator
     * @param penalty times half the squared weights
     */
    record Candidate(double strength, double penalty) {}

    /** Each strength with some penalties, spread evenly in the logarithm; a method without a strength has so many penalties more. */
    static Candidates of(boolean soft, double least, double most, int penalties) {
        var strengths = soft ? STRENGTHS : List.of(1.0);
        int each = soft ? penalties : penalties * STRENGTHS.size();
        var all = new ArrayList<Candidate>();
        for (double strength : strengths) {
            for (int i = 0; i < each; i++) {
                all.add(new Candidate(strength, least * Math.pow(most / least, i / (each - 1.0))));
            }
        }
        return new Candidates(all);
    }

    int count() {
        return all.size();
    }

    /** {@code [candidates]}, FLOAT64. */
    Tensor penalties() {
        return Tensor.of(
                DType.FLOAT64, all.stream().mapToDouble(Candidate::penalty).toArray());
    }

    /** Where each strength's candidates begin: they are next to each other. */
    int perStrength() {
        double first = all.getFirst().strength;
        return (int) all.stream().filter(c -> c.strength == first).count();
    }
}
