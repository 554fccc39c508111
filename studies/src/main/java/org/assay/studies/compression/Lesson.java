package org.assay.studies.compression;

import java.util.List;
import java.util.Optional;
import org.assay.data.Examples;
import org.assay.nn.Losses;
import org.assay.tensor.Tensor;

/**
 * What a network learns from, picture by picture.
 *
 * @param x {@code [picture, 784]}
 * @param y labels, {@code [picture]}
 * @param v the teacher's logits, {@code [picture, class]}, for those that have one
 */
record Lesson(Tensor x, Tensor y, Optional<Tensor> v) {

    /** Which pictures students are taught with, by their digits. */
    enum Transfer {
        ALL,
        WITHOUT_3,
        ONLY_7_AND_8;

        /** The classes whose output biases are corrected afterwards, one number for all of them. */
        List<Long> corrected() {
            return switch (this) {
                case ALL -> List.of();
                case WITHOUT_3 -> List.of(3L);
                case ONLY_7_AND_8 -> List.of(7L, 8L);
            };
        }

        /** Which labels are in, {@code [picture]}. */
        Tensor has(Tensor y) {
            var among = y.lt(0L);
            for (long digit : corrected()) {
                among = among.logicalOr(y.eq(digit));
            }
            return this == ONLY_7_AND_8 ? among : among.logicalNot();
        }
    }

    /** Labels alone. */
    static Lesson of(Examples examples) {
        return new Lesson(examples.inputs(), examples.labels(), Optional.empty());
    }

    Lesson taughtBy(Tensor logits) {
        return new Lesson(x, y, Optional.of(logits));
    }

    /** The first pictures with digits that are in the transfer set, so many at most. */
    Lesson only(Transfer transfer, long most) {
        var in = Tensor.arange(y.size(0)).maskedSelect(transfer.has(y));
        var rows = in.narrow(0, 0, Math.min(most, in.size(0)));
        return new Lesson(x.rows(rows), y.rows(rows), v.map(logits -> logits.rows(rows)));
    }

    /**
     * The loss of section 2, {@code a T^2 KL(softmax(v/T), softmax(z/T)) + (1-a) CE(y, softmax(z))}; without a teacher the second term, whole.
     *
     * @param z the student's logits
     * @param smoothing share of a label that goes to all classes alike
     */
    Tensor loss(Tensor z, double a, double temperature, double smoothing) {
        var hard = z.crossEntropy(y, smoothing);
        return v.map(logits ->
                        Losses.distillation(z, logits, temperature).mul(a).add(hard.mul(1 - a)))
                .orElse(hard);
    }
}
