package org.assay.bench.naive;

import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The network of W1 as the presets' own examples write such a thing: their modules and optimiser, their start-up, and
 * memory left to the garbage collector.
 */
public final class NaiveMlp {
    private static final int BATCH = 128;

    private final Module module = new Module();
    private final LinearImpl first = module.register_module("first", new LinearImpl(784, 256));
    private final LinearImpl second = module.register_module("second", new LinearImpl(256, 128));
    private final LinearImpl third = module.register_module("third", new LinearImpl(128, 10));
    private final Adam optimiser = new Adam(module.parameters(), new AdamOptions(1e-3));
    private final Tensor x = torch.randn(BATCH, 784);
    private final Tensor y =
            torch.arange(new Scalar(BATCH)).remainder(new Scalar(10)).to(torch.ScalarType.Long);

    /** One training step; returns the loss before it. */
    public double step() {
        optimiser.zero_grad();
        var h = torch.relu(first.forward(x));
        h = torch.relu(second.forward(h));
        var loss = torch.cross_entropy(third.forward(h), y);
        loss.backward();
        optimiser.step();
        return loss.item_float();
    }

    public long parameters() {
        long count = 0;
        var parameters = module.parameters();
        for (long i = 0; i < parameters.size(); i++) {
            count += parameters.get(i).numel();
        }
        return count;
    }
}
