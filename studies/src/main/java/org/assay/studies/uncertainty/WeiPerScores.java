package org.assay.studies.uncertainty;

import java.util.List;
import org.assay.lab.Trial;
import org.assay.nn.Linear;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** All scores of one trained network, with and without perturbed class vectors, and how well each detects. */
final class WeiPerScores {
    /** Lengths delta of the perturbation at which MSP_W is measured. */
    static final List<Double> DELTAS = List.of(0.0, 0.5, 1.0, 1.5, 1.8, 2.0, 2.5, 3.0, 4.0);

    /** Numbers r of perturbed heads. */
    static final List<Integer> HEADS = List.of(1, 2, 5, 10, 25, 50, 100);

    /** Published for CIFAR-10. */
    static final Weights PUBLISHED = new Weights(2.5, 0.1, 4, 15);

    static final double DELTA = 1.8;
    private static final int R = HEADS.getLast();
    private static final int BINS = 100;
    private static final double EPSILON_Z = 0.01;
    private static final double EPSILON_W = 0.025;

    /** What WeiPer+KLD weighs and smooths with. */
    record Weights(double lambda1, double lambda2, int s1, int s2) {}

    private final Trial<?> trial;
    private final Linear head;
    private final Features z;
    private final Detection detection;

    WeiPerScores(Trial<?> trial, Linear head, Features z) {
        this.trial = trial;
        this.head = head;
        this.z = z;
        this.detection = new Detection(z);
    }

    /** Measures everything, perturbed heads with so many draws of noise, and reports it. */
    void report(int draws) {
        Scope.run(() -> Autodiff.noGrad(() -> {
            plainScores();
            var dz = Divergences.of(z.train(), z.judged(), BINS, EPSILON_Z, 4, 40);
            for (int draw = 0; draw < draws; draw++) {
                var noise = Rng.of(trial.seed("noise")).split(draw);
                var heads = Perturbations.draw(head, R, noise.split("heads"));
                Scope.run(() -> averaged(heads, noise.split("activations")));
                var dw = Scope.call(() -> divergences(heads.logits(z.train(), DELTA), heads.logits(z.judged(), DELTA)));
                Scope.run(() -> divergent(heads, dz, dw));
                Scope.run(() -> ClassProjections.report(detection, z, head, heads, DELTA));
                if (draw == 0) {
                    HistogramCurves.report(trial, z, "z", dz);
                    HistogramCurves.report(trial, z, "logits", dw);
                }
                trial.progress(0.5 + 0.5 * (draw + 1) / draws);
            }
            curves();
            if (draws > 1) {
                trial.metric("deviation_of_draws_MSP_W", detection.deviation("near_MSP_W@delta=1.0"));
                trial.metric("deviation_of_draws_WeiPer+KLD", detection.deviation("near_WeiPer+KLD"));
            }
            detection.add("class_fpr_ratio", detection.mean("class_fpr_averaged") / detection.mean("class_fpr"));
            detection.report(trial);
        }));
    }

    private void plainScores() {
        var logits = head.forward(z.judged());
        detection.scoreInFull("MSP", PostHoc.msp(logits));
        detection.scoreInFull("MLS", PostHoc.maxLogit(logits));
        detection.scoreInFull("Energy", PostHoc.energy(logits));
        detection.scoreInFull("ReAct", PostHoc.energy(head.forward(PostHoc.rectified(z.judged(), z.train(), 0.9))));
        detection.scoreInFull(
                "Mahalanobis", PostHoc.mahalanobis(z.judged(), z.train(), z.trainLabels(), (int) logits.size(1)));
        detection.scoreInFull("kNN", PostHoc.nearestNeighbours(z.judged(), z.train(), 50));
    }

