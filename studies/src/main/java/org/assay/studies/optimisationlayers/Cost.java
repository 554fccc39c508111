package org.assay.studies.optimisationlayers;

import java.util.Arrays;
import java.util.List;
import org.assay.lab.Trial;
import org.assay.solve.QuadraticProgram;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** What solving and differentiating costs: programs of as many variables as inequalities, as in section 4.1. */
final class Cost {
    private static final int REPEATS = 3;

    private Cost() {}

    /** Medians over repetitions, in seconds a batch. */
    static void report(Trial<?> trial, int size) {
        Scope.run(() -> {
            var half = time(64, size, trial);
            trial.timing("forward_64", half[0]);
            trial.timing("backward_64", half[1]);
            trial.timing("forward_128", time(128, size, trial)[0]);
        });
    }

    private static double[] time(int batch, int size, Trial<?> trial) {
        var rng = Rng.of(trial.seed("programs"));
        var l = rng.normal(batch, size, size).to(DType.FLOAT64);
        var q = l.matmul(l.transpose(1, 2))
                .div(size)
                .add(Tensor.eye(DType.FLOAT64, size), 0.1)
                .parameter();
        var p = rng.normal(batch, size).to(DType.FLOAT64).parameter();
        var g = rng.normal(batch, size, size).to(DType.FLOAT64).parameter();
        var h = rng.uniform(batch, size).to(DType.FLOAT64).parameter();
        var forward = new double[REPEATS];
        var backward = new double[REPEATS];
        for (int i = 0; i <= REPEATS; i++) {
            int repeat = i - 1;
            Scope.run(() -> {
                long start = System.nanoTime();
                var loss = QuadraticProgram.of(q, p).below(g, h).solve().sum();
                long middle = System.nanoTime();
                var _ = Autodiff.grad(loss, List.of(q, p, g, h), false);
                // The first time warms up.
                if (repeat >= 0) {
                    forward[repeat] = (middle - start) / 1e9;
                    backward[repeat] = (System.nanoTime() - middle) / 1e9;
                }
            });
        }
        return new double[] {median(forward), median(backward)};
    }

    private static double median(double[] values) {
        return Arrays.stream(values).sorted().toArray()[values.length / 2];
    }
}
