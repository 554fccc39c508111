package org.assay.tensor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The descent through records, lists, maps and optionals; how to take a record apart is worked out once a class. */
final class Walk {
    /** Called for every place that holds a tensor, as often as it occurs. */
    interface Visitor {
        void visit(Tensor tensor, Path path, boolean buffer);
    }

    /** Where in the tree; the text is only built when asked for. */
    record Path(Optional<Path> parent, Object step) {
        static final Path ROOT = new Path(Optional.empty(), "");

        Path to(Object next) {
            return new Path(Optional.of(this), next);
        }

        @Override
        public String toString() {
            if (parent.isEmpty()) {
                return "";
            }
            var prefix = parent.get().toString();
            return prefix.isEmpty() ? step.toString() : prefix + "." + step;
        }
    }

    private record Part(String name, MethodHandle accessor, boolean buffer, boolean inline) {}

    private record Plan(List<Part> parts, MethodHandle constructor) {}

    private static final ClassValue<Plan> PLANS = new ClassValue<>() {
        @Override
        protected Plan computeValue(Class<?> type) {
            return plan(type);
        }
    };

    private Walk() {}

    static void forEach(Object tree, Visitor visitor) {
        descend(tree, Path.ROOT, false, visitor);
    }

    private static void descend(Object node, Path path, boolean buffer, Visitor visitor) {
        switch (node) {
            case Tensor tensor -> visitor.visit(tensor, path, buffer);
            case Record record -> {
                for (var part : PLANS.get(record.getClass()).parts()) {
                    var below = part.inline() ? path : path.to(part.name());
                    descend(read(part.accessor(), record), below, buffer || part.buffer(), visitor);
                }
            }
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    descend(list.get(i), path.to(i), buffer, visitor);
                }
            }
            case Map<?, ?> map -> map.forEach((key, value) -> descend(value, path.to(key), buffer, visitor));
            case Optional<?> optional -> optional.ifPresent(value -> descend(value, path, buffer, visitor));
            case Object[] array -> descend(Arrays.asList(array), path, buffer, visitor);
            case null, default -> {}
        }
    }

    @SuppressWarnings("unchecked") // The image of a node has the node's type.
    static <T> T map(T tree, UnaryOperator<Tensor> image) {
        return (T) rebuild(tree, image);
    }

    @SuppressWarnings("ReferenceEquality") // What did not change stays the same object.
    private static Object rebuild(Object node, UnaryOperator<Tensor> image) {
        return switch (node) {
            case Tensor tensor -> image.apply(tensor);
            case Record record -> rebuildRecord(record, image);
            case List<?> list -> {
                var parts = new ArrayList<Object>(list.size());
                boolean same = true;
                for (var part : list) {
                    var rebuilt = rebuild(part, image);
                    same &= rebuilt == part;
                    parts.add(rebuilt);
                }
                // A variable declared as ArrayList takes nothing else.
                yield same ? list : list instanceof ArrayList ? parts : Collections.unmodifiableList(parts);
            }
            case Map<?, ?> map -> {
                var parts =
                        map instanceof TreeMap ? new TreeMap<Object, Object>() : new LinkedHashMap<Object, Object>();
                map.forEach((key, value) -> parts.put(key, rebuild(value, image)));
                yield map instanceof HashMap || map instanceof TreeMap ? parts : Collections.unmodifiableMap(parts);
            }
            case Optional<?> optional -> optional.map(value -> rebuild(value, image));
            case Object[] array -> {
                var parts = array.clone();
                Arrays.setAll(parts, i -> rebuild(array[i], image));
                yield parts;
            }
            default -> node;
        };
    }

    @SuppressWarnings("ReferenceEquality") // What did not change stays the same object.
    private static Object rebuildRecord(Record node, UnaryOperator<Tensor> image) {
        var plan = PLANS.get(node.getClass());
        var parts = new Object[plan.parts().size()];
        boolean same = true;
        for (int i = 0; i < parts.length; i++) {
            var part = read(plan.parts().get(i).accessor(), node);
            parts[i] = rebuild(part, image);
            same &= parts[i] == part;
        }
        if (same) {
            return node;
        }
        try {
            return plan.constructor.invokeExact(parts);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A " + node.getClass().getName() + " could not be built anew.", e);
        }
    }

    private static Object read(MethodHandle accessor, Object node) {
        try {
            return accessor.invokeExact(node);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A " + node.getClass().getName() + " could not be read.", e);
        }
    }

    private static Plan plan(Class<?> type) {
        var components = type.getRecordComponents();
        var parts = new ArrayList<Part>();
        try {
            var lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            for (var component : components) {
                var accessor = lookup.unreflect(component.getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
                parts.add(new Part(
                        snakeCase(component.getName()),
                        accessor,
                        component.isAnnotationPresent(Buffer.class),
                        component.isAnnotationPresent(Inline.class)));
            }
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            return new Plan(parts, constructor);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The record " + type.getName() + " cannot be taken apart.", e);
        }
    }

    /** The field writes {@code running_mean} where Java writes {@code runningMean}. */
    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
