package org.assay.studies.compression;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.Trial;
import org.assay.nn.Checkpoint;
import org.assay.nn.Mlp;
import org.assay.nn.prune.Masks;
import org.assay.studies.compression.LotteryTicket.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** The rounds of training, pruning and resetting of one seed. Each is gone through once, for all arms that need it. */
final class Tickets {

    private static final String FILE = "round.safetensors";

    private final Trial<Setup> trial;
    private final Setup s;
    private final Digits digits;
    private final Mlp theta0;
    private final List<Path> rounds = new ArrayList<>();
    private int trainings;

    /**
     * What a round leaves behind.
     *
     * @param mask of the next round
     * @param trained the dense network after training, of the first round only
     */
    private record Round(Masks mask, Course course, Optional<Mlp> trained) {}

    Tickets(Trial<Setup> trial, Digits digits, Mlp theta0) {
        this.trial = trial;
        this.s = trial.setting();
        this.digits = digits;
        this.theta0 = theta0;
    }

    /** The mask m of round r, counted from 0, in which everything stays. */
    Masks mask(int r) throws Exception {
        return r == 0 ? Masks.all(theta0) : new Masks(Checkpoint.under("mask.kept.", read(r - 1)));
    }

    /** The training of the ticket {@code theta0 * m} of round r. */
    Course course(int r) throws Exception {
        var kept = Checkpoint.under("course.", read(r));
        return new Course(tensor(kept, "losses"), tensor(kept, "errors"), tensor(kept, "stop"));
    }

    /** Trains from a start of which the mask lets through a part. The start stays as it is. */
    Course train(Mlp start, Masks m) {
        var course = Course.train(m.apply(start), m, digits, s, Rng.of(trial.seed("batches")));
        progress();
        return course;
    }

    /** One-shot pruning: of the dense network after training, as many rounds' shares at once. */
    Masks oneShot(int r) throws Exception {
        var theta = Checkpoint.fill(theta0, Checkpoint.under("trained.", read(0)));
        return Masks.all(theta0).withoutSmallest(theta, layer -> 1 - Math.pow(1 - share(layer), r));
    }

    /** The share p of what is left that a round takes from a layer: half as much from the last. */
    double share(String layer) {
        return layer.startsWith("layers." + (theta0.layers().size() - 1)) ? s.pruned() / 2 : s.pruned();
    }

    private Map<String, Tensor> read(int r) throws Exception {
        for (int k = rounds.size(); k <= r; k++) {
            var m = mask(k);
            boolean dense = k == 0;
            rounds.add(trial.shared(
                    "round",
                    s.ticket(k),
                    trial.seed(),
                    folder -> Scope.run(() -> Checkpoint.save(folder.resolve(FILE), round(m, dense)))));
            progress();
        }
        return Checkpoint.read(rounds.get(r).resolve(FILE));
    }

    private Round round(Masks m, boolean dense) {
        var theta = m.apply(theta0);
        var course = Course.train(theta, m, digits, s, Rng.of(trial.seed("batches")));
        return new Round(m.withoutSmallest(theta, this::share), course, dense ? Optional.of(theta) : Optional.empty());
    }

    /** One more training is done, by this trial or by another one, of those that its arm needs. */
    private void progress() {
        int last = Arrays.stream(s.levels()).max().orElse(0);
        int all = switch (s.start()) {
            case TICKET -> last + 1;
            case ONE_SHOT -> 1 + s.levels().length;
            case REDRAWN, SHUFFLED, SIGNS -> last + s.levels().length;
        };
        trainings++;
        trial.progress(Math.min(1, (double) trainings / all));
    }

    private static Tensor tensor(Map<String, Tensor> kept, String name) {
        return requireNonNull(kept.get(name));
    }
}
