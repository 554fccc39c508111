package org.assay.studies.generative;

import static org.assay.nn.diffusion.Predictor.PROBABILITY_FLOW;
import static org.assay.nn.diffusion.Predictor.REVERSE_DIFFUSION;
import static org.assay.nn.diffusion.ScoreModel.Weighting.VARIANCE;

import org.assay.lab.Trial;
import org.assay.nn.diffusion.Sampler;
import org.assay.studies.generative.ScoreBasedGenerative.Diffusion;
import org.assay.studies.generative.ScoreBasedGenerative.Setup;

/** Which samplers are measured, and with how many evaluations. */
final class Cells {
    private static final double[] RATIOS = {0.01, 0.05, 0.1, 0.16, 0.25};

    private Cells() {}

    /** Predictions alone (p), corrections alone (c), both (pc) and the differential equation (ode). */
    static void claimed(Trial<Setup> trial, Samples samples) {
        var s = trial.setting();
        samples.floor();
        samples.drawn("pc", Sampler.both(REVERSE_DIFFUSION, s.ratio()), s.evaluations());
        if (s.diffusion() == Diffusion.SUB_VP || s.weighting() != VARIANCE) {
            return;
        }
        samples.drawn("p", Sampler.predicting(REVERSE_DIFFUSION), s.evaluations());
        samples.drawn("c", Sampler.correcting(s.ratioAlone()), s.evaluations());
        if (s.diffusion() == Diffusion.VP) {
            samples.flow("ode_40", 40);
            samples.flow("ode_400", 400);
        }
    }

    /** Other ratios, half the evaluations, the deterministic reverse in steps, and the last noise left in. */
    static void others(Trial<Setup> trial, Samples samples) {
        var s = trial.setting();
        for (double r : RATIOS) {
            samples.drawn("pc@ratio=" + r, Sampler.both(REVERSE_DIFFUSION, r), s.evaluations());
        }
        samples.drawn("p@half", Sampler.predicting(REVERSE_DIFFUSION), s.evaluations() / 2);
        samples.drawn("flow_p", Sampler.predicting(PROBABILITY_FLOW), s.evaluations() / 2);
        var noisy = Sampler.both(REVERSE_DIFFUSION, s.ratio()).withoutDenoising();
        samples.drawn("pc_noisy", noisy, s.evaluations());
    }
}
