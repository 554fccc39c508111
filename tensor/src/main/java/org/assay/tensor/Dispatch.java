package org.assay.tensor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.TensorList;

/** Operators that the presets do not wrap, found by name in libtorch's own table. */
final class Dispatch {
    /** Stands for an absent optional argument. */
    static final Object NONE = new Object();

    private static final Map<String, OperatorHandle> HANDLES = new ConcurrentHashMap<>();

    private Dispatch() {}

    /** Runs an operator for its effect on its arguments: tensors, lists of tensors, numbers, truth values or {@link #NONE}. */
    static void run(String operator, String overload, Object... arguments) {
        Call.run(operator, () -> stack(operator, overload, arguments), inputs(arguments));
    }

    /** Runs an operator that gives a list of tensors. */
    static List<Tensor> list(String operator, String overload, Object... arguments) {
        return Call.all(
                operator,
                () -> Call.listed(stack(operator, overload, arguments)
                        .get(0)
                        .toTensorList()
                        .vec()),
                inputs(arguments));
    }

    /** Runs an operator that gives one tensor. */
    static Tensor one(String operator, String overload, Object... arguments) {
        return Call.all(
                        operator,
                        () -> List.of(
                                stack(operator, overload, arguments).get(0).toTensor()),
                        inputs(arguments))
                .getFirst();
    }

    private static Tensor[] inputs(Object... arguments) {
        return Tree.leaves(arguments).toArray(Tensor[]::new);
    }

    private static IValueVector stack(String operator, String overload, Object... arguments) {
        var stack = new IValueVector(arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            stack.put(i, value(arguments[i]));
        }
        handle(operator, overload).callBoxed(stack);
        return stack;
    }

    private static OperatorHandle handle(String operator, String overload) {
        return HANDLES.computeIfAbsent(
                operator + "." + overload,
                _ -> Frame.permanent(() -> Dispatcher.singleton().findSchemaOrThrow("aten::" + operator, overload)));
    }

    private static IValue value(Object argument) {
        return switch (argument) {
            case Tensor tensor -> new IValue(tensor.raw());
            case List<?> tensors -> list(tensors);
            case Double number -> new IValue(number.doubleValue());
            case Long number -> new IValue(number.longValue());
            case Generator generator -> new IValue(generator);
            case Boolean truth -> new IValue(truth.booleanValue());
            default -> new IValue();
        };
    }

    private static IValue list(List<?> tensors) {
        var list = new TensorList();
        list.reserve(tensors.size());
        for (var tensor : tensors) {
            list.push_back(((Tensor) tensor).raw());
        }
        // Lists of tensors and lists of any values are one type in C++, of which the presets can put only the latter on
        // a stack.
        return new IValue(new GenericList((Pointer) list));
    }
}
