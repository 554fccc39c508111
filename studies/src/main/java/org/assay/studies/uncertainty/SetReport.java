package org.assay.studies.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.lab.Trial;
import org.assay.lab.stats.Ranks;
import org.assay.solve.conformal.Conformal;
import org.assay.solve.conformal.CoverageLaw;
import org.assay.solve.conformal.SetScore;
import org.assay.studies.uncertainty.ConformalPrediction.Groups;
import org.assay.studies.uncertainty.ConformalPrediction.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;

/** Sets of one method, averaged over random splits of a pool. */
final class SetReport {

    /** Penalties of which the mean size is reported, with {@value #FREE} free ranks. */
    static final List<Double> LAMBDAS = List.of(0.0, 0.001, 0.01, 0.1, 1.0);

    private static final int FREE = 5;
    private static final double ALPHA = 0.1;
    private static final double[] OTHERS = {0.05, 0.01};
    private static final int TENTHS = 10;
    private static final int[] RANKS = {1, 2, 3, 4, 6, 10, 20, Integer.MAX_VALUE};

    private final Trial<Setup> trial;
    private final Setup s;
    private final LabelledPool pool;
    private final int[] tenth;
    private final List<PoolSplit> splits = new ArrayList<>();
    private final Means means = new Means();
    private final Profile byRank = new Profile(RANKS.length);
    private final Profile byNoise = new Profile(TENTHS);

    SetReport(Trial<Setup> trial, LabelledPool pool) {
        this.trial = trial;
        this.s = trial.setting();
        this.pool = pool;
        this.tenth = tenths(pool.noise());
        var rng = Rng.of(trial.seed("splits"));
        for (int i = 0; i < s.splits(); i++) {
            var own = rng.split(i);
            splits.add(Scope.call(() -> PoolSplit.draw(pool.labels().length, s.choosing(), s.calibration(), own)));
        }
    }

    void report() {
        for (int i = 0; i < splits.size(); i++) {
            var split = splits.get(i);
            var raw = sets(split, ALPHA);
            trial.series("coverages", i, raw.coverage());
            measure(raw, raw.filled(), split);
            others(split);
        }
        means.report(trial);
        byRank.report(trial, "rank");
        byNoise.report(trial, "noise");
        law();
    }

    private void measure(Sets raw, Sets sets, PoolSplit split) {
        means.add("size", sets.size());
        means.add("coverage", sets.coverage());
        means.add("size_with_empty", raw.size());
        means.add("coverage_with_empty", raw.coverage());
        means.add("SSCV", raw.stratumViolation(ALPHA));
        means.add("SSCV_without_empty", sets.stratumViolation(ALPHA));
        means.add("class_violation", raw.classViolation(pool, split.test(), ALPHA));
        for (int k = 0; k < split.test().length; k++) {
            int i = split.test()[k];
            byRank.add(stratum(pool.rank(i)), pool.rank(i), sets.sizes()[k], raw.covered()[k]);
            if (tenth.length > 0) {
                byNoise.add(tenth[i], pool.noise()[i], sets.sizes()[k], raw.covered()[k]);
            }
        }
        if (tenth.length > 0) {
            var noise = Arrays.stream(split.test())
                    .mapToDouble(i -> pool.noise()[i])
                    .toArray();
            var sizes = Arrays.stream(sets.sizes()).asDoubleStream().toArray();
            means.add("size_with_noise", Ranks.spearman(sizes, noise));
        }
    }

    /** Sizes at other penalties and other levels. */
    private void others(PoolSplit split) {
        if (s.sweep()) {
            for (double lambda : LAMBDAS) {
                var sets = sets(SetScore.raps(lambda, FREE), split, ALPHA).filled();
                means.add("size@lambda=" + lambda, sets.size());
            }
        }
        for (double alpha : OTHERS) {
            var sets = sets(split, alpha).filled();
            means.add("size@alpha=" + alpha, sets.size());
            means.add("coverage@alpha=" + alpha, sets.coverage());
        }
    }

    private Sets sets(PoolSplit split, double alpha) {
        return sets(s.method().score(pool, split, alpha), split, alpha);
    }

    private Sets sets(SetScore score, PoolSplit split, double alpha) {
        if (s.method() == SetMethod.NAIVE) {
            return Sets.of(score, 1 - alpha, pool, split, split.test());
        }
        var scores = SetMethod.scores(score, pool, split, split.calibration());
        if (s.groups() == Groups.ALL) {
            return Sets.of(score, Conformal.threshold(scores, alpha), pool, split, split.test());
        }
        var group = s.groups() == Groups.CLASS ? pool.labels() : tenth;
        int count = s.groups() == Groups.CLASS ? pool.classes() : TENTHS;
        var own = Arrays.stream(split.calibration()).map(i -> group[i]).toArray();
        var q = Conformal.thresholds(scores, own, count, alpha);
        return s.groups() == Groups.CLASS
                ? Sets.byClass(score, q, pool, split, split.test())
                : Sets.of(score, i -> q[tenth[i]], pool, split, split.test());
    }

    /** How coverage of a split should be distributed, over four deviations to each side. */
    private void law() {
        int m = pool.labels().length - s.choosing() - s.calibration();
        var law = CoverageLaw.of(s.calibration(), ALPHA);
        trial.metric("deviation_by_law", law.deviation(m));
        double reach = 4 * law.deviation(m);
        for (int i = 0; i <= 60; i++) {
            int k = (int) Math.min(m, Math.round(m * (law.mean() + reach * (i - 30) / 30.0)));
            trial.series("law", k / (double) m, law.mass(k, m) * m);
        }
    }

    private static int stratum(int rank) {
        int stratum = 0;
        while (rank > RANKS[stratum]) {
            stratum++;
        }
        return stratum;
    }

    /** Which tenth of the pool by noise an image is in, from 0; empty if the noise is not known. */
    private static int[] tenths(double[] noise) {
        var sorted = noise.clone();
        Arrays.sort(sorted);
        return Arrays.stream(noise)
                .mapToInt(v -> Math.abs(Arrays.binarySearch(sorted, v)) * TENTHS / noise.length)
                .toArray();
    }
}
