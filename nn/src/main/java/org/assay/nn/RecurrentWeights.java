package org.assay.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** The weights of stacked recurrent layers under PyTorch's names, in the order its kernels take them. */
final class RecurrentWeights {
    private static final int PER_DIRECTION = 4;

    private RecurrentWeights() {}

    /** Uniform within {@code 1/sqrt(width)}, as in PyTorch. */
    static Map<String, Tensor> draw(int in, int width, int layers, boolean bidirectional, int gates, Rng rng) {
        var init = Init.uniform(1 / Math.sqrt(width));
        var weights = new LinkedHashMap<String, Tensor>();
        int directions = bidirectional ? 2 : 1;
        long rows = (long) gates * width;
        for (int layer = 0; layer < layers; layer++) {
            long below = layer == 0 ? in : (long) directions * width;
            for (int direction = 0; direction < directions; direction++) {
                var suffix = "_l" + layer + (direction == 0 ? "" : "_reverse");
                weights.put("weight_ih" + suffix, init.parameter(rng, rows, below));
                weights.put("weight_hh" + suffix, init.parameter(rng, rows, width));
                weights.put("bias_ih" + suffix, init.parameter(rng, rows));
                weights.put("bias_hh" + suffix, init.parameter(rng, rows));
            }
        }
        return Collections.unmodifiableMap(weights);
    }

    /** The weights of one layer, both directions. */
    static List<Tensor> ofLayer(Map<String, Tensor> weights, int layer, boolean bidirectional) {
        int each = bidirectional ? 2 * PER_DIRECTION : PER_DIRECTION;
        return List.copyOf(weights.values()).subList(layer * each, (layer + 1) * each);
    }

    static int layers(Map<String, Tensor> weights, boolean bidirectional) {
        return weights.size() / (bidirectional ? 2 * PER_DIRECTION : PER_DIRECTION);
    }

    /** A first state of zeros {@code [layers * directions, batch, width]}, of the input's type and device. */
    static Tensor start(Map<String, Tensor> weights, Tensor x) {
        var recurrent = weights.get("weight_hh_l0");
        if (recurrent == null || x.rank() != 3) {
            throw new IllegalArgumentException(
                    "A recurrent layer takes [batch, time, in], not " + java.util.Arrays.toString(x.shape()) + ".");
        }
        long states = weights.size() / PER_DIRECTION;
        return Tensor.zerosLike(x.detach().flatten().narrow(0, 0, 1))
                .expand(states, x.size(0), recurrent.size(1))
                .contiguous();
    }
}
