package org.assay.studies.normalisation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.assay.data.Batches;
import org.assay.data.DataSets;
import org.assay.data.Examples;
import org.assay.data.Standardiser;
import org.assay.data.generate.Shapes;
import org.assay.lab.Trial;
import org.assay.nn.Conv2d;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Sequential;
import org.assay.nn.models.Vgg;
import org.assay.studies.Needed;
import org.assay.studies.normalisation.BatchnormOptimization.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/**
 * A network and what it is to learn.
 *
 * @param layers of the network in their order; behind each that has weights, but a last one, stands its normalisation
 * @param criterion mean loss of outputs against labels
 * @param fixed inputs from the training part at which a network is looked at again and again
 * @param ignorance the loss of a network that has learned nothing
 */
record Problem(
        Layer net,
        List<Layer> layers,
        BinaryOperator<Tensor> criterion,
        Examples train,
        Examples test,
        Tensor fixed,
        double ignorance) {

    private static final int CLASSES = 10;
    private static final int SIDE = 32;
    private static final int COLOURS = 3;
    private static final int[] CONVOLUTIONS = {1, 1, Vgg.POOL, 2, 2, Vgg.POOL, 4, 4, 4, 4};

    static Problem of(Trial<Setup> trial) {
        var s = trial.setting();
        var data = Rng.of(trial.seed("data"));
        var init = Rng.of(trial.seed("init"));
        return Scope.call(() -> switch (s.source()) {
            case CIFAR10, SHAPES -> pictures(s, data, init);
            case LINEAR -> linear(s, data, init);
        });
    }

    private static Problem pictures(Setup s, Rng data, Rng init) {
        var net = Vgg.of(CONVOLUTIONS, COLOURS, s.width(), CLASSES, Init.kaimingNormal(), s.norm()::of, init);
        var drawn = s.source() == BatchnormOptimization.Source.SHAPES ? shapes(s, data) : photographs(s, data);
        var units = Standardiser.perChannel(drawn.train().inputs());
        var train = units.apply(drawn.train());
        var test = units.apply(drawn.test());
        return new Problem(
                net,
                net.features().layers(),
                Tensor::crossEntropy,
                train,
                test,
                train.inputs().narrow(0, 0, Math.min(s.fixed(), train.count())),
                Math.log(CLASSES));
    }

    private record Parts(Examples train, Examples test) {}

    private static Parts photographs(Setup s, Rng rng) {
        var images = Needed.pictures(DataSets::cifar10)
                .drawn(s.train(), s.test(), rng)
                .averaged(s.pool());
        return new Parts(images.train(), images.test());
    }

    private static Parts shapes(Setup s, Rng rng) {
        var all = Shapes.draw(s.train() + s.test(), SIDE / s.pool(), rng);
        return new Parts(all.first(s.train()), all.range(s.train(), s.train() + s.test()));
    }

    /** Square matrices one after another that are to become a given one, A: targets are A x. */
    private static Problem linear(Setup s, Rng data, Rng init) {
        var start = Init.normal(1 / Math.sqrt(s.width()));
        var layers = new ArrayList<Layer>();
        for (int k = 0; k < s.depth(); k++) {
            layers.add(Linear.of(s.width(), s.width(), start, init).unbiased());
            if (k < s.depth() - 1) {
                layers.add(s.norm().of(s.width()));
            }
        }
        var a = start.draw(data.split("target"), s.width(), s.width());
        var x = data.split("inputs").normal(s.train() + (long) s.test(), s.width());
        var all = new Examples(x, x.linear(a));
        var train = all.first(s.train());
        return new Problem(
                new Sequential(layers),
                layers,
                Tensor::mse,
                train,
                all.range(s.train(), s.train() + (long) s.test()),
                train.inputs(),
                train.labels().square().mean().item());
    }

    /** So many batches in an order that the generator draws, full ones alone. */
    Iterable<Examples> batches(int size, int steps, Rng rng) {
        return Batches.of(train, (int) Math.min(size, train.count()), rng)
                .withoutRemainder()
                .steps(steps);
    }

    Tensor loss(Examples batch) {
        return criterion.apply(net.forward(batch.inputs()), batch.labels());
    }

    List<Tensor> parameters() {
        return Tree.parameters(net);
    }

    /** How many layers have weights, without a last one that stands apart. */
    int depth() {
        return places().length;
    }

    /** The weights of a layer, counted from 0 among those that have some. */
    Tensor weight(int place) {
        return Tree.parameters(layers.get(places()[place])).getFirst();
    }

    /** All parameters of the layers before it. */
    List<Tensor> before(int place) {
        return Tree.parameters(layers.subList(0, places()[place]));
    }

    /** What every layer with weights hands on, normalised or not: the inputs of its rectifier or, without one, of the next layer. */
    List<Tensor> handedOn(Tensor x) {
        var handed = new ArrayList<Tensor>();
        var h = x;
        for (int i = 0; i < layers.size(); i++) {
            h = layers.get(i).forward(h);
            if (i > 0 && hasWeights(i - 1)) {
                handed.add(h);
            }
        }
        return handed;
    }

    private int[] places() {
        return IntStream.range(0, layers.size()).filter(this::hasWeights).toArray();
    }

    private boolean hasWeights(int layer) {
        return layers.get(layer) instanceof Conv2d || layers.get(layer) instanceof Linear;
    }
}
