package org.assay.studies.generative;

import static org.assay.nn.diffusion.Predictor.REVERSE_DIFFUSION;

import org.assay.lab.Trial;
import org.assay.nn.diffusion.Sampler;
import org.assay.studies.generative.ScoreBasedGenerative.Diffusion;
import org.assay.studies.generative.ScoreBasedGenerative.Setup;

/** Which samplers are measured, and with how many evaluations of the score. */
final class Cells {
    private Cells() {}

    /** Predictions alone (p), corrections alone (c), both (pc) and the differential equation (ode). */
    static void report(Trial<Setup> trial, Samples samples) {
        var s = trial.setting();
        samples.floor();
        samples.drawn("pc", Sampler.both(REVERSE_DIFFUSION, s.ratio()), s.evaluations());
        if (s.diffusion() == Diffusion.SUB_VP) {
            return;
        }
        samples.drawn("p", Sampler.predicting(REVERSE_DIFFUSION), s.evaluations());
        samples.drawn("c", Sampler.correcting(s.ratioAlone()), s.evaluations());
        if (s.diffusion() == Diffusion.VP) {
            samples.flow("ode_40", 40);
            samples.flow("ode_400", 400);
        }
    }
}
