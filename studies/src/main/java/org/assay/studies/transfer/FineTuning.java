package org.assay.studies.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.data.Augment;
import org.assay.data.Batches;
import org.assay.data.Examples;
import org.assay.data.Standardiser;
import org.assay.data.Warp;
import org.assay.lab.Trial;
import org.assay.nn.BatchNorm;
import org.assay.nn.Layer;
import org.assay.nn.Mode;
import org.assay.nn.optim.AdamW;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Schedule;
import org.assay.studies.transfer.TransferLearning.Setup;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Precision;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/** Re-training of a network for the target task, in so many steps whatever the strategy. */
final class FineTuning {

    private static final double FLOOR = 0.1;
    /** Howard and Ruder's divisor of the rate from one layer to the one below. */
    private static final double RATIO = 2.6;
    /** By which the second half of LP-FT lowers the rate. */
    private static final double GENTLE = 10;

    /** Pixels by which pictures of 32 x 32 are shifted at most; fewer of smaller ones. */
    private static final int SHIFT = 3;

    private static final double DEGREES = 10;
    private static final double LEAST = 0.9;
    private static final double MOST = 1.1;
    private static final int PIECE = 500;

    /** In which order and how fast layers are re-trained. */
    enum Strategy {
        /** The last l blocks and the head from the first step on, at one rate: S1. */
        AT_ONCE,
        /** The head, then with one block more from stage to stage: S2. */
        GRADUAL,
        /** All blocks, the k-th from the top at a rate 2.6^k times lower than the head: S3. */
        DISCRIMINATIVE,
        /** The head for half of the steps, then everything at a tenth of the rate, LP-FT: S4. */
        HEAD_FIRST
    }

    /** What becomes of normalisation in re-trained blocks. Below them nothing of it moves. */
    enum Norms {
        /** Batches' statistics, running ones follow, scales and shifts are trained. */
        FREE(true, true),
        /** The source's statistics, scales and shifts stay. */
        FROZEN(false, false),
        /** Statistics as in training; scales and shifts stay. */
        STATISTICS(true, false),
        /** The source's statistics; scales and shifts are trained. */
        AFFINE(false, true),
        /** As FREE, while all convolutions stay as they were. */
        ALONE(true, true),
        /** Running statistics are taken once from the target's pictures, then as FROZEN. */
        REESTIMATED(false, false);

        private final boolean moving;
        private final boolean trained;

        Norms(boolean moving, boolean trained) {
            this.moving = moving;
            this.trained = trained;
        }
    }

    private final Trial<Setup> trial;
    private final Setup s;
    private final Examples train;
    private final Standardiser units;
    private final Tensor counts;
    private final Rng order;
    private final Rng copies;

    /**
     * A re-training in the order of batches that all arms of a seed share.
     *
     * @param train pictures as they come
     * @param units what the network takes pictures in
     */
    FineTuning(Trial<Setup> trial, Examples train, Standardiser units, int classes) {
        this.trial = trial;
        this.s = trial.setting();
        this.train = train;
        this.units = units;
        this.counts = Imbalance.counts(train, classes);
        this.order = Rng.of(trial.seed("order"));
        this.copies = Rng.of(trial.seed("copies"));
    }

    /** Trains the last l blocks and the head in place, by the arm's strategy. */
    void learn(Network net, int l) {
        if (s.norms() == Norms.REESTIMATED) {
            BatchNorm.reestimate(
                    net.bottom(0), List.of(units.apply(train.inputs()).channelsLast()));
        }
        double eta = s.learningRate();
        switch (s.strategy()) {
            case AT_ONCE -> stage(net, l, s.steps(), eta, 1);
            case GRADUAL -> {
                for (int k = 0; k <= Network.DEPTH; k++) {
                    stage(net, k, s.steps() / (Network.DEPTH + 1), eta, 1);
                }
            }
            case DISCRIMINATIVE -> stage(net, l, s.steps(), eta, RATIO);
            case HEAD_FIRST -> {
                stage(net, 0, s.steps() / 2, eta, 1);
                stage(net, l, s.steps() / 2, eta / GENTLE, 1);
            }
        }
    }

    /** Multiplications with a sum of all steps; see {@link Network#multiplyAdds}. */
    static double multiplyAdds(Setup s, int l, int classes) {
        double images = (double) s.batch() * s.steps();
        return switch (s.strategy()) {
            case AT_ONCE, DISCRIMINATIVE -> images * Network.multiplyAdds(l, s.side(), classes);
            case GRADUAL -> {
                double sum = 0;
                for (int k = 0; k <= Network.DEPTH; k++) {
                    sum += images / (Network.DEPTH + 1) * Network.multiplyAdds(k, s.side(), classes);
                }
                yield sum;
            }
            case HEAD_FIRST ->
                images / 2 * (Network.multiplyAdds(0, s.side(), classes) + Network.multiplyAdds(l, s.side(), classes));
        };
    }

    /** The rate rises in a straight line, then falls along a cosine to a tenth of its peak. */
    static Schedule schedule(int steps, int warmup) {
        int rise = Math.min(warmup, steps / 2);
        return Schedule.cosine(steps - rise, FLOOR).warmup(rise);
    }

