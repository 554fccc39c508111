package org.assay.studies.optimisation;

import java.util.function.Supplier;
import org.assay.lab.Trial;
import org.assay.studies.optimisation.ModularTable.Part;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/** Watches a network on its way from memorising to computing: when it happens, and what the Fourier basis shows before. */
final class GrokkingWatch {
    private static final int PROBE_EVERY = 50;

    private final Trial<?> trial;
    private final ModularTable table;
    private final Onset memorised = new Onset(1);
    private final Onset generalised = new Onset(2);
    private final Onset testHalf = new Onset(1);
    private final Onset restrictedHalf = new Onset(1);
    private final Onset normFalls = new Onset(1);
    private double largestNorm;
    private double trainAccuracy;
    private double testAccuracy;

    GrokkingWatch(Trial<?> trial, ModularTable table) {
        this.trial = trial;
        this.table = table;
    }

    boolean generalised() {
        return generalised.reached();
    }

    /** To be called every ten steps, before the step is taken. */
    void look(int step, ModularNet net) {
        Scope.run(() -> Autodiff.noGrad(() -> {
            trainAccuracy = accuracy(net, table.train());
            testAccuracy = accuracy(net, table.test());
            if (step % PROBE_EVERY == 0) {
                probe(step, net);
            }
        }));
        if (step % PROBE_EVERY == 0 || step < 10 * PROBE_EVERY) {
            trial.series("train_accuracy", onLogAxis(step), trainAccuracy);
            trial.series("test_accuracy", onLogAxis(step), testAccuracy);
        }
        boolean before = memorised.reached();
        memorised.look(step, trainAccuracy >= 0.99);
        if (memorised.reached() && !before) {
            trial.metric("test_accuracy_at_t_mem", testAccuracy);
            spectrum("spectrum_memorised", net);
        }
        testHalf.look(step, testAccuracy >= 0.5);
        generalised.look(step, testAccuracy >= 0.95);
    }

    private void probe(int step, ModularNet net) {
        var power = Fourier.power(net.first(), net.second());
        var restricted = filtered(net, Fourier.strongest(power));
        var excluded = filtered(net, Fourier.others(power));
        double restrictedAccuracy = accuracy(restricted, table.test());
        double norm = Tree.flatten(net).norm().item();
        if (step == 0) {
            trial.metric("ipr_start", Fourier.inverseParticipation(power));
        }
        restrictedHalf.look(step, restrictedAccuracy >= 0.5);
        if (memorised.reached()) {
            largestNorm = Math.max(largestNorm, norm);
            normFalls.look(step, norm <= 0.95 * largestNorm);
        }

        double x = onLogAxis(step);
        trial.series("train_loss", x, net.loss(table.train()).item());
        trial.series("test_loss", x, net.loss(table.test()).item());
        trial.series("restricted_accuracy", x, restrictedAccuracy);
        trial.series("restricted_loss", x, restricted.loss(table.test()).item());
        trial.series("excluded_loss", x, excluded.loss(table.train()).item());
        trial.series("weight_norm", x, norm);
        trial.series("participation", x, Fourier.inverseParticipation(power));
    }

    private static double onLogAxis(int step) {
        return Math.max(step, 1);
    }

    private static ModularNet filtered(ModularNet net, Tensor mask) {
        return net.with(Fourier.filter(net.first(), mask), Fourier.filter(net.second(), mask));
    }

    /** Reports what was seen; events that did not happen are left out. */
    void finish(ModularNet net) {
        memorised.step().ifPresent(t -> trial.metric("t_mem", t));
        generalised.step().ifPresent(t -> trial.metric("t_gen", t));
        testHalf.step().ifPresent(t -> trial.metric("t_test_half", t));
        restrictedHalf.step().ifPresent(t -> trial.metric("t_restricted", t));
        normFalls.step().ifPresent(t -> trial.metric("t_norm_falls", t));
        trial.metric("train_accuracy", trainAccuracy);
        trial.metric("test_accuracy", testAccuracy);
        trial.metric("test_accuracy_over_chance", testAccuracy - 1.0 / table.p());
        Scope.run(() -> Autodiff.noGrad(() -> {
            var power = Fourier.power(net.first(), net.second());
            trial.metric("ipr_end", Fourier.inverseParticipation(power));
            trial.metric("single_frequency_share", Fourier.singleFrequencyShare(power));
            trial.metric("gini", Fourier.gini(power));
        }));
        spectrum("spectrum_end", net);
    }

    private void spectrum(String name, ModularNet net) {
        var shares = scoped(() -> Fourier.spectrum(Fourier.power(net.first(), net.second())));
        for (int i = 0; i < shares.length; i++) {
            trial.series(name, i + 1, shares[i]);
        }
    }

    private static double[] scoped(Supplier<double[]> body) {
        return Scope.call(() -> Autodiff.noGrad(body));
    }

    static double accuracy(ModularNet net, Part pairs) {
        return net.scores(pairs).argmax(1).eq(pairs.label()).countNonzero().item()
                / pairs.label().count();
    }
}
