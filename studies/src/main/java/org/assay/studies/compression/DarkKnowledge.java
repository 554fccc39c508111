package org.assay.studies.compression;

import org.assay.lab.Trial;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** What a teacher's softened probabilities say of digits that a picture is not. */
final class DarkKnowledge {
    private static final long DIGIT = 7;
    private static final int[] TEMPERATURES = {1, 4, 20};

    private DarkKnowledge() {}

    /** Reports the mean probabilities of all digits for pictures of a 7. */
    static void report(Trial<?> trial, Tensor z, Tensor y) {
        Scope.run(() -> {
            var sevens = z.rows(Tensor.arange(y.size(0)).maskedSelect(y.eq(DIGIT)));
            for (int temperature : TEMPERATURES) {
                var p = sevens.div(temperature).softmax(1).mean(0).toDoubles();
                for (int digit = 0; digit < p.length; digit++) {
                    trial.series("T = " + temperature, digit, p[digit]);
                }
            }
        });
    }
}
