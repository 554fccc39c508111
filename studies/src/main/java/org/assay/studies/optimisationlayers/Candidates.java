package org.assay.studies.optimisationlayers;

import java.util.ArrayList;
import java.util.List;
import org.assay.tensor.DType;
import org.assay.tensor.Tensor;

/** Settings that linear models are trained with side by side, as many for each method; validation data choose. */
record Candidates(List<Candidate> all) {
    /** Of soft ranks, in units of the scores. */
    static final List<Double> RANKING = List.of(0.01, 0.1, 1.0, 10.0);

    /**
     * Of soft sorting, in units of one over the values: exact below one over the largest gap of n values, the mean from n over the smallest on. Losses of
     * clean examples lie within 0.1, those of outliers within 100, so the whole way takes longer steps than with ranks.
     */
    static final List<Double> SORTING = List.of(0.1, 10.0, 1e3, 1e5);

    /**
     * One of them.
     *
     * @param strength of a soft operator
     * @param penalty times half the squared weights
     */
    record Candidate(double strength, double penalty) {}

    /** Each strength with some penalties, spread evenly in the logarithm. */
    static Candidates of(List<Double> strengths, double least, double most, int each) {
        var all = new ArrayList<Candidate>();
        for (double strength : strengths) {
            for (int i = 0; i < each; i++) {
                all.add(new Candidate(strength, least * Math.pow(most / least, i / (each - 1.0))));
            }
        }
        return new Candidates(all);
    }

    /** As many candidates for a method that has no strength. */
    static Candidates unsoft(List<Double> strengths, double least, double most, int each) {
        return of(List.of(1.0), least, most, each * strengths.size());
    }

    int count() {
        return all.size();
    }

    /** {@code [candidates]}, FLOAT64. */
    Tensor penalties() {
        return Tensor.of(
                DType.FLOAT64, all.stream().mapToDouble(Candidate::penalty).toArray());
    }

    /** {@code [candidates]}, FLOAT64. */
    Tensor strengths() {
        return Tensor.of(
                DType.FLOAT64, all.stream().mapToDouble(Candidate::strength).toArray());
    }
}
