package org.assay.tensor;

import org.bytedeco.pytorch.global.torch;

/** Losses, each the mean over its elements or samples unless it says otherwise. */
sealed interface Losses permits Tensor {
    /** Of logits {@code [batch, class, …]} with class indices {@code [batch, …]} or probabilities {@code [batch, class, …]}. */
    default Tensor crossEntropy(Tensor target) {
        return Call.of("crossEntropy", () -> torch.cross_entropy_loss(self().raw(), target.raw()), self(), target);
    }

    /** With labels smoothed towards the uniform distribution (Szegedy et al. 2016). */
    default Tensor crossEntropy(Tensor target, double smoothing) {
        return Call.of(
                "crossEntropy",
                () -> torch.cross_entropy_loss(self().raw(), target.raw(), Args.NO_TENSOR, 1, -100, smoothing),
                self(),
                target);
    }

    /** One loss per sample, not their mean. */
    default Tensor crossEntropyEach(Tensor target, double smoothing) {
        return Call.of(
                "crossEntropyEach",
                () -> torch.cross_entropy_loss(self().raw(), target.raw(), Args.NO_TENSOR, 0, -100, smoothing),
                self(),
                target);
    }

    /** The mean over the samples whose class index is not the one ignored. */
    default Tensor crossEntropyIgnoring(Tensor target, long ignored) {
        return Call.of(
                "crossEntropyIgnoring",
                () -> torch.cross_entropy_loss(self().raw(), target.raw(), Args.NO_TENSOR, 1, ignored, 0),
                self(),
                target);
    }

    /** The mean weighted by the weight {@code [class]} of each sample's class. */
    default Tensor crossEntropyWeighted(Tensor target, Tensor weight) {
        return Call.of(
                "crossEntropyWeighted",
                () -> torch.cross_entropy_loss(self().raw(), target.raw(), Args.maybe(weight), 1, -100, 0),
                self(),
                target,
                weight);
    }

    /** Of log-probabilities {@code [batch, class, …]} with class indices. */
    default Tensor nll(Tensor target) {
        return Call.of("nll", () -> torch.nll_loss_nd(self().raw(), target.raw()), self(), target);
    }

    /** Binary cross-entropy of logits with probabilities. */
    default Tensor bceWithLogits(Tensor target) {
        return Call.of(
                "bceWithLogits",
                () -> torch.binary_cross_entropy_with_logits(self().raw(), target.raw()),
                self(),
                target);
    }

    /** Binary cross-entropy of probabilities with probabilities. */
    default Tensor bce(Tensor target) {
        return Call.of("bce", () -> torch.binary_cross_entropy(self().raw(), target.raw()), self(), target);
    }

    default Tensor mse(Tensor target) {
        return Call.of("mse", () -> torch.mse_loss(self().raw(), target.raw()), self(), target);
    }

    default Tensor l1(Tensor target) {
        return Call.of("l1", () -> torch.l1_loss(self().raw(), target.raw()), self(), target);
    }

    /** Quadratic up to a difference of delta, linear beyond. */
    default Tensor huber(Tensor target, double delta) {
        return Call.of("huber", () -> torch.huber_loss(self().raw(), target.raw(), 1, delta), self(), target);
    }

    default Tensor smoothL1(Tensor target, double beta) {
        return Call.of("smoothL1", () -> torch.smooth_l1_loss(self().raw(), target.raw(), 1, beta), self(), target);
    }

    /** KL(target, this) of log-probabilities {@code [batch, …]}, summed over all but the batch, of which it is the mean. */
    default Tensor klDivergence(Tensor logTarget) {
        return Call.of(
                "klDivergence",
                () -> torch.kl_div(self().raw(), logTarget.raw(), 0, true).sum().div(Args.scalar(self().size(0))),
                self(),
                logTarget);
    }

    /**
     * Of log-probabilities {@code [time, batch, class]} with label sequences {@code [batch, longest]} (Graves et al. 2006), each divided by its length.
     * Its gradient cannot be differentiated again.
     */
    default Tensor ctc(Tensor targets, Tensor lengths, Tensor targetLengths, long blank) {
        return Call.of(
                "ctc",
                () -> torch.ctc_loss(self().raw(), targets.raw(), lengths.raw(), targetLengths.raw(), blank, 1, true),
                self(),
                targets,
                lengths,
                targetLengths);
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