    /** Scores averaged over perturbed heads, {@code S_W(z) = (1/r) sum_j S(W~_j z + b)}, and what might do the same. */
    private void averaged(Perturbations heads, Rng noise) {
        for (double delta : DELTAS) {
            Scope.run(() -> {
                var each = heads.msp(heads.logits(z.judged(), delta));
                detection.score("MSP_W@delta=" + delta, each.mean(1));
                if (delta == DELTA) {
                    HEADS.forEach(r ->
                            detection.score("MSP_W@r=" + r, each.narrow(1, 0, r).mean(1)));
                }
                if (delta == 1) {
                    var plain = head.forward(z.judged());
                    double mean = z.part(Features.VALIDATION, each).mean().item();
                    double temperature = PostHoc.temperature(z.part(Features.VALIDATION, plain), mean);
                    detection.add("matched_temperature", temperature);
                    detection.score("MSP,matched_temperature", PostHoc.msp(plain.div(temperature)));
                }
            });
        }
        var cut = PostHoc.rectified(z.judged(), z.train(), 0.9);
        detection.scoreInFull("ReAct_W", heads.energy(heads.logits(cut, 1)).mean(1));
        var directions = noise.normal(R, z.judged().size(1));
        detection.scoreInFull("MSP_Z", PostHoc.perturbedActivations(z.judged(), head, directions, 1));
    }

    /** WeiPer+KLD and its ablations. */
    private void divergent(Perturbations heads, Divergences dz, Divergences dw) {
        var mspW = heads.msp(heads.logits(z.judged(), DELTA)).mean(1);
        var p = PUBLISHED;
        detection.scoreInFull("WeiPer+KLD", confidence(dz, dw, mspW, p));
        detection.scoreInFull("KLD", confidence(dz, dw, mspW, new Weights(p.lambda1, 0, p.s1, p.s2)));
        detection.scoreInFull("WeiPer+KLD,lambda1=0", confidence(dz, dw, mspW, new Weights(0, p.lambda2, p.s1, p.s2)));
        var random = divergences(heads.projections(z.train(), DELTA), heads.projections(z.judged(), DELTA));
        detection.scoreInFull("WeiPer+KLD,RP", confidence(dz, random, mspW, p));
        tuned(dz, dw, mspW);
    }

    /** Weights and smoothings out of those that the paper has for its four data sets, by validation images against noise. */
    private void tuned(Divergences dz, Divergences dw, Tensor mspW) {
        var best = PUBLISHED;
        double highest = Double.NEGATIVE_INFINITY;
        for (double lambda1 : List.of(0.1, 2.5)) {
            for (double lambda2 : List.of(0.1, 0.25, 1.0)) {
                for (int s1 : List.of(4, 40)) {
                    for (int s2 : List.of(15, 40)) {
                        var weights = new Weights(lambda1, lambda2, s1, s2);
                        double auroc =
                                detection.auroc(confidence(dz, dw, mspW, weights), Features.VALIDATION, Features.NOISE);
                        if (auroc > highest) {
                            highest = auroc;
                            best = weights;
                        }
                    }
                }
            }
        }
        detection.scoreInFull("WeiPer+KLD,tuned", confidence(dz, dw, mspW, best));
    }

    private static Divergences divergences(Tensor train, Tensor judged) {
        return Divergences.of(train, judged, BINS, EPSILON_W, 15, 40);
    }

    /** {@code -(D_z(s1) + lambda1 D_Wz(s2) - lambda2 MSP_W)}. */
    static Tensor confidence(Divergences dz, Divergences dw, Tensor mspW, Weights by) {
        return dz.smoothed(by.s1)
                .add(dw.smoothed(by.s2), by.lambda1)
                .sub(mspW.mul(by.lambda2))
                .neg();
    }

    private void curves() {
        for (var side : List.of("near", "far")) {
            HEADS.forEach(r -> trial.series(side + ", by heads", r, detection.mean(side + "_MSP_W@r=" + r)));
            DELTAS.forEach(d -> trial.series(side + ", by length", d, detection.mean(side + "_MSP_W@delta=" + d)));
        }
    }
}
