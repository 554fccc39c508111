package org.assay.studies.optimisationlayers;

import java.util.List;
import org.assay.lab.Trial;
import org.assay.nn.Mlp;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.Recipe;
import org.assay.solve.Permutahedron;
import org.assay.studies.optimisationlayers.PictureSets.Source;
import org.assay.studies.optimisationlayers.SoftRanking.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Perceptrons that classify pictures, trained to put the right class first. */
final class TopOne {
    private static final int BATCH = 64;

    private TopOne() {}

    static void report(Trial<Setup> trial, List<Source> sources) {
        double validation = 0;
        double test = 0;
        for (var source : sources) {
            var found = Scope.call(() -> learn(trial, source));
            validation += found[0] / sources.size();
            test += found[1] / sources.size();
        }
        trial.metric("validation_accuracy", validation);
        trial.metric("accuracy", test);
    }

    private static double[] learn(Trial<Setup> trial, Source source) {
        var s = trial.setting();
        var rng = Rng.of(trial.seed("pictures")).split(source.label());
        var data = PictureSets.draw(source, s.pictures(), Math.min(10_000, 2 * s.pictures()), s.generated(), rng);
        int inputs = (int) data.train().inputs().size(1);
        var init = Rng.of(trial.seed("init")).split(source.label());
        var net = Mlp.of(init, inputs, s.width(), s.width() / 2, data.classes());
        var recipe = Recipe.of(s.epochs(), BATCH, Adam.of(s.learningRate()))
                .loss((logits, y) -> loss(s.method(), logits, y, s.strength()))
                .watch((epoch, loss) -> {
                    trial.series("loss_" + source.label(), epoch, loss);
                    trial.progress((double) epoch / s.epochs());
                });
        recipe.train(
                net,
                data.train().inputs(),
                data.train().labels(),
                Rng.of(trial.seed("batches")).split(source.label()));
        double validation = recipe.accuracy(
                net, data.validation().inputs(), data.validation().labels());
        double test = recipe.accuracy(net, data.test().inputs(), data.test().labels());
        trial.metric("accuracy@" + source.label(), test);
        if (s.method() == RankMethod.PROJECTION) {
            var scores = recipe.predict(net, data.test().inputs()).sigmoid().div(s.strength());
            var blocks =
                    Permutahedron.blocks(scores, Tensor.arange(data.classes()).to(scores.dtype()));
            trial.metric(
                    "sharp@" + source.label(),
                    blocks.eq((long) data.classes()).countNonzero().item() / (double) blocks.count());
            trial.metric("flat@" + source.label(), blocks.eq(1L).countNonzero().item() / (double) blocks.count());
        }
        return new double[] {validation, test};
    }

    /**
     * The mean over a batch of {@code max(0, r_y - 1)}, r the soft ranks of squashed logits from the largest on (Blondel et al. 2020, section 6.1), or what is
     * usual in its place. The strength is cross-entropy's temperature and the hinge's margin.
     *
     * @param logits {@code [example, class]}
     * @param y {@code [example]}
     */
    static Tensor loss(RankMethod method, Tensor logits, Tensor y, double strength) {
        return switch (method) {
            case CROSS_ENTROPY -> logits.div(strength).crossEntropy(y);
            case HINGE -> {
                var own = logits.gather(1, y.unsqueeze(1));
                var others = logits.scatter(1, y.unsqueeze(1), Double.NEGATIVE_INFINITY)
                        .amax(true, 1);
                yield others.sub(own).add(strength).relu().mean();
            }
            default -> {
                // Transport squashes by itself, after standardising.
                var scores = method == RankMethod.TRANSPORT ? logits : logits.sigmoid();
                yield method.ranks(scores.neg(), strength)
                        .gather(1, y.unsqueeze(1))
                        .sub(1.0)
                        .relu()
                        .mean();
            }
        };
    }
}
