package org.assay.studies.selfsupervised;

import org.assay.data.Batches;
import org.assay.lab.Trial;
import org.assay.nn.Losses;
import org.assay.nn.Mode;
import org.assay.nn.metrics.Neighbours;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.Lars;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Rule;
import org.assay.nn.optim.Schedule;
import org.assay.studies.selfsupervised.Simclr.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** Algorithm 1: an encoder learns to find, of every view in a batch, the other view of its picture. */
final class Learning {
    private static final int LOOKS = 20;

    private Learning() {}

    /** Which optimiser. */
    enum Method {
        ADAM,
        LARS;

        Rule rule(double rate, double weightDecay) {
            return this == ADAM
                    ? Adam.of(rate).weightDecay(weightDecay)
                    : Lars.of(rate).weightDecay(weightDecay);
        }
    }

    /** The loss of a batch, and the embeddings of its views. */
    record Found(Tensor loss, Tensor first, Tensor second) {
        static Found of(Encoder encoder, Views.Pair views, double temperature) {
            long n = views.first().size(0);
            // One pass: batches are normalised over both views, and no view can be told by the statistics it came with.
            var z = encoder.forward(Tensor.cat(views.first(), views.second()));
            var first = z.narrow(0, 0, n);
            var second = z.narrow(0, n, n);
            return new Found(Losses.ntXent(first, second, temperature), first, second);
        }
    }

    /** Trains the encoder in place. */
    static void learn(Trial<Setup> trial, Encoder encoder, Tensor pictures, Views views) {
        var s = trial.setting();
        long steps = pictures.size(0) / s.batch() * s.epochs();
        long warmup = steps * s.warmup() / s.epochs();
        var optimiser = Optimiser.of(encoder, s.method().rule(s.learningRate(), s.weightDecay()))
                .schedule(Schedule.cosine(steps - warmup).warmup(warmup));
        var draws = Rng.of(trial.seed("views"));
        var batches = Batches.of(pictures, s.batch(), Rng.of(trial.seed("batches")))
                .withoutRemainder()
                .steps(steps);
        Mode.training(Rng.of(0), () -> {
            double sum = 0;
            double right = 0;
            long since = 0;
            for (var x : batches) {
                var pair = views.pair(x, draws);
                var found = optimiser.minimise(() -> Found.of(encoder, pair, s.tau()), Found::loss);
                sum += found.loss().item();
                right += Neighbours.partnersFound(found.first(), found.second());
                since++;
                long step = optimiser.steps();
                if (step * LOOKS / steps > (step - 1) * LOOKS / steps) {
                    trial.series("loss", (double) step, sum / since);
                    trial.series("partners found", (double) step, right / since);
                    trial.progress(0.8 * step / steps);
                    sum = 0;
                    right = 0;
                    since = 0;
                }
            }
        });
    }
}
