package org.assay.nn;

import java.util.Optional;
import java.util.function.Supplier;
import org.assay.tensor.Rng;

/**
 * Whether layers train or evaluate, for the work inside a call and on its thread. Without any call they evaluate:
 * dropout does nothing and batch normalisation uses its running statistics.
 *
 * <pre>{@code
 * Mode.training(rng, () -> {
 *     for (var batch : batches) {
 *         optimiser.minimise(() -> model.forward(batch.x()).crossEntropy(batch.y()));
 *     }
 * });
 * }</pre>
 */
public final class Mode {
    /** What becomes of the running statistics that training would move. */
    enum Statistics {
        MOVING,
        FROZEN,
        AVERAGING
    }

    private static final Mode EVALUATION = new Mode(false, Optional.empty(), Statistics.FROZEN, 0);
    private static final ScopedValue<Mode> CURRENT = ScopedValue.newInstance();

    private final boolean training;
    private final Optional<Rng> rng;
    private final Statistics statistics;
    private final long averaged;

    private Mode(boolean training, Optional<Rng> rng, Statistics statistics, long averaged) {
        this.training = training;
        this.rng = rng;
        this.statistics = statistics;
        this.averaged = averaged;
    }

    /** Runs the body in training, with what dropout and other random layers draw coming from the generator. */
    public static void training(Rng rng, Runnable body) {
        training(rng, Mode.returning(body));
    }

    /** Runs the body in training, with what dropout and other random layers draw coming from the generator. */
    public static <T> T training(Rng rng, Supplier<T> body) {
        return new Mode(true, Optional.of(rng), Statistics.MOVING, 0).call(body);
    }

    /** Runs the body in evaluation, as inside a training loop. */
    public static void evaluation(Runnable body) {
        evaluation(Mode.returning(body));
    }

    /** Runs the body in evaluation, as inside a training loop. */
    public static <T> T evaluation(Supplier<T> body) {
        return new Mode(false, Optional.empty(), Statistics.FROZEN, 0).call(body);
    }

    /** Runs the body without moving any running statistics: in training, batches still normalise by their own. */
    public static <T> T frozenStatistics(Supplier<T> body) {
        var now = current();
        return new Mode(now.training, now.rng, Statistics.FROZEN, 0).call(body);
    }

    /** Whether layers train. */
    public static boolean isTraining() {
        return current().training;
    }

    /** What random layers draw from in training. */
    public static Rng generator() {
        return current()
                .rng
                .orElseThrow(() -> new IllegalStateException(
                        "A random layer draws in training only: run it inside Mode.training(rng, () -> ...)."));
    }

    /** Runs the body in training, with running statistics becoming the mean over this batch and so many before it. */
    static <T> T averaging(long before, Supplier<T> body) {
        return new Mode(true, Optional.empty(), Statistics.AVERAGING, before).call(body);
    }

    /** Whether random layers act. */
    static boolean isRandom() {
        return current().training && current().statistics != Statistics.AVERAGING;
    }

    static boolean movesStatistics() {
        return current().statistics != Statistics.FROZEN;
    }

    /** The weight of the present batch in the running statistics, for a layer with the given momentum. */
    static double momentum(double layers) {
        var now = current();
        return now.statistics == Statistics.AVERAGING ? 1.0 / (now.averaged + 1) : layers;
    }

    private <T> T call(Supplier<T> body) {
        return ScopedValue.where(CURRENT, this).call(body::get);
    }

    private static Mode current() {
        return CURRENT.isBound() ? CURRENT.get() : EVALUATION;
    }

    private static Supplier<Boolean> returning(Runnable body) {
        return () -> {
            body.run();
            return true;
        };
    }
}
