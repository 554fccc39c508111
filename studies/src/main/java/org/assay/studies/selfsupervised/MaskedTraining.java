package org.assay.studies.selfsupervised;

import java.nio.file.Path;
import java.util.Arrays;
import org.assay.data.Augment;
import org.assay.data.Batches;
import org.assay.lab.Trial;
import org.assay.nn.Checkpoint;
import org.assay.nn.optim.AdamW;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Schedule;
import org.assay.studies.selfsupervised.MaskedAutoencoder.Setup;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/** Learning to tell hidden patches from visible ones. */
final class MaskedTraining {
    private static final String FILE = "pretrained.safetensors";
    private static final int LOOKS = 20;
    private static final int SHIFT = 2;
    private static final int TIMED = 7;

    private final Trial<Setup> trial;
    private final Setup s;
    private final MaskedData data;

    MaskedTraining(Trial<Setup> trial, MaskedData data) {
        this.trial = trial;
        this.s = trial.setting();
        this.data = data;
    }

    /**
     * What is left of a training.
     *
     * @param losses means over twentieths of the steps, FLOAT64
     */
    private record Trained(MaskedModel model, Tensor losses) {}

    /** The trained model of a seed: one training serves all that is read from it. */
    MaskedModel shared(MaskedModel start) throws Exception {
        var folder = trial.shared(
                "pretrained",
                s.pretraining(),
                trial.seed(),
                made -> Scope.run(() -> Checkpoint.save(made.resolve(FILE), trained(start))));
        return Scope.call(() -> read(folder, start));
    }

    private MaskedModel read(Path folder, MaskedModel start) {
        var like = new Trained(start, Tensor.zeros(DType.FLOAT64, LOOKS));
        var trained = Checkpoint.load(folder.resolve(FILE), like);
        var losses = trained.losses.toDoubles();
        if (!trial.tuning()) {
            for (int look = 0; look < LOOKS; look++) {
                trial.series("reconstruction loss", (look + 1.0) * steps() / LOOKS, losses[look]);
            }
            trial.metric("reconstruction_loss", losses[LOOKS - 1]);
        }
        return trained.model;
    }

    private int steps() {
        return s.unlabelled() / s.batch() * s.epochs();
    }

    private Trained trained(MaskedModel start) {
        var model = Tree.map(start, w -> w.requiresGrad() ? w.detach().copy().parameter() : w);
        int steps = steps();
        int warmup = Math.min(s.warmup(), steps / 5);
        var rule = AdamW.of(s.rate()).betas(0.9, 0.95);
        var optimiser = Optimiser.of(model, rule.weightDecay(0))
                .with((_, weight) -> weight.rank() == 2 || weight.rank() == 4, rule.weightDecay(s.weightDecay()))
                .schedule(Schedule.cosine(steps - warmup).warmup(warmup));
        var batches = Batches.of(data.unlabelled(), s.batch(), Rng.of(trial.seed("batches")))
                .withoutRemainder()
                .steps(steps);
        var changes = Rng.of(trial.seed("augmentation"));
        var hiding = masks();
        var losses = new double[LOOKS];
        var counts = new int[LOOKS];
        int step = 0;
        for (var batch : batches) {
            int look = (int) ((long) step * LOOKS / steps);
            double lost = Scope.call(() -> {
                var x = data.units().apply(s.augmented() ? Augment.cropAndFlip(batch, SHIFT, changes) : batch);
                return optimiser.minimise(() -> loss(model, x, hiding));
            });
            counts[look]++;
            losses[look] += (lost - losses[look]) / counts[look];
            step++;
            if (step % 20 == 0) {
                trial.progress(0.6 * step / steps);
            }
        }
        return new Trained(model, Tensor.of(DType.FLOAT64, losses, LOOKS));
    }

    /** Arms that hide alike hide the same patches. */
    private Rng masks() {
        return Rng.of(trial.seed("masks, " + s.sampling() + " " + s.ratio()));
    }

    private Tensor loss(MaskedModel model, Tensor x, Rng hiding) {
        var shuffle = PatchShuffle.of(s.sampling(), (int) x.size(0), s.size() / s.patch(), s.ratio(), hiding);
        return MaskedModel.loss(model.guess(x, shuffle), x, s.patch(), shuffle, s.everywhere(), s.normalised());
    }

    /** The median time of the loss and its gradient on a batch, seconds. */
    double stepTime(MaskedModel model) {
        var hiding = masks();
        return Scope.call(() -> {
            var x = data.units().apply(data.unlabelled().narrow(0, 0, s.batch()));
            var times = new long[TIMED];
            for (int i = 0; i < TIMED; i++) {
                long before = System.nanoTime();
                Scope.run(() -> Autodiff.grad(loss(model, x, hiding), Tree.parameters(model), false));
                times[i] = System.nanoTime() - before;
            }
            Arrays.sort(times);
            return times[TIMED / 2] / 1e9;
        });
    }
}