    /** One optimiser's life: what lies below the last l blocks is the same for all of its steps, and is computed once where pictures are not changed. */
    private void stage(Network net, int l, int steps, double rate, double ratio) {
        Scope.run(() -> {
            var bottom = net.bottom(l);
            var top = net.top(l);
            var optimiser = optimiser(net, top, rate, ratio).schedule(schedule(steps, s.warmup()));
            var penalty = penalty(top);
            var batches = s.augmented()
                    ? batches(train, steps).map(batch -> new Examples(below(bottom, copied(batch)), batch.labels()))
                    : batches(new Examples(below(bottom, units.apply(train.inputs())), train.labels()), steps);
            Runnable loop = () -> {
                int step = 0;
                for (var batch : batches) {
                    optimiser.minimise(() -> {
                        var loss = s.imbalance().loss(logits(top, batch.inputs()), batch.labels(), counts);
                        return penalty.map(p -> loss.add(p.value())).orElse(loss);
                    });
                    step++;
                    if (step % 50 == 0) {
                        trial.progress(0.9);
                    }
                }
            };
            if (s.norms().moving) {
                Mode.training(Rng.of(trial.seed("layers")), loop);
            } else {
                Mode.evaluation(loop);
            }
        });
    }

    private Batches<Examples> batches(Examples of, int steps) {
        return Batches.of(of, s.batch(), order).withoutRemainder().steps(steps);
    }

    /** Of what the arm trains alone: the rest of the network loses its gradients, and no decay can move it. */
    private Optimiser optimiser(Network net, Network top, double rate, double ratio) {
        Tree.parameters(net).forEach(weight -> weight.requiresGrad(false));
        var groups = new ArrayList<List<Tensor>>();
        groups.add(Tree.parameters(top.head()));
        for (var block : top.blocks().reversed()) {
            var trained = new ArrayList<Tensor>();
            if (s.norms() != Norms.ALONE) {
                trained.add(block.conv().weight());
            }
            if (s.norms().trained) {
                trained.addAll(Tree.parameters(block.norm()));
            }
            groups.add(trained);
        }
        var optimiser = Optimiser.of(groups, AdamW.of(rate).weightDecay(0));
        for (int k = 1; ratio > 1 && k < groups.size(); k++) {
            var group = groups.get(k);
            optimiser.with(
                    (_, weight) -> group.contains(weight),
                    AdamW.of(rate / Math.pow(ratio, k)).weightDecay(0));
        }
        return optimiser;
    }

    /**
     * Half the squared distance of weights from an anchor, times the arm's decay.
     *
     * @param weights of convolutions and the head, which is drawn to zero always
     * @param anchors zeros, or the weights before the first step: L2-SP, Li et al. 2018
     */
    record Penalty(List<Tensor> weights, List<Tensor> anchors, double decay) {
        Tensor value() {
            var sum = Tensor.scalar(0.0);
            for (int i = 0; i < weights.size(); i++) {
                sum = sum.add(weights.get(i).sub(anchors.get(i)).square().sum());
            }
            return sum.mul(decay / 2);
        }
    }

    private Optional<Penalty> penalty(Network top) {
        if (s.decay() == 0) {
            return Optional.empty();
        }
        var weights = new ArrayList<Tensor>();
        var anchors = new ArrayList<Tensor>();
        for (var block : top.blocks()) {
            var weight = block.conv().weight();
            weights.add(weight);
            anchors.add(s.towardsSource() ? weight.detach().copy() : Tensor.zerosLike(weight));
        }
        weights.add(top.head().weight());
        anchors.add(Tensor.zerosLike(top.head().weight()));
        return Optional.of(new Penalty(weights, anchors, s.decay()));
    }

    /** Shifted, mirrored, turned and zoomed, in the network's units: what is beyond the edge has the mean colour, or the edge's own for the turn. */
    private Tensor copied(Examples batch) {
        var x = Augment.cropAndFlip(units.apply(batch.inputs()), SHIFT * s.side() / Pictures.SIDE, copies);
        return Warp.similarity(x.size(0), x.size(2), x.size(3), DEGREES, LEAST, MOST, copies)
                .continued(x);
    }

    private static Tensor below(Layer bottom, Tensor x) {
        return Mode.evaluation(() -> Scope.call(() -> Autodiff.noGrad(() -> {
            var pieces = new ArrayList<Tensor>();
            for (var piece : x.split(PIECE, 0)) {
                pieces.add(Scope.call(() -> bottom.forward(piece.channelsLast()).add(0.0)));
            }
            return Tensor.cat(pieces, 0);
        })));
    }

    private Tensor logits(Network top, Tensor x) {
        return logits(top, x.channelsLast(), s.bf16());
    }

    private static Tensor logits(Network net, Tensor x, boolean bf16) {
        return bf16 ? Precision.bf16(() -> net.forward(x)).to(DType.FLOAT32) : net.forward(x);
    }

    /** Which class a network gives each picture, {@code [picture]}. */
    static Tensor predicted(Network net, Tensor pictures, Standardiser units, boolean bf16) {
        return Mode.evaluation(() -> Scope.call(() -> Autodiff.noGrad(() -> {
            var pieces = new ArrayList<Tensor>();
            for (var piece : pictures.split(PIECE, 0)) {
                pieces.add(Scope.call(() ->
                        logits(net, units.apply(piece).channelsLast(), bf16).argmax(1)));
            }
            return Tensor.cat(pieces, 0);
        })));
    }
}
