package org.assay.studies.generative;

import java.util.ArrayList;
import org.assay.data.Batches;
import org.assay.data.Examples;
import org.assay.lab.Trial;
import org.assay.nn.Checkpoint;
import org.assay.nn.Conv2d;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Schedule;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** A classifier of small pictures, between 0 and 1, whose last features say how alike two samples of pictures are. */
record FeatureNet(Conv2d conv1, Conv2d conv2, Conv2d conv3, Linear fc1, Linear fc2) implements Layer {
    private static final int FEATURES = 64;
    static final int CLASSES = 10;
    private static final int BATCH = 100;
    private static final long CHUNK = 500;

    /** What the shared classifier depends on. */
    private record Made(Problem.Source source, int steps) {}

    static FeatureNet of(Rng rng) {
        return new FeatureNet(
                Conv2d.of(1, 32, 3, rng),
                Conv2d.of(32, 64, 3, rng).stride(2),
                Conv2d.of(64, 64, 3, rng).stride(2),
                Linear.of(64 * 4 * 4, FEATURES, rng),
                Linear.of(FEATURES, CLASSES, rng));
    }

    /** The one classifier that measures all trials of a run. */
    static FeatureNet shared(Trial<?> trial, Problem problem, int steps) throws Exception {
        var file = "features.safetensors";
        var folder = trial.shared("features", new Made(problem.source(), steps), 0, made -> {
            var net = trained(problem, steps, Rng.of(0));
            Checkpoint.save(made.resolve(file), net);
        });
        return Checkpoint.load(folder.resolve(file), of(Rng.of(0)));
    }

    private static FeatureNet trained(Problem problem, int steps, Rng rng) {
        var net = of(rng.split("init"));
        var adam = Optimiser.of(net, Adam.of(2e-3)).schedule(Schedule.cosine(steps));
        var examples = new Examples(problem.train(), problem.labels());
        for (var batch : Batches.of(examples, BATCH, rng.split("batches")).steps(steps)) {
            var x = batch.inputs().div(255.0);
            adam.minimise(() -> net.forward(x).crossEntropy(batch.labels()));
        }
        return net;
    }

    @Override
    public Tensor forward(Tensor x) {
        return fc2.forward(last(x));
    }

    private Tensor last(Tensor x) {
        var h = conv3.forward(conv2.forward(conv1.forward(x).relu()).relu()).relu();
        return fc1.forward(h.flatten(1, -1)).relu();
    }

    /** The features of pictures {@code [image, 1, 14, 14]}: {@code [image, 64]}. */
    Tensor features(Tensor pictures) {
        return Scope.call(() -> Autodiff.noGrad(() -> {
            var parts = new ArrayList<Tensor>();
            for (var part : pictures.split(CHUNK, 0)) {
                parts.add(Scope.call(() -> last(part)));
            }
            return Tensor.cat(parts, 0);
        }));
    }

    /** The classes that pictures are taken for: {@code [image]}. */
    Tensor classes(Tensor pictures) {
        return Scope.call(
                () -> Autodiff.noGrad(() -> fc2.forward(features(pictures)).argmax(1)));
    }

    /** Share of pictures recognised. */
    double accuracy(Tensor pictures, Tensor labels) {
        return Scope.call(() -> classes(pictures).eq(labels).sum().itemLong() / (double) labels.size(0));
    }
}
