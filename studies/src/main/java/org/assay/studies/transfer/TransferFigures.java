package org.assay.studies.transfer;

import java.util.List;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;

/** What the report of {@link TransferLearning} draws. */
final class TransferFigures {
    private TransferFigures() {}

    // @formatter:off
    /**
     * In the report's order.
     *
     * @param retrained the arm that tries all l
     */
    static List<Figure> all(String retrained) {
        return List.of(
            new Figure.Lines("depth", "Cats, dogs, deer and horses, 100 labels each: test accuracy by the number of blocks that are trained again with the head, and what"
                + " training costs if nothing is kept. The head alone and training from scratch are level lines.",
                List.of("test accuracy", "multiplications"), List.of("l=0", retrained, "scratch"), "l, blocks from the top", Axis.LINEAR, "%, thousand million", Axis.LINEAR),
            new Figure.Bars("pair", "Cats and dogs, 100 labels each: the head alone, two blocks with it, and all from scratch.", List.of("accuracy"),
                List.of("pair,l=0", "pair,l=2", "pair,scratch"), "accuracy, %", Axis.LINEAR),
            new Figure.Bars("strategies", "Four classes, 100 labels each.", List.of("accuracy"),
                List.of("l=0", retrained, "gradual", "discriminative", "head first", "augmented", "augmented,l=0", "L2=0.005", "L2-SP", "distant source", "scratch",
                    "scratch,3N"), "accuracy, %", Axis.LINEAR),
            new Figure.Bars("shift", "The same test pictures as they are, with half their contrast, and blurred.",
                List.of("accuracy", "accuracy_paler", "accuracy_blurred"), List.of(retrained, "head first"), "accuracy, %", Axis.LINEAR),
            new Figure.Sweep("labels", "Test accuracy by the number of labels a class: the head alone, all blocks, and from 100 labels on two blocks.", "accuracy",
                List.of("25 labels", "25 labels,l=0", "l=0", "l=2", retrained, "400 labels", "400 labels,l=0", "400 labels,l=2"), "labels", Axis.LOG, "l",
                "accuracy, %", Axis.LINEAR),
            new Figure.Sweep("source", "The same with all blocks, by where the network begins.", "accuracy",
                List.of("25 labels", "25 labels,scratch", retrained, "scratch", "400 labels", "400 labels,scratch"), "labels", Axis.LOG, "start", "accuracy, %", Axis.LINEAR),
            new Figure.Bars("norms", "What becomes of normalisation where all blocks are trained again, and two blocks and the head alone beside it.", List.of("accuracy"),
                List.of(retrained, "norms' statistics", "norms affine", "norms frozen", "l=2", "norms alone",
                    "norms re-estimated,l=0", "l=0"), "accuracy, %", Axis.LINEAR),
            new Figure.Bars("imbalance", "Recall of two classes, which keep a fifth of their pictures in all arms but the first, and of the other two.",
                List.of("minority_recall", "majority_recall"), List.of(retrained, "few", "few,weighted", "few,over-sampled", "few,adjusted"), "recall, %", Axis.LINEAR),
            new Figure.Lines("movement", "How far each block's convolution went, as a share of its length: all at once, with rates that fall downwards, and head first.",
                List.of("relative change"), List.of(retrained, "discriminative", "head first"), "block, from the pixels", Axis.LINEAR, "|w - w0| / |w0|", Axis.LOG));
    }
    // @formatter:on
}
