package org.assay.studies.selfsupervised;

import java.util.function.BiPredicate;
import org.assay.data.Augment;
import org.assay.data.Batches;
import org.assay.data.Examples;
import org.assay.lab.Trial;
import org.assay.nn.Mode;
import org.assay.nn.models.VisionTransformer;
import org.assay.nn.optim.AdamW;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Schedule;
import org.assay.studies.selfsupervised.MaskedAutoencoder.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Learning classes from few labels, with lower rates for layers nearer to the pixels. */
final class FineTuning {
    private static final int SHIFT = 2;

    private FineTuning() {}

    /** Trains the encoder and its head in place. */
    static void train(Trial<Setup> trial, MaskedData data, VisionTransformer net) {
        var s = trial.setting();
        int each = (int) ((data.labelled().count() + s.fineBatch() - 1) / s.fineBatch());
        int steps = each * s.fineEpochs();
        int warmup = Math.max(1, steps / 10);
        var optimiser = optimiser(net, s.fineRate(), s.layerDecay(), s.weightDecay())
                .schedule(Schedule.cosine(steps - warmup).warmup(warmup));
        var changes = Rng.of(trial.seed("augmentation, labelled"));
        var batches = Batches.of(data.labelled(), s.fineBatch(), Rng.of(trial.seed("batches, labelled")))
                .map(batch -> augmented(batch, data, changes))
                .steps(steps);
        Mode.training(Rng.of(trial.seed("dropout")), () -> {
            int step = 0;
            for (var batch : batches) {
                Scope.run(() ->
                        optimiser.minimise(() -> net.forward(batch.inputs()).crossEntropy(batch.labels())));
                step++;
                if (step % 20 == 0) {
                    trial.progress(0.7 + 0.25 * step / steps);
                }
            }
        });
    }

    private static Examples augmented(Examples batch, MaskedData data, Rng rng) {
        return new Examples(data.units().apply(Augment.cropAndFlip(batch.inputs(), SHIFT, rng)), batch.labels());
    }

    /** Rates are multiplied by {@code decay^(L + 1 - k)}: the patches are layer 0, blocks 1 to L, normalisation and head L + 1. Matrices alone decay. */
    static Optimiser optimiser(VisionTransformer net, double rate, double decay, double weightDecay) {
        int depth = net.blocks().size();
        var optimiser = Optimiser.of(net, AdamW.of(rate).weightDecay(0));
        for (int k = 0; k <= depth + 1; k++) {
            var layer = layer(k, depth);
            var rule = AdamW.of(rate * Math.pow(decay, depth + 1 - k));
            optimiser
                    .with(layer, rule.weightDecay(0))
                    .with(layer.and((_, weight) -> isMatrix(weight)), rule.weightDecay(weightDecay));
        }
        return optimiser;
    }

    private static boolean isMatrix(Tensor weight) {
        return weight.rank() > 1;
    }

    private static BiPredicate<String, Tensor> layer(int k, int depth) {
        if (k == 0) {
            return (name, _) -> name.startsWith("patch_embed.");
        }
        return k > depth
                ? (name, _) -> name.startsWith("norm.") || name.startsWith("head.")
                : (name, _) -> name.startsWith("blocks." + (k - 1) + ".");
    }
}
