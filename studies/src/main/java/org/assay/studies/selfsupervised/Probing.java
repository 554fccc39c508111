package org.assay.studies.selfsupervised;

import java.util.stream.IntStream;
import org.assay.data.Colours;
import org.assay.data.Examples;
import org.assay.lab.Trial;
import org.assay.nn.BatchNorm;
import org.assay.nn.Layer;
import org.assay.nn.LinearProbe;
import org.assay.nn.metrics.Neighbours;
import org.assay.studies.selfsupervised.Simclr.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** What linear probes read from h and z, and how often views that the encoder never saw find each other. All in %. */
final class Probing {
    private static final int TURNS = 4;
    private static final int GREY_OR_NOT = 2;

    private final Trial<Setup> trial;
    private final Setup s;
    private final Pictures pictures;

    Probing(Trial<Setup> trial, Pictures pictures) {
        this.trial = trial;
        this.s = trial.setting();
        this.pictures = pictures;
    }

    /** Features of a layer h, of those behind the head z, and what they are of. */
    private record Read(Tensor h, Tensor z, Tensor labels) {
        static Read of(Encoder encoder, Pictures pictures, Examples examples) {
            var h = Features.of(encoder.f(), pictures.units().apply(examples.inputs()));
            return new Read(h, Features.of(encoder.g(), h), examples.labels());
        }
    }

    /** Classes from h, and, where a head makes them differ, from z. */
    void classes(Encoder encoder) {
        Scope.run(() -> {
            var fit = Read.of(encoder, pictures, pictures.labelled());
            var test = Read.of(encoder, pictures, pictures.test());
            trial.metric("accuracy", accuracy(fit.h, fit.labels, test.h, test.labels, Pictures.CLASSES));
            if (s.head() == Encoder.Head.NONE) {
                return;
            }
            trial.metric("accuracy_z", accuracy(fit.z, fit.labels, test.z, test.labels, Pictures.CLASSES));
            if (s.closer()) {
                // As few features as z has, though not chosen by the loss.
                var random = Rng.of(trial.seed("projection")).normal(fit.h.size(1), fit.z.size(1));
                trial.metric(
                        "accuracy_projected",
                        accuracy(
                                fit.h.matmul(random),
                                fit.labels,
                                test.h.matmul(random),
                                test.labels,
                                Pictures.CLASSES));
            }
        });
        trial.progress(0.9);
    }

    /** Classes from a backbone that has seen the unlabelled pictures' statistics and learned nothing. */
    void untrained(Encoder start) {
        Scope.run(() -> {
            BatchNorm.reestimate(
                    start.f(), pictures.units().apply(pictures.unlabelled()).split(500, 0));
            var fit = Read.of(start, pictures, pictures.labelled());
            var test = Read.of(start, pictures, pictures.test());
            trial.metric("accuracy_untrained", accuracy(fit.h, fit.labels, test.h, test.labels, Pictures.CLASSES));
        });
    }

    /** What was done to pictures: by how many quarters they were turned, and whether they were made grey. */
    void transformations(Encoder encoder) {
        var rng = Rng.of(trial.seed("transformed"));
        transformation("rotation", TURNS, encoder, (x, which) -> turned(x, which), rng.split("turns"));
        transformation("grey", GREY_OR_NOT, encoder, (x, which) -> greyed(x, which), rng.split("greys"));
        trial.progress(0.97);
    }

    private interface Transformation {
        Tensor of(Tensor pictures, Tensor which);
    }

    private void transformation(String name, int kinds, Encoder encoder, Transformation change, Rng rng) {
        Scope.run(() -> {
            var fit =
                    Read.of(encoder, pictures, changed(pictures.labelled().first(s.transformed()), kinds, change, rng));
            var test =
                    Read.of(encoder, pictures, changed(pictures.test().first(s.transformed() / 2), kinds, change, rng));
            trial.metric(name + "_h", accuracy(fit.h, fit.labels, test.h, test.labels, kinds));
            if (s.head() != Encoder.Head.NONE) {
                trial.metric(name + "_z", accuracy(fit.z, fit.labels, test.z, test.labels, kinds));
            }
        });
    }

    private static Examples changed(Examples examples, int kinds, Transformation change, Rng rng) {
        var which = rng.integers(0, kinds, examples.count());
        return new Examples(change.of(examples.inputs(), which), which);
    }

    /** Each picture turned to the left by so many quarters. */
    static Tensor turned(Tensor pictures, Tensor quarters) {
        long n = pictures.size(0);
        var all =
                IntStream.range(0, TURNS).mapToObj(k -> pictures.rot90(k, 2, 3)).toList();
        return Tensor.cat(all, 0).rows(quarters.mul(n).add(Tensor.arange(n)));
    }

    /** Each picture that has a 1 made grey. */
    static Tensor greyed(Tensor pictures, Tensor which) {
        var grey = Colours.grey(pictures, 1, Rng.of(0));
        return Tensor.where(which.eq(1L).reshape(-1, 1, 1, 1), grey, pictures);
    }

    /** A fifth of the labelled pictures chooses the penalty. */
    private static double accuracy(Tensor fit, Tensor labels, Tensor test, Tensor truth, int classes) {
        var probe = LinearProbe.chosen(fit, labels, classes, fit.size(0) / 5, LinearProbe.PENALTIES);
        return 100 * probe.accuracy(test, truth);
    }

    /** How many views of test pictures find their partner, in batches of one size whatever an arm learned with. */
    void contrast(Layer encoder, Views views) {
        Scope.run(() -> {
            var rng = Rng.of(trial.seed("held-out views"));
            double mean = pictures.test().inputs().narrow(0, 0, s.contrasted()).split(s.contrast(), 0).stream()
                    .mapToDouble(x -> {
                        var pair = views.pair(x, rng);
                        return Neighbours.partnersFound(
                                Features.of(encoder, pair.first()), Features.of(encoder, pair.second()));
                    })
                    .average()
                    .orElse(0);
            trial.metric("partners_found", 100 * mean);
        });
    }
}
