package org.assay.bench;

import java.util.Map;
import org.assay.nn.Layer;
import org.assay.nn.models.ResNet;
import org.assay.nn.models.VisionTransformer;
import org.assay.nn.optim.AdamW;
import org.assay.nn.optim.Rule;
import org.assay.nn.optim.Sgd;
import org.assay.tensor.Rng;

/** Classifiers of images 32x32 in ten classes. */
final class Vision {
    private static final int BATCH = 128;
    private static final int SIZE = 32;
    private static final int COLOURS = 3;
    private static final int CLASSES = 10;

    private static final int DEPTH = 20;
    private static final int WIDTH = 16;

    private static final VisionTransformer.Config VIT =
            new VisionTransformer.Config(SIZE, COLOURS, 4, 128, 6, 4, CLASSES);

    static final double RESNET_FLOP = resnetFlop();
    static final double VIT_FLOP = vitFlop();

    private Vision() {}

    static Task resnet(Rng rng) {
        var model = ResNet.cifar(DEPTH, WIDTH, COLOURS, CLASSES, rng.split("model"));
        return task(model, Sgd.of(0.1).nesterov(0.9).weightDecay(5e-4), rng);
    }

    static Task vit(Rng rng) {
        return task(
                VisionTransformer.of(VIT, rng.split("model")), AdamW.of(1e-3).weightDecay(0.05), rng);
    }

    private static Task task(Layer model, Rule rule, Rng rng) {
        var x = rng.split("x").normal(BATCH, COLOURS, SIZE, SIZE);
        var y = rng.split("y").integers(0, CLASSES, BATCH);
        return new Task(
                model, Map.of("x", x, "y", y), rule, () -> model.forward(x).crossEntropy(y));
    }

    /** A stem, three stages of 3x3 convolutions at 32, 16 and 8 pixels with two projections, and a linear layer. */
    private static double resnetFlop() {
        int convolutions = (DEPTH - 2) / 3;
        double perImage = 9.0 * SIZE * SIZE * COLOURS * WIDTH;
        for (int stage = 0; stage < 3; stage++) {
            double pixels = Math.pow((double) SIZE / (1 << stage), 2);
            double width = WIDTH << stage;
            perImage += 9 * pixels * width * width * (stage == 0 ? convolutions : convolutions - 0.5);
            perImage += stage == 0 ? 0 : pixels * width * width / 2;
        }
        perImage += (double) (WIDTH << 2) * CLASSES;
        return 2 * BATCH * perImage;
    }

    private static double vitFlop() {
        double patches = Math.pow((double) SIZE / VIT.patch(), 2);
        double inputs = COLOURS * Math.pow(VIT.patch(), 2);
        double perImage = patches * inputs * VIT.width()
                + VIT.depth() * transformerFlop(patches + 1, VIT.width()) / 2
                + (double) VIT.width() * CLASSES;
        return 2 * BATCH * perImage;
    }

    /** One block on one sequence: four projections, two products of attention, a perceptron four times as wide. */
    static double transformerFlop(double positions, double width) {
        return 2 * (12 * positions * width * width + 2 * positions * positions * width);
    }
}
