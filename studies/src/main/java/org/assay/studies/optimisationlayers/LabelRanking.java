package org.assay.studies.optimisationlayers;

import java.util.LinkedHashMap;
import org.assay.lab.Trial;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Schedule;
import org.assay.solve.Permutahedron;
import org.assay.solve.SoftSort;
import org.assay.studies.optimisationlayers.Candidates.Candidate;
import org.assay.studies.optimisationlayers.SoftRanking.Setup;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Linear scores of eight labels, learned from their ranks. All candidates are trained side by side. */
final class LabelRanking {
    private static final int PENALTIES = 2;
    private static final int BATCH = 128;
    private static final double RATE = 0.05;
    private static final double MIDDLE = (RankingData.RANKED + 1) / 2.0;

    private LabelRanking() {}

    static void report(Trial<Setup> trial) {
        var s = trial.setting();
        var rng = Rng.of(trial.seed("ranking"));
        var sets = new LinkedHashMap<String, RankingData>();
        sets.put(
                "movielens",
                s.generated()
                        ? RankingData.drawn(s.examples(), 2, rng.split("films"))
                        : RankingData.films(rng.split("films")));
        for (double noise : new double[] {0, 0.5, 1}) {
            sets.put("noise=" + noise, RankingData.drawn(s.examples(), noise, rng.split("noise=" + noise)));
        }
        int done = 0;
        for (var set : sets.entrySet()) {
            var name = set.getKey();
            Scope.run(() -> learn(trial, name, set.getValue()));
            trial.progress(++done / (double) sets.size());
        }
    }

    private static void learn(Trial<Setup> trial, String name, RankingData data) {
        var s = trial.setting();
        var candidates = s.method() == RankMethod.RAW_SCORES
                ? Candidates.unsoft(Candidates.RANKING, 1e-4, 1e-2, PENALTIES)
                : Candidates.of(Candidates.RANKING, 1e-4, 1e-2, PENALTIES);
        var init = Rng.of(trial.seed("init")).split(name);
        long features = data.train().inputs().size(1);
        // The same start for all candidates; the last column is the bias.
        var w = init.normal(RankingData.RANKED, features + 1)
                .mul(0.01)
                .repeat(candidates.count(), 1, 1)
                .parameter();
        var penalties = candidates.penalties().to(DType.FLOAT32);
        var adam = Optimiser.of(w, Adam.of(RATE)).schedule(Schedule.cosine(s.descents()));
        var draws = Rng.of(trial.seed("batches")).split(name);
        var strengths = candidates.strengths().to(DType.FLOAT32);
        int batch = (int) Math.min(BATCH, data.train().count());
        for (int step = 0; step < s.descents(); step++) {
            adam.minimise(() -> {
                var rows = draws.permutation(data.train().count()).narrow(0, 0, batch);
                var losses = loss(
                        s.method(),
                        scores(w, data.train().inputs().rows(rows)),
                        data.train().labels().rows(rows),
                        strengths);
                var sizes = w.narrow(2, 0, features).square().sum(1, 2).div(2);
                return losses.add(sizes.mul(penalties)).sum();
            });
        }
        Autodiff.noGrad(() -> {
            long best = spearman(
                            scores(w, data.validation().inputs()),
                            data.validation().labels())
                    .argmax()
                    .itemLong();
            var scores = scores(w, data.test().inputs()).select(0, best);
            trial.metric(
                    "spearman@" + name, spearman(scores, data.test().labels()).item());
            if (s.method() == RankMethod.PROJECTION) {
                var blocks = blocks(scores, candidates.all().get((int) best));
                trial.metric("sharp@" + name, share(blocks, RankingData.RANKED));
                trial.metric("flat@" + name, share(blocks, 1));
            }
        });
    }

    private static Tensor blocks(Tensor scores, Candidate chosen) {
        return Permutahedron.blocks(
                scores.div(chosen.strength()), Tensor.arange(RankingData.RANKED).to(scores.dtype()));
    }

    private static double share(Tensor blocks, long count) {
        return blocks.eq(count).countNonzero().item() / (double) blocks.count();
    }

    /** {@code [candidate, example, 8]} of weights {@code [candidate, 8, features + 1]}. */
    private static Tensor scores(Tensor w, Tensor x) {
        long features = x.size(1);
        var products = x.unsqueeze(0).matmul(w.narrow(2, 0, features).transpose(1, 2));
        return products.add(w.select(2, features).unsqueeze(1));
    }

    /**
     * Of each candidate, {@code [candidate]}: half the squared distance to the ranks (Blondel et al. 2020, section 6.3), or what stands in its place.
     *
     * @param scores {@code [candidate, example, 8]}
     * @param ranks {@code [example, 8]}
     * @param strengths {@code [candidate]}
     */
    static Tensor loss(RankMethod method, Tensor scores, Tensor ranks, Tensor strengths) {
        // Ranks of scores at a strength are those of scores over the strength at 1.
        var scaled = scores.div(strengths.view(-1, 1, 1));
        return switch (method) {
            case RAW_SCORES -> distance(scores.add(MIDDLE), ranks);
            case PAIRWISE -> pairwise(scaled, ranks);
            default -> distance(method.ranks(scaled, 1), ranks);
        };
    }

    private static Tensor distance(Tensor found, Tensor ranks) {
        return found.sub(ranks).square().sum(2).mean(1).div(2);
    }

    private static Tensor pairwise(Tensor scores, Tensor ranks) {
        var above = ranks.unsqueeze(-1).gt(ranks.unsqueeze(-2)).to(scores.dtype());
        var lead = scores.unsqueeze(-1).sub(scores.unsqueeze(-2));
        return lead.logSigmoid().neg().mul(above).sum(2, 3).mean(1);
    }

    /** Spearman's coefficient, ties averaged, mean over examples: scores {@code [..., example, 8]} against ranks {@code [example, 8]} that are not all alike. */
    static Tensor spearman(Tensor scores, Tensor ranks) {
        var own = SoftSort.exactRanks(scores).sub(MIDDLE);
        var other = ranks.sub(MIDDLE);
        // Scores that are all alike are uncorrelated with anything.
        var sizes = own.square().sum(-1).mul(other.square().sum(-1)).sqrt().clampMin(1e-9);
        return own.mul(other).sum(-1).div(sizes).mean(-1);
    }
}
