package org.assay.studies.transfer;

import static org.assay.lab.Published.Source.READ;
import static org.assay.lab.Published.Source.RECALLED;
import static org.assay.lab.Quantity.cell;
import static org.assay.lab.Quantity.interaction;
import static org.assay.lab.Statement.allOf;
import static org.assay.lab.Statement.anyOf;
import static org.assay.lab.Statement.that;
import static org.assay.studies.transfer.TransferLearning.RETRAINED;
import static org.assay.studies.transfer.TransferLearning.STRONG;

import org.assay.lab.PlanBuilder;
import org.assay.lab.Quantity;
import org.assay.lab.Statement;
import org.assay.studies.transfer.TransferLearning.Setup;

/** What {@link TransferLearning} claims of its arms: T1 to T8 as the question asks them, and how good the source is. */
final class TransferClaims {
    private TransferClaims() {}

    // @formatter:off
    /** The plan with all claims. */
    static PlanBuilder<Setup> of(PlanBuilder<Setup> arms) {
        return arms
            .primary("T1a", "With 100 labels a class, a network from another task, trained again from the l-th block that validation pictures choose, is better than one from scratch")
                .published("transferred features generalise better, even with many labels", "Yosinski et al., section 4", RECALLED)
                .unit("points").given(strongSource())
                .that(cell(RETRAINED, "accuracy_chosen")).above(accuracy("scratch")).byAtLeast(5)
            .primary("T2a", "To train some blocks again is better than to train the head alone")
                .published("92.5 %, about 95 % attainable, 37 breeds", "DD2424 project 1, and a student's repository", READ)
                .unit("points").given(strongSource())
                .that(cell(RETRAINED, "accuracy_chosen")).above(accuracy("l=0")).byAtLeast(2)
            .secondary("T1b", "What the source is worth is more with 25 labels a class than with 400")
                .unit("points").given(strongSource())
                .that(interaction(accuracy("25 labels"), accuracy("25 labels,scratch"), accuracy("400 labels"), accuracy("400 labels,scratch"))
                    .called("gain with 25 labels less gain with 400")).above(0.0).byAtLeast(2)
            .secondary("T2b", "All blocks are as good as the chosen ones: the curve flattens")
                .unit("points").given(strongSource())
                .that(accuracy(RETRAINED)).within(2).of(cell(RETRAINED, "accuracy_chosen"))
            .secondary("T2c", "For two classes the head alone is as good as two blocks with it")
                .published("99 % with the last layer alone, dog against cat, ResNet-18", "DD2424 project 1", READ)
                .unit("points").given(strongSource())
                .that("pair,l=0").has("accuracy").within(2).of("pair,l=2")
            .secondary("T3", "Unfrozen block by block, a network becomes as good as trained at once")
                .published("better, small text sets", "Howard and Ruder, Table 6", RECALLED)
                .unit("points").given(strongSource())
                .that(accuracy("gradual")).within(1.5).of(accuracy(RETRAINED))
            .secondary("T3b", "The paper's own direction: unfrozen block by block it is better")
                .published("better, small text sets", "Howard and Ruder, Table 6", RECALLED)
                .unit("points").given(strongSource())
                .reports(accuracy("gradual").minus(accuracy(RETRAINED)))
            .secondary("T3c", "It is cheaper, to be read against 0.7: multiplications of gradual unfreezing over those of training at once")
                .reports(cell("gradual", "multiply_adds").over(cell(RETRAINED, "multiply_adds")))
            .secondary("T4a", "Head first, then all at a low rate, is better than all at once")
                .published("about 1 point", "Kumar et al., Table 1", RECALLED)
                .unit("points").given(strongSource())
                .that(accuracy("head first")).above(accuracy(RETRAINED)).byAtLeast(1)
            .secondary("T4b", "And the more so on changed test pictures")
                .published("about 10 points out of distribution, 1 within", "Kumar et al., Tables 1 and 2", RECALLED)
                .unit("points").given(strongSource())
                .that(interaction(cell("head first", "accuracy_shifted"), cell(RETRAINED, "accuracy_shifted"), accuracy("head first"), accuracy(RETRAINED))
                    .called("gain on changed pictures less gain on others")).above(0.0).byAtLeast(1)
            .secondary("T5a", "With all blocks trained, normalisation should be free and not frozen")
                .unit("points").given(strongSource())
                .that(accuracy(RETRAINED)).above(accuracy("norms frozen")).byAtLeast(1)
            .secondary("T5b", "Normalisation and the head alone give more than the head")
                .unit("points").given(strongSource())
                .that("norms alone").has("accuracy").above("l=0").byAtLeast(1)
            .secondary("T6", "A near source is better than a distant one, and that better than none")
                .published("worse with distance, better than random features", "Yosinski et al., section 4.2", RECALLED)
                .unit("points").given(strongSource())
                .that(allOf(
                    that(accuracy(RETRAINED)).above(accuracy("distant source")).byAtLeast(2),
                    that(accuracy("distant source")).above(accuracy("scratch")).byAtLeast(1)))
            .secondary("T7a", "Classes that keep a fifth of their pictures lose recall")
                .unit("points").given(strongSource())
                .that(lost()).above(0.0).byAtLeast(8)
            .secondary("T7b", "Weighted losses or over-sampling bring a third of it back, and leave the other classes what they had")
                .unit("points").given(that(lost()).above(0.0).byAtLeast(8))
                .that(anyOf(recovers("few,weighted"), recovers("few,over-sampled")))
            .secondary("T8a", "Augmentation helps where all blocks are trained")
                .unit("points").given(strongSource())
                .that(accuracy("augmented")).above(accuracy(RETRAINED)).byAtLeast(1)
            .secondary("T8b", "It helps the head alone less")
                .unit("points").given(strongSource())
                .that(interaction(accuracy("augmented"), accuracy(RETRAINED), accuracy("augmented,l=0"), accuracy("l=0"))
                    .called("gain with all blocks less gain with the head")).above(0.0).byAtLeast(0.5)
            .secondary("G", "Six-class test accuracy of the source, which the claims need to be 75 %")
                .unit("%")
                .reports(cell(RETRAINED, "source_accuracy"))
            .secondary("G2", "Share of seeds in which it is")
                .reports(cell(RETRAINED, "source_is_strong"));
    }
    // @formatter:on

    private static Quantity accuracy(String arm) {
        return cell(arm, "accuracy");
    }

    private static Statement strongSource() {
        return that(RETRAINED).has("source_accuracy").above(STRONG).byAtLeast(0);
    }

    private static Quantity minority(String arm) {
        return cell(arm, "minority_recall");
    }

    private static Quantity lost() {
        return minority(RETRAINED).minus(minority("few")).called("recall lost");
    }

    private static Statement recovers(String arm) {
        return allOf(
                that(minority(arm)
                                .minus(minority("few"))
                                .minus(lost().times(1 / 3.0))
                                .called("recall won back with " + arm + " less a third of what was lost"))
                        .above(0.0)
                        .byAtLeast(0),
                that(cell(arm, "majority_recall")).within(3).of(cell("few", "majority_recall")));
    }
}
