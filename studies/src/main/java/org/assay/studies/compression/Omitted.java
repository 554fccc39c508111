package org.assay.studies.compression;

import org.assay.data.Examples;
import org.assay.lab.Trial;
import org.assay.nn.diffusion.ImageGrid;
import org.assay.nn.metrics.Classification;
import org.assay.nn.metrics.Confusion;
import org.assay.studies.compression.KnowledgeDistillation.Setup;
import org.assay.studies.compression.Lesson.Transfer;
import org.assay.tensor.DType;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** How a student does on digits that were never in its transfer set, before and after its output biases are corrected. */
final class Omitted {
    private static final double PERCENT = 100;
    private static final double EACH = 1.0 / Digits.CLASSES;
    private static final int ROWS = 6;
    private static final int COLUMNS = 16;

    /** Of threes known at once, after the correction, and not even then. */
    private static final float[][] COLOURS = {{0.3f, 0.9f, 0.5f}, {1, 0.8f, 0.2f}, {1, 0.25f, 0.25f}};

    private final Trial<Setup> trial;
    private final Transfer transfer;
    private final Examples test;

    Omitted(Trial<Setup> trial, Examples test) {
        this.trial = trial;
        this.transfer = trial.setting().transfer();
        this.test = test;
    }

    /**
     * Reports the correction that makes each digit as frequent as the others among pictures held out of the transfer set, whose labels are not used, and beside
     * it that with the fewest test errors, which is the paper's.
     *
     * @param z logits of test pictures
     * @param heldOut logits of other pictures of all digits
     */
    void report(Tensor z, Tensor heldOut) {
        Scope.run(() -> {
            var classes = transfer.corrected();
            var fitted = BiasShift.matching(heldOut, EACH * classes.size(), classes);
            var best = BiasShift.fewestErrors(z, test.labels(), classes);
            trial.metric("shift", fitted.amount());
            trial.metric("test_shift", best.amount());
            trial.metric("test_errors_after", KnowledgeDistillation.errors(fitted.of(z), test.labels()));
            trial.metric("test_errors_test_shift", KnowledgeDistillation.errors(best.of(z), test.labels()));
            trial.metric("omitted_accuracy_before", omitted(z));
            trial.metric("omitted_accuracy", omitted(fitted.of(z)));
            trial.metric("omitted_accuracy_test_shift", omitted(best.of(z)));
            if (transfer == Transfer.WITHOUT_3) {
                row("before", z);
                row("after", fitted.of(z));
                pictures(z.argmax(1), fitted.of(z).argmax(1));
            }
        });
    }

    /** Accuracy on digits out of the transfer set, %. */
    private double omitted(Tensor z) {
        var rows = Tensor.arange(test.count())
                .maskedSelect(transfer.has(test.labels()).logicalNot());
        return PERCENT * Classification.accuracy(z.rows(rows), test.labels().rows(rows));
    }

    private void row(String name, Tensor z) {
        var confusion = Confusion.of(z.argmax(1), test.labels(), Digits.CLASSES);
        long threes = 0;
        for (int digit = 0; digit < Digits.CLASSES; digit++) {
            threes += confusion.count(3, digit);
        }
        for (int digit = 0; digit < Digits.CLASSES; digit++) {
            trial.series(name, digit, PERCENT * confusion.count(3, digit) / threes);
        }
    }

    private void pictures(Tensor before, Tensor after) {
        var threes = Tensor.arange(test.count()).maskedSelect(test.labels().eq(3L));
        if (threes.size(0) < ROWS * COLUMNS) {
            return;
        }
        var shown = threes.narrow(0, 0, ROWS * COLUMNS);
        var known = before.rows(shown).eq(3L).to(DType.INT64);
        var learned = after.rows(shown).eq(3L).to(DType.INT64);
        var kind = known.add(learned).rsub(2).toLongs();
        var colours = new float[3 * kind.length];
        for (int i = 0; i < kind.length; i++) {
            System.arraycopy(COLOURS[(int) kind[i]], 0, colours, 3 * i, 3);
        }
        var ink = test.inputs().rows(shown).reshape(kind.length, 1, Digits.SIDE, Digits.SIDE);
        var grid = ImageGrid.of(ink.mul(Tensor.of(colours, kind.length, 3, 1, 1)), ROWS, COLUMNS, 0, 1);
        trial.image("threes", (int) grid.size(0), (int) grid.size(1), (int) grid.size(2), grid.toFloats());
    }
}
