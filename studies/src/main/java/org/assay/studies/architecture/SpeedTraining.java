package org.assay.studies.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.assay.data.Examples;
import org.assay.data.Standardiser;
import org.assay.nn.Mode;
import org.assay.nn.metrics.Classification;
import org.assay.nn.optim.Lookahead;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Rule;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Precision;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** The training of a {@link SpeedNet}, and what it then says of pictures. */
final class SpeedTraining {
    /** Pixels by which training pictures are shifted at most. */
    private static final int SHIFT = 2;

    private static final int VIEW_SHIFT = 1;
    /** Pictures from whose patches the first convolution is made. */
    private static final int PATCHED = 5_000;
    /** Epochs after which its bias stays. */
    private static final long BIAS_EPOCHS = 3;

    private static final int PULL_EVERY = 5;
    private static final int PIECE = 1_000;

    private final SpeedRecipe recipe;
    private final Examples train;
    private final Standardiser units;
    private final Rng rng;
    private final int side;
    private final SpeedNet net;

    /**
     * A network at its start.
     *
     * @param train pictures as they come, {@code [picture, 3, side, side]}
     * @param units the network's
     */
    SpeedTraining(SpeedRecipe recipe, Examples train, Standardiser units, Rng rng) {
        this.recipe = recipe;
        this.train = train;
        this.units = units;
        this.rng = rng;
        this.side = (int) train.inputs().size(3);
        this.net = Scope.call(() -> SpeedNet.of(
                recipe.widths(),
                recipe.whitened(),
                units.apply(train.first(Math.min(PATCHED, train.count())).inputs()),
                rng.split("start")));
    }

    SpeedNet net() {
        return net;
    }

    /**
     * Trains the network in place.
     *
     * @param watcher hears the mean training loss of every step
     */
    void learn(DoubleConsumer watcher) {
        long each = recipe.stepsOfEpoch(train.count());
        long steps = recipe.steps(train.count());
        long small = recipe.smallSteps(train.count());
        var optimiser = Optimiser.of(net, recipe.ofKernels())
                .with((_, weight) -> weight.rank() == 2, recipe.ofHead())
                .with((_, weight) -> weight.rank() == 1, recipe.ofBiases())
                .with((_, weight) -> weight == net.bias(), new Until(recipe.ofBiases(), BIAS_EPOCHS * each))
                .schedule(recipe.schedule(steps));
        var fixed = net.fixed();
        var slow = Lookahead.of(net);
        var orders = rng.split("order");
        var moves = rng.split("moves");
        Mode.training(
                rng.split("layers"),
                () -> Scope.run(() -> {
                    var wide = padded(train.inputs(), SHIFT);
                    var narrow = small == 0 ? wide : padded(smaller(train.inputs()), SHIFT);
                    var mirrored = rng.split("flips").integers(0, 2, train.count());
                    var order = orders.permutation(train.count());
                    for (long step = 0; step < steps; step++) {
                        long epoch = step / each;
                        long place = step % each;
                        if (place == 0 && epoch > 0) {
                            order.copyFrom(Scope.call(() -> orders.permutation(train.count())));
                        }
                        var source = step < small ? narrow : wide;
                        watcher.accept(Scope.call(() -> {
                            var rows = order.narrow(0, place * recipe.batch(), recipe.batch());
                            var x = Autodiff.noGrad(() -> units.apply(
                                    moved(source.rows(rows), flips(mirrored.rows(rows), epoch, moves), moves)));
                            var y = train.labels().rows(rows);
                            // Muon's products are reduced too.
                            return precise(() -> optimiser.minimise(() ->
                                    logits(epoch < BIAS_EPOCHS ? net : fixed, x).crossEntropy(y, recipe.smoothing())));
                        }));
                        if (recipe.lookahead() && (step + 1) % PULL_EVERY == 0) {
                            slow.pull(SpeedRecipe.share(step + 1, steps));
                        }
                    }
                    if (recipe.lookahead()) {
                        slow.pull(0);
                    }
                }));
    }

    /** Which pictures are mirrored (1) in an epoch: {@code first} says it of epoch 0. */
    Tensor flips(Tensor first, long epoch, Rng moves) {
        return switch (recipe.flips()) {
            case ALTERNATING -> first.add(epoch).remainder(2);
            case RANDOM -> moves.integers(0, 2, first.count());
            case NONE -> Tensor.zerosLike(first);
        };
    }

