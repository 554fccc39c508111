package org.assay.studies.architecture;

import java.util.List;
import org.assay.nn.optim.Muon;
import org.assay.nn.optim.Rule;
import org.assay.nn.optim.Schedule;
import org.assay.nn.optim.Sgd;

/**
 * How a {@link SpeedNet} is trained.
 *
 * @param widths channels of its three groups
 * @param epochs passes over the pictures, of which what does not fill a batch is left out; need not be whole
 * @param rate a factor of the published learning rates
 * @param smoothing of labels
 * @param whitened whether the first convolution makes colours uncorrelated
 * @param lookahead whether slow weights lead those being trained
 * @param reduced whether products and convolutions are computed in bfloat16
 * @param small the share of the steps that see pictures of the smaller side
 * @param smallSide of them in pixels
 */
record SpeedRecipe(
        List<Integer> widths,
        double epochs,
        int batch,
        Stepping stepping,
        double rate,
        Flips flips,
        double smoothing,
        boolean whitened,
        boolean lookahead,
        boolean reduced,
        double small,
        int smallSide) {

    /** Moves weights along gradients of a mean loss. */
    enum Stepping {
        /** Nesterov's momentum; rates in units that do not depend on batch and momentum. Jordan 2024, section 3.4 and listing 4. */
        SGD,
        /** Kernels by steps made orthogonal. Jordan 2024, airbench94_muon. */
        MUON
    }

    /** Which pictures of an epoch are mirrored. */
    enum Flips {
        /** Every second epoch those that were not in the one before. Jordan 2024, section 3.6. */
        ALTERNATING,
        RANDOM,
        NONE
    }

    private static final double MOMENTUM = 0.85;
    private static final double SGD_RATE = 11.5;
    private static final double SGD_DECAY = 0.0153;
    private static final double BIAS_FACTOR = 64;
    private static final double MUON_RATE = 0.24;
    private static final double MUON_MOMENTUM = 0.6;
    private static final double MUON_BIAS = 0.053;
    /** The published 0.67 is for weights of deviation 1 whose logits are divided by 256, not 9. */
    private static final double MUON_HEAD = 0.67 * (9.0 / 256) * (9.0 / 256);

    private static final double MUON_DECAY = 2e-6;

    /** The learning rate of a sum over examples, which a step of momentum spends over many: {@code units / (1024 (1 + 1 / (1 - momentum)))}. */
    static double perExample(double units) {
        return units / (1024 * (1 + 1 / (1 - MOMENTUM)));
    }

    Rule ofKernels() {
        return switch (stepping) {
            case SGD -> ofHead();
            case MUON -> Muon.of(rate * MUON_RATE).momentum(MUON_MOMENTUM).keepingNorm();
        };
    }

    Rule ofHead() {
        return switch (stepping) {
            case SGD -> sgd(perExample(SGD_RATE), perExample(SGD_DECAY));
            case MUON -> sgd(MUON_HEAD, MUON_DECAY);
        };
    }

    Rule ofBiases() {
        return switch (stepping) {
            case SGD -> sgd(BIAS_FACTOR * perExample(SGD_RATE), perExample(SGD_DECAY));
            case MUON -> sgd(MUON_BIAS, MUON_DECAY);
        };
    }

    /** Both numbers are those of a loss summed over a batch; its mean has a batch's times smaller gradients. */
    private Sgd sgd(double ofSum, double decay) {
        double ofMean = ofSum * batch;
        return Sgd.of(rate * ofMean).nesterov(MOMENTUM).weightDecay(decay * batch / ofMean);
    }

    Schedule schedule(long steps) {
        return switch (stepping) {
            case SGD -> Schedule.triangular(steps, 0.23, 0.2, 0.07);
            case MUON -> Schedule.linear(steps);
        };
    }

    /** Which way slow weights go at a step, counted from 1: to begin with all the way to those being trained. */
    static double share(long step, long steps) {
        return 1 - Math.pow(0.95, 5) * Math.pow((double) step / steps, 3);
    }

    long stepsOfEpoch(long pictures) {
        return Math.max(1, pictures / batch);
    }

    /** Steps of a training on so many pictures. */
    long steps(long pictures) {
        return Math.max(1, Math.round(epochs * stepsOfEpoch(pictures)));
    }

    /** Those of them that see smaller pictures, the first ones. */
    long smallSteps(long pictures) {
        return Math.round(small * steps(pictures));
    }
}
