package org.assay.studies.generative;

import org.assay.lab.Trial;
import org.assay.nn.diffusion.Preconditioned;
import org.assay.nn.diffusion.ScoreModel;
import org.assay.studies.generative.ScoreBasedGenerative.Setup;

/**
 * A trained network and the model of a diffusion that it makes.
 *
 * @param loss mean over the last tenth of the steps
 */
record Learning(NoiseNet net, double loss) {
    /** As published; a network this small learns down to where likelihoods are measured from. */
    static final double EARLIEST = 1e-5;

    /** The network of a seed, trained once for all arms that use it. */
    static Learning shared(Trial<Setup> trial, Problem problem, String which) throws Exception {
        var s = trial.setting();
        var how = new NoiseTraining(s.source(), s.width(), s.steps(), s.batch(), s.learningRate(), s.averaging());
        var trained = how.shared(
                trial,
                problem,
                which,
                s.diffusion() + " " + s.weighting(),
                (net, batch, draws) -> model(s.diffusion(), problem, net)
                        .loss(problem.dequantised(batch, draws), s.weighting(), draws));
        return new Learning(trained.net(), trained.loss());
    }

    ScoreModel model(ScoreBasedGenerative.Diffusion diffusion, Problem problem) {
        return model(diffusion, problem, net);
    }

    /** With what fits normal examples given, so that all three diffusions bring the network inputs and ask of it outputs of about unit size. */
    static ScoreModel model(ScoreBasedGenerative.Diffusion diffusion, Problem problem, ScoreModel.Net net) {
        var sde = diffusion.sde();
        return new ScoreModel(sde, new Preconditioned(sde, problem.spread(), net), EARLIEST);
    }
}