    /** Padded pictures cut back to their size at a random place. */
    private static Tensor moved(Tensor padded, Tensor mirrored, Rng rng) {
        long n = padded.size(0);
        long size = padded.size(3) - 2L * SHIFT;
        var down = rng.integers(-SHIFT, SHIFT + 1, n);
        var right = rng.integers(-SHIFT, SHIFT + 1, n);
        return padded.shift(down, right, mirrored).narrow(2, SHIFT, size).narrow(3, SHIFT, size);
    }

    /** Pictures of the smaller side, each place a mean over as much of the larger ones. */
    private Tensor smaller(Tensor pictures) {
        return inPieces(pictures, piece -> piece.interpolateArea(recipe.smallSide(), recipe.smallSide()));
    }

    private static Tensor padded(Tensor pictures, int by) {
        return inPieces(pictures, piece -> piece.padReflect(by, by, by, by));
    }

    /** Pictures changed as 32-bit floats, in the type they came in. */
    private static Tensor inPieces(Tensor pictures, UnaryOperator<Tensor> change) {
        return Scope.call(() -> {
            var parts = new ArrayList<Tensor>();
            for (var piece : pictures.split(PIECE, 0)) {
                parts.add(Scope.call(() -> {
                    var changed = change.apply(piece.to(DType.FLOAT32));
                    return (pictures.dtype() == DType.UINT8 ? changed.round() : changed).to(pictures.dtype());
                }));
            }
            return Tensor.cat(parts, 0);
        });
    }

    private Tensor logits(Tensor x) {
        return logits(net, x);
    }

    private Tensor logits(SpeedNet net, Tensor x) {
        return precise(() -> net.forward(x)).to(DType.FLOAT32);
    }

    private <T> T precise(Supplier<T> body) {
        return recipe.reduced() ? Precision.bf16(body) : body.get();
    }

    /** The share of pictures that get their label. */
    double accuracy(Examples of, boolean views) {
        return Mode.evaluation(() -> Scope.call(() -> Autodiff.noGrad(() -> {
            double right = 0;
            for (long from = 0; from < of.count(); from += PIECE) {
                var piece = of.range(from, Math.min(of.count(), from + PIECE));
                right += piece.count()
                        * Scope.call(() -> {
                            var x = units.apply(piece.inputs());
                            return Classification.accuracy(views ? ofViews(x) : logits(x), piece.labels());
                        });
            }
            return right / of.count();
        })));
    }

    /** Mean logits of six views: as it is, and moved by a pixel up and left and down and right; each also mirrored. What was not moved counts half. */
    Tensor ofViews(Tensor x) {
        var padded = x.padReflect(VIEW_SHIFT, VIEW_SHIFT, VIEW_SHIFT, VIEW_SHIFT);
        var moved = List.of(0L, 2L * VIEW_SHIFT).stream()
                .map(at -> both(padded.narrow(2, at, side).narrow(3, at, side)))
                .toList();
        return both(x).mul(0.5).add(moved.get(0).add(moved.get(1)), 0.25);
    }

    private Tensor both(Tensor x) {
        return logits(x).add(logits(x.flip(3))).mul(0.5);
    }

    /** Floating-point operations of the training: a step takes three times a forward pass, a multiplication with its sum two. */
    double operations() {
        long small = recipe.smallSteps(train.count());
        long full = recipe.steps(train.count()) - small;
        double multiplied = small * SpeedNet.multiplyAdds(recipe.widths(), recipe.smallSide())
                + full * SpeedNet.multiplyAdds(recipe.widths(), side);
        return 6 * multiplied * recipe.batch();
    }

    /** A rule that moves nothing after so many steps. */
    private record Until(Rule rule, long steps) implements Rule {
        @Override
        public double lr() {
            return rule.lr();
        }

        @Override
        public Update begin(List<Tensor> parameters) {
            var update = rule.begin(parameters);
            long[] taken = {0};
            return (gradients, rate) -> {
                if (taken[0]++ < steps) {
                    update.apply(gradients, rate);
                }
            };
        }
    }
}
