package org.assay.studies.optimisationlayers;

import org.assay.data.Batches;
import org.assay.data.Examples;
import org.assay.data.generate.Sudoku;
import org.assay.lab.Trial;
import org.assay.nn.Layer;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.Schedule;
import org.assay.studies.optimisationlayers.OptnetQp.Setup;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tree;

/** Training on squared error, the same for every model of the study. */
final class Learning {
    private Learning() {}

    /** Trains on puzzles, and reports each epoch's mean loss and the share solved after it. */
    static void sudoku(Trial<Setup> trial, Layer model, Sudoku data) {
        var s = trial.setting();
        var adam = Adam.of(model, s.learningRate());
        var batches = Batches.of(data.train(), s.batch(), Rng.of(trial.seed("batches")));
        trial.series("solved", 0, solved(model, data.test()));
        for (int epoch = 1; epoch <= s.passes(); epoch++) {
            double loss = 0;
            for (var batch : batches) {
                loss += adam.minimise(() -> model.forward(batch.inputs()).mse(batch.labels()));
            }
            trial.series("loss", epoch, loss / batches.count());
            trial.series("solved", epoch, solved(model, data.test()));
            trial.progress((double) epoch / s.passes());
        }
        trial.metric("solved", solved(model, data.test()));
        trial.metric("train_solved", solved(model, data.train()));
    }

    private static double solved(Layer model, Examples puzzles) {
        return Scope.call(() -> Autodiff.noGrad(() -> Sudoku.solved(model.forward(puzzles.inputs()), puzzles)));
    }

    /** Trains on signals, and returns the model of the epoch that did best on validation signals. */
    static Layer denoising(Trial<Setup> trial, Layer model, Signals train, Signals validation) {
        var s = trial.setting();
        var batches = Batches.of(train, s.batch(), Rng.of(trial.seed("batches")));
        var adam = Adam.of(model, s.learningRate()).schedule(Schedule.cosine(s.passes() * batches.count()));
        var best = Tree.copy(model);
        double least = mse(model, validation);
        trial.series("validation_mse", 0, least);
        for (int epoch = 1; epoch <= s.passes(); epoch++) {
            for (var batch : batches) {
                adam.minimise(() -> {
                    var loss = model.forward(batch.noisy()).mse(batch.clean());
                    return model instanceof TotalVariation tv && s.penalty() > 0
                            ? loss.add(tv.d().abs().sum(), s.penalty())
                            : loss;
                });
            }
            double mse = mse(model, validation);
            trial.series("validation_mse", epoch, mse);
            trial.progress((double) epoch / s.passes());
            if (mse < least) {
                least = mse;
                best = Tree.copy(model);
            }
        }
        return best;
    }

    static double mse(Layer model, Signals signals) {
        return Scope.call(() -> Autodiff.noGrad(() -> signals.mse(model.forward(signals.noisy()))));
    }
}
