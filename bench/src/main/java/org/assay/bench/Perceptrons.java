package org.assay.bench;

import java.util.Map;
import org.assay.nn.Mlp;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.Rule;
import org.assay.nn.optim.Sgd;
import org.assay.tensor.Rng;

/** Classifiers of vectors: one like those for small digits, and one so small that it shows overhead alone. */
final class Perceptrons {
    private Perceptrons() {}

    static Task images(Rng rng) {
        return classifier(rng, 128, Adam.of(1e-3), 784, 256, 128, 10);
    }

    static Task tiny(Rng rng) {
        return classifier(rng, 32, Sgd.of(0.1).momentum(0.9), 32, 32, 32, 2);
    }

    static double flop(long batch, int... widths) {
        double products = 0;
        for (int i = 1; i < widths.length; i++) {
            products += (double) widths[i - 1] * widths[i];
        }
        return 2 * batch * products;
    }

    private static Task classifier(Rng rng, long batch, Rule rule, int... widths) {
        var model = Mlp.of(rng.split("model"), widths);
        var x = rng.split("x").normal(batch, widths[0]);
        var y = rng.split("y").integers(0, widths[widths.length - 1], batch);
        return new Task(
                model, Map.of("x", x, "y", y), rule, () -> model.forward(x).crossEntropy(y));
    }
}
