package org.assay.nn.optim;

import java.util.List;
import java.util.stream.Stream;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Foreach;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/**
 * Slow weights that follow those being trained, which go on from them: every few steps the slow ones move a share of the way to the fast ones, and these
 * are set back to them. Zhang et al. 2019 (arXiv:1907.08610), algorithm 1; running statistics take part, as Jordan 2024 has it.
 */
public final class Lookahead {
    private final List<Tensor> fast;
    private final List<Tensor> slow;

    private Lookahead(Object model) {
        fast = Stream.concat(Tree.parameters(model).stream(), Tree.buffers(model).stream())
                .filter(tensor -> tensor.dtype() == DType.FLOAT32)
                .toList();
        slow = Scope.detached(
                () -> fast.stream().map(tensor -> tensor.detach().copy()).toList());
    }

    /** Slow weights that start as the model's. */
    public static Lookahead of(Object model) {
        return new Lookahead(model);
    }

    /**
     * Moves the slow weights towards the model's and sets the model's to them.
     *
     * @param share of the way, 0 to 1: at 0 the model goes back to the slow weights, at 1 these take over the model's
     */
    public void pull(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("Slow weights go a share of the way from 0 to 1, not " + share + ".");
        }
        Scope.run(() -> Autodiff.noGrad(() -> {
            Foreach.lerp_(slow, fast, share);
            for (int i = 0; i < fast.size(); i++) {
                fast.get(i).copyFrom(slow.get(i));
            }
        }));
    }
}
