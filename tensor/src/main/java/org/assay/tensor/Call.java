package org.assay.tensor;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.TensorVector;

/**
 * The one gate every native operation goes through. It frees the arguments made for the call, gives the result to the
 * open scope, and turns a C++ exception into a {@link TensorException}.
 */
final class Call {
    private Call() {}

    /** An operation with one result. All tensors it reads must be among the inputs: that keeps them alive meanwhile. */
    static Tensor of(String name, Supplier<org.bytedeco.pytorch.Tensor> body, Tensor... inputs) {
        var frame = Frame.current();
        int mark = frame.mark();
        org.bytedeco.pytorch.Tensor raw = null;
        try {
            raw = body.get();
        } catch (RuntimeException e) {
            throw failure(name, e, inputs);
        } finally {
            frame.releaseBut(raw, mark);
            Reference.reachabilityFence(inputs);
        }
        return new Tensor(raw, frame);
    }

    /** An operation with several results, handed out by reference and copied (a reference count) before release. */
    static List<Tensor> all(String name, Supplier<List<org.bytedeco.pytorch.Tensor>> body, Tensor... inputs) {
        var frame = Frame.current();
        int mark = frame.mark();
        int end = mark;
        List<org.bytedeco.pytorch.Tensor> raws;
        try {
            var references = body.get();
            end = frame.mark();
            raws = new ArrayList<>(references.size());
            for (var reference : references) {
                raws.add(new org.bytedeco.pytorch.Tensor(reference));
            }
        } catch (RuntimeException e) {
            throw failure(name, e, inputs);
        } finally {
            frame.releaseBetween(mark, end);
            Reference.reachabilityFence(inputs);
        }
        var tensors = new ArrayList<Tensor>(raws.size());
        for (var raw : raws) {
            tensors.add(new Tensor(raw, frame));
        }
        return tensors;
    }

    /** An operation with a plain result or none. */
    static <T> T value(String name, Supplier<T> body, Tensor... inputs) {
        var frame = Frame.current();
        int mark = frame.mark();
        try {
            return body.get();
        } catch (RuntimeException e) {
            throw failure(name, e, inputs);
        } finally {
            frame.releaseBut(null, mark);
            Reference.reachabilityFence(inputs);
        }
    }

    /** An operation for its effect. */
    static void run(String name, Runnable body, Tensor... inputs) {
        value(
                name,
                () -> {
                    body.run();
                    return true;
                },
                inputs);
    }

    static List<org.bytedeco.pytorch.Tensor> listed(TensorVector vector) {
        var list = new ArrayList<org.bytedeco.pytorch.Tensor>();
        for (long i = 0; i < vector.size(); i++) {
            list.add(vector.get(i));
        }
        return list;
    }

    /** Remembers an exception of a Java hook that is about to cross C++, which keeps only its text. */
    static void crossing(RuntimeException e) {
        Frame.current().crossing = e;
    }

    private static RuntimeException failure(String name, RuntimeException e, Tensor... inputs) {
        if (e.getClass() != RuntimeException.class) {
            return e;
        }
        var frame = Frame.current();
        var crossing = frame.crossing;
        if (crossing != null) {
            frame.crossing = null;
            return crossing;
        }
        return new TensorException(sentence(name, reason(e), inputs), e);
    }

    static TensorException refuse(String name, String reason, Tensor... inputs) {
        return new TensorException(sentence(name, reason, inputs));
    }

    private static String sentence(String name, String reason, Tensor... inputs) {
        var shapes = Arrays.stream(inputs).map(Call::describe).collect(Collectors.joining(", "));
        return name + (shapes.isEmpty() ? "" : " of " + shapes) + ": " + reason + (reason.endsWith(".") ? "" : ".");
    }

    private static String describe(Tensor tensor) {
        if (tensor.isFreed()) {
            return "a freed tensor";
        }
        var shape = Arrays.toString(tensor.shape());
        return tensor.dtype() == DType.FLOAT32 ? shape : shape + " " + tensor.dtype();
    }

    /** The first line of the native message, without where in the C++ source it was raised. */
    private static String reason(RuntimeException e) {
        var message = String.valueOf(e.getMessage());
        int end = message.indexOf("\nException raised from");
        var text = (end < 0 ? message : message.substring(0, end)).strip();
        int line = text.indexOf('\n');
        return (line < 0 ? text : text.substring(0, line)).strip();
    }
}
