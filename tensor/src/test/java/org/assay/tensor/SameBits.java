package org.assay.tensor;

import java.util.Arrays;
import java.util.List;

/** A small training run and a hash of all the bits it ends with; also a process of its own. */
final class SameBits {
    private SameBits() {}

    public static void main(String[] arguments) {
        System.out.println(fingerprint());
        System.out.println(Native.settings());
    }

    static String fingerprint() {
        return Scope.call(() -> {
            var rng = Rng.of(42);
            var kernel = rng.split("kernel").normalWith(0, 0.2, 8, 3, 3, 3).parameter();
            var weight = rng.split("weight").normalWith(0, 0.1, 10, 8 * 16).parameter();
            var bias = Tensor.zeros(10).parameter();
            var parameters = List.of(kernel, weight, bias);
            for (int step = 0; step < 20; step++) {
                int now = step;
                Scope.run(() -> {
                    var batch = rng.split("batch").split(now);
                    var x = batch.normal(32, 3, 8, 8);
                    var y = batch.integers(0, 10, 32);
                    var gradient = Autodiff.grad(
                            () -> x.conv2d(kernel, Conv.of(1, 1))
                                    .gelu()
                                    .maxPool2d(2)
                                    .flatten(1, 3)
                                    .dropout(0.2, batch)
                                    .linear(weight, bias)
                                    .crossEntropy(y),
                            parameters);
                    Autodiff.noGrad(() -> {
                        for (int i = 0; i < parameters.size(); i++) {
                            parameters.get(i).add_(gradient.get(i), -0.1);
                        }
                    });
                });
            }
            return Integer.toHexString(Arrays.hashCode(Tree.flatten(parameters).toFloats()));
        });
    }
}
