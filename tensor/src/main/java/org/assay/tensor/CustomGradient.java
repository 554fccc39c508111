package org.assay.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.TensorTensorHook;
import org.jspecify.annotations.Nullable;

/**
 * A value whose gradient is computed in Java.
 *
 * <p>The value is joined to its inputs by {@code where(false, sum of the inputs, value)}: bitwise the value, with a path
 * of zeros to each input on which hooks put the right gradients in. A hook must outlive the native graph that holds it,
 * and nothing tells when that is freed; but the graph also holds the condition {@code false}, whose reference count
 * does.
 */
final class CustomGradient {
    private static final List<Living> LIVING = new ArrayList<>();
    private static int sweepAt = 64;
    private static int backwardPasses;
    private static volatile boolean present;

    private final List<Tensor> inputs;
    private final Tensor output;
    private final Autodiff.Backward backward;
    private @Nullable Tensor cotangent;
    private @Nullable List<Tensor> gradients;

    private CustomGradient(List<Tensor> inputs, Tensor output, Autodiff.Backward backward) {
        this.inputs = inputs.stream().map(Tensor::another).toList();
        this.output = output.another();
        this.backward = backward;
    }

    static Tensor of(Function<List<Tensor>, Tensor> forward, Autodiff.Backward backward, List<Tensor> inputs) {
        var value = Autodiff.noGrad(() -> forward.apply(inputs)).detach();
        if (!Autodiff.isRecording() || inputs.stream().noneMatch(Tensor::requiresGrad)) {
            return value;
        }
        var gradient = new CustomGradient(inputs, value, backward);
        var hooks = new ArrayList<Hook>();
        var path = Tensor.zeros(value.dtype()).to(value.device());
        for (int i = 0; i < inputs.size(); i++) {
            var input = inputs.get(i);
            if (input.requiresGrad()) {
                int place = i;
                var entry = input.view(input.shape());
                hooks.add(hook(entry, _ -> gradient.gradient(place)));
                path = path.add(entry.sum().to(value.dtype()));
            }
        }
        var never = Tensor.zeros(DType.BOOL).to(value.device());
        var joined = Tensor.where(never, path, value);
        hooks.add(hook(joined, gradient::begin));
        gradient.remember(never, hooks);
        return joined;
    }

    private Tensor begin(Tensor incoming) {
        cotangent = incoming;
        gradients = null;
        return incoming;
    }

    private Tensor gradient(int place) {
        var all = gradients;
        if (all == null) {
            if (cotangent == null) {
                throw new IllegalStateException("A custom gradient was asked for before that of its output.");
            }
            all = backward.gradients(inputs, output, cotangent);
            if (all.size() != inputs.size()) {
                throw new TensorException("A custom gradient gave " + all.size() + " tensors for " + inputs.size()
                        + " inputs: give one for each, in their order.");
            }
            gradients = all;
        }
        var gradient = all.get(place);
        if (!java.util.Arrays.equals(gradient.shape(), inputs.get(place).shape())) {
            throw Call.refuse(
                    "custom gradient", "the gradient of an input has the input's shape", gradient, inputs.get(place));
        }
        return gradient;
    }

    private static Hook hook(Tensor tensor, Function<Tensor, Tensor> replace) {
        var hook = Frame.permanent(() -> new Hook(replace));
        Call.run("hook", () -> tensor.raw().register_hook(hook), tensor);
        return hook;
    }

    private void remember(Tensor token, List<Hook> hooks) {
        synchronized (LIVING) {
            LIVING.add(new Living(token.another(), this, hooks));
            present = true;
            if (LIVING.size() > sweepAt) {
                sweep();
                sweepAt = Math.max(64, 2 * LIVING.size());
            }
        }
    }

    /** How many operations still have a graph. */
    static int living() {
        synchronized (LIVING) {
            return LIVING.size();
        }
    }

    /** Runs a backward pass, during which no hook is freed. */
    static <T> T whileNeeded(Supplier<T> backwardPass) {
        synchronized (LIVING) {
            backwardPasses++;
        }
        try {
            return backwardPass.get();
        } finally {
            synchronized (LIVING) {
                backwardPasses--;
            }
        }
    }

    /** Frees what belongs to graphs that are gone; called when a scope has ended. */
    static void sweep() {
        if (!present) {
            return;
        }
        synchronized (LIVING) {
            // A graph lets go of the condition before its last hooks have run.
            if (backwardPasses > 0) {
                return;
            }
            // Later operations may keep the graphs of earlier ones alive.
            for (int i = LIVING.size() - 1; i >= 0; i--) {
                if (LIVING.get(i).freeIfDead()) {
                    LIVING.remove(i);
                }
            }
            present = !LIVING.isEmpty();
        }
    }

    /** The hooks and tensors of one operation and a reference to the condition that its graph holds. */
    private record Living(Tensor token, CustomGradient gradient, List<Hook> hooks) {
        boolean freeIfDead() {
            if (token.raw().use_count() > 1) {
                return false;
            }
            token.free();
            gradient.inputs.forEach(Tensor::free);
            gradient.output.free();
            hooks.forEach(Hook::deallocate);
            return true;
        }
    }

    private static final class Hook extends TensorTensorHook {
        private final Function<Tensor, Tensor> replace;

        Hook(Function<Tensor, Tensor> replace) {
            this.replace = replace;
        }

        @Override
        public TensorBase call(TensorBase gradient) {
            try {
                return replace.apply(Call.of("hook", () -> new org.bytedeco.pytorch.Tensor(gradient)))
                        .raw();
            } catch (RuntimeException e) {
                Call.crossing(e);
                throw e;
            }
        }
    }
}
