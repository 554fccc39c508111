package org.assay.studies.transfer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.assay.data.Colours;
import org.assay.data.Examples;
import org.assay.data.Standardiser;
import org.assay.lab.Trial;
import org.assay.nn.metrics.Confusion;
import org.assay.studies.transfer.TransferLearning.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** What a re-trained network gets right, and how far it went from where it came from. All accuracies are in per cent. */
record Outcome(Trial<Setup> trial, Pictures pictures, Standardiser units) {

    private static final double PERCENT = 100;
    private static final double PALER = 0.5;
    /** Pixels, of pictures of 32 x 32; in proportion fewer of smaller ones. */
    private static final double BLUR = 1;

    private static final int PIECE = 500;

    double validation(Network net) {
        return PERCENT * confusion(net, pictures.validation()).accuracy();
    }

    /** Test accuracy with l blocks trained again; of the largest l all else is reported, too. */
    double accuracy(Network net, int l, long[] minority, Network before) {
        var s = trial.setting();
        var test = confusion(net, pictures.test());
        double accuracy = PERCENT * test.accuracy();
        // Where one l alone is tried, it is drawn as a level line.
        for (int at = s.least() == s.l() ? 0 : l; at <= (s.least() == s.l() ? Network.DEPTH : l); at++) {
            trial.series("test accuracy", at, accuracy);
        }
        if (s.least() < s.l()) {
            trial.series("multiplications", l, FineTuning.multiplyAdds(s, l, pictures.classes()) / 1e9);
        }
        if (l == s.l()) {
            report(test, minority);
            moved(net, before);
            if (s.shifted()) {
                shifted(net);
            }
        }
        return accuracy;
    }

    private Confusion confusion(Network net, Examples of) {
        return Scope.call(() -> Confusion.of(
                FineTuning.predicted(net, of.inputs(), units, trial.setting().bf16()),
                of.labels(),
                pictures.classes()));
    }

    /** Accuracy, and recall averaged over the classes that are short of pictures in some arms and over the others. */
    private void report(Confusion test, long[] minority) {
        trial.metric("accuracy", PERCENT * test.accuracy());
        if (minority.length == 0) {
            return;
        }
        var recall = test.recall();
        double few = Arrays.stream(minority)
                .mapToDouble(c -> recall[(int) c])
                .average()
                .orElseThrow();
        double all = Arrays.stream(recall).average().orElseThrow();
        double share = minority.length / (double) recall.length;
        trial.metric("minority_recall", PERCENT * few);
        trial.metric("majority_recall", PERCENT * (all - share * few) / (1 - share));
    }

    /** Of test pictures with half their contrast and of blurred ones. */
    private void shifted(Network net) {
        double paler = PERCENT
                * confusion(net, changed(x -> Colours.contrast(x, PALER))).accuracy();
        var none = Rng.of(0);
        double deviation = BLUR * trial.setting().side() / Pictures.SIDE;
        double blurred = PERCENT
                * confusion(net, changed(x -> Colours.blur(x, deviation, deviation, none)))
                        .accuracy();
        trial.metric("accuracy_paler", paler);
        trial.metric("accuracy_blurred", blurred);
        trial.metric("accuracy_shifted", (paler + blurred) / 2);
    }

    private Examples changed(UnaryOperator<Tensor> change) {
        return Scope.call(() -> {
            var pieces = new ArrayList<Tensor>();
            for (var piece : pictures.test().inputs().split(PIECE, 0)) {
                pieces.add(change.apply(piece));
            }
            return new Examples(Tensor.cat(pieces, 0), pictures.test().labels());
        });
    }

    /** By how much the convolution of each block changed, as a share of its length before. */
    private void moved(Network net, Network before) {
        for (int i = 0; i < Network.DEPTH; i++) {
            trial.series("relative change", i + 1.0, change(net, before, i));
        }
    }

    static double change(Network net, Network before, int block) {
        return Scope.call(() -> {
            var w = net.blocks().get(block).conv().weight().detach();
            var w0 = before.blocks().get(block).conv().weight().detach();
            return w.sub(w0).flatten().norm().item() / w0.flatten().norm().item();
        });
    }
}
