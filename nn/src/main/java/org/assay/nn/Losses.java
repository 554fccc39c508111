package org.assay.nn;

import java.util.List;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Losses made of several operations, each the mean over examples. The single ones are methods of a tensor:
 * {@code logits.crossEntropy(targets)}, {@code mse}, {@code bceWithLogits}, {@code huber}, {@code ctc} and others.
 */
public final class Losses {
    private Losses() {}

    /**
     * How far the student's distribution is from the teacher's at a temperature: {@code T^2 KL(teacher, student)}. Hinton et
     * al. 2015, section 2.
     *
     * @param student logits {@code [batch, class]}
     * @param teacher logits of the same shape, through which no gradient flows
     */
    public static Tensor distillation(Tensor student, Tensor teacher, double temperature) {
        var q = student.div(temperature).logSoftmax(1);
        var p = teacher.detach().div(temperature).logSoftmax(1);
        return q.klDivergence(p).mul(temperature * temperature);
    }

    /**
     * NT-Xent: of two views of each example, each must find the other among all other views. Chen et al. 2020 (SimCLR),
     * equation 1.
     *
     * @param first embeddings {@code [batch, width]}, of any length
     * @param second those of the other views, in the same order
     */
    public static Tensor ntXent(Tensor first, Tensor second, double temperature) {
        long n = first.size(0);
        var z = Tensor.cat(first, second).normalize(1);
        var similarity = z.matmul(z.t()).div(temperature);
        var self = Tensor.eye(2 * n).gt(0.0);
        var partners = Tensor.arange(2 * n).add(n).remainder(2 * n);
        return similarity.maskedFill(self, Double.NEGATIVE_INFINITY).crossEntropy(partners);
    }

    /**
     * InfoNCE: each query must find its key among all keys. Van den Oord et al. 2018, equation 4, on cosine similarities.
     *
     * @param queries {@code [batch, width]}
     * @param keys {@code [batch, width]}, in the same order
     */
    public static Tensor infoNce(Tensor queries, Tensor keys, double temperature) {
        var similarity = queries.normalize(1).matmul(keys.normalize(1).t()).div(temperature);
        return similarity.crossEntropy(Tensor.arange(queries.size(0)));
    }

    /**
     * The negative cosine of predictions to targets, through which no gradient flows. Chen and He 2021 (SimSiam),
     * equation 1.
     *
     * @param predictions {@code [batch, width]}
     * @param targets {@code [batch, width]}
     */
    public static Tensor negativeCosine(Tensor predictions, Tensor targets) {
        return predictions.cosineSimilarity(targets.detach(), 1).mean().neg();
    }

    /**
     * Cross-entropy with easy examples weighted down by {@code (1 - p)^gamma}. Lin et al. 2017, equation 4.
     *
     * @param logits {@code [batch, class]}
     * @param targets class indices {@code [batch]}
     */
    public static Tensor focal(Tensor logits, Tensor targets, double gamma) {
        var loss = logits.crossEntropyEach(targets, 0);
        return loss.mul(loss.neg().exp().rsub(1).pow(gamma)).mean();
    }

    /**
     * One minus the soft Dice coefficient, by example and channel. Milletari et al. 2016.
     *
     * @param probabilities {@code [batch, channel, ...]}
     * @param targets in {@code [0, 1]}, of the same shape
     */
    public static Tensor dice(Tensor probabilities, Tensor targets) {
        var p = probabilities.flatten(2, -1);
        var t = targets.flatten(2, -1);
        var overlap = p.mul(t).sum(-1).mul(2.0).add(1.0);
        var size = p.sum(-1).add(t.sum(-1)).add(1.0);
        return overlap.div(size).mean().rsub(1);
    }

    /** The negative log-likelihood of targets under normals, constants left out: {@code (log v + (t - m)^2 / v) / 2}. Nix and Weigend 1994. */
    public static Tensor gaussianNll(Tensor mean, Tensor logVariance, Tensor targets) {
        var squared = targets.sub(mean).square();
        return squared.mul(logVariance.neg().exp()).add(logVariance).mean().div(2.0);
    }

    /** How much farther the negative should be from the anchor than the positive: {@code max(0, d(a,p) - d(a,n) + margin)}. Schroff et al. 2015, without squares as in PyTorch. */
    public static Tensor triplet(Tensor anchor, Tensor positive, Tensor negative, double margin) {
        var near = anchor.sub(positive).norm(-1);
        var far = anchor.sub(negative).norm(-1);
        return near.sub(far).add(margin).relu().mean();
    }

    /** {@code max(0, 1 - y s)} for labels y of -1 and 1. */
    public static Tensor hinge(Tensor scores, Tensor labels) {
        return scores.mul(labels).rsub(1).relu().mean();
    }

    /** The mean entropy of the predicted distributions, in nats: logits {@code [batch, class, ...]}. */
    public static Tensor entropy(Tensor logits) {
        var log = logits.logSoftmax(1);
        return log.exp().mul(log).sum(1).neg().mean();
    }

    /**
     * The mean of {@code (|grad critic(x)| - 1)^2} at random points between real and generated examples. Gulrajani et al.
     * 2017, equation 3. Its own gradient flows to the critic's parameters.
     *
     * @param real {@code [batch, ...]}
     * @param generated of the same shape
     */
    public static Tensor gradientPenalty(Layer critic, Tensor real, Tensor generated, Rng rng) {
        var shape = new long[real.rank()];
        java.util.Arrays.fill(shape, 1);
        shape[0] = real.size(0);
        var share = rng.uniform(shape).to(real.dtype());
        var between = real.detach().lerp(generated.detach(), share).parameter();
        var scores = Autodiff.higherOrder(() -> critic.forward(between));
        var slope = Autodiff.grad(scores.sum(), List.of(between), true).getFirst();
        return slope.flatten(1, -1).norm(1).sub(1.0).square().mean();
    }
}
