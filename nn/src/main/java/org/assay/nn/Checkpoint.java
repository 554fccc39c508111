package org.assay.nn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/**
 * A model's tensors in a safetensors file, under their names in the tree: for standard architectures these are PyTorch's,
 * so that files go both ways.
 */
public final class Checkpoint {
    /** PyTorch counts batches in a buffer that nothing here reads. */
    private static final String BATCH_COUNT = "num_batches_tracked";

    private Checkpoint() {}

    /** Writes all tensors of a model, parameters and buffers; tied ones once. An existing file is replaced only when the new one is whole. */
    public static void save(Path file, Object model) {
        try {
            SafeTensors.write(file, Tree.named(model));
        } catch (IOException e) {
            throw new UncheckedIOException("The checkpoint " + file + " could not be written: " + e.getMessage(), e);
        }
    }

    /**
     * A model like the given one with its tensors from a file, converted to the model's types.
     *
     * @throws IllegalArgumentException if the file is no safetensors file, or its names and shapes are not the model's
     */
    public static <T> T load(Path file, T like) {
        var tensors = read(file);
        var surplus = new ArrayList<>(tensors.keySet());
        surplus.removeAll(Tree.named(like).keySet());
        surplus.removeIf(name -> name.endsWith(BATCH_COUNT));
        var filled = fill(like, tensors, file.getFileName() + "");
        if (!surplus.isEmpty()) {
            throw new IllegalArgumentException(file.getFileName() + " holds " + some(surplus) + ", for which the "
                    + like.getClass().getSimpleName()
                    + " has no place; to use a part of a file, read it and fill a part"
                    + " of the model.");
        }
        return filled;
    }

    /** All tensors of a file under their names. */
    public static Map<String, Tensor> read(Path file) {
        try {
            return SafeTensors.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The checkpoint " + file + " could not be read: " + e.getMessage(), e);
        }
    }

    /**
     * A model like the given one with its tensors from a map, which may hold others too: for parts of a model, as the body
     * that a new head is put on.
     */
    public static <T> T fill(T like, Map<String, Tensor> tensors) {
        return fill(like, tensors, "The map");
    }

    /** The tensors whose names begin with a prefix, without it: those of a part of a model. */
    public static Map<String, Tensor> under(String prefix, Map<String, Tensor> tensors) {
        var part = new LinkedHashMap<String, Tensor>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), tensor);
            }
        });
        return part;
    }

    private static <T> T fill(T like, Map<String, Tensor> tensors, String source) {
        var places = Tree.named(like);
        var missing = places.keySet().stream()
                .filter(name -> !tensors.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(source + " does not hold " + some(missing) + ", which the "
                    + like.getClass().getSimpleName() + " needs; " + nearest(missing.getFirst(), tensors));
        }
        var leaves = new ArrayList<Tensor>();
        places.forEach((name, place) -> leaves.add(fitted(name, place, tensors, source)));
        return Tree.replace(like, leaves);
    }

    private static Tensor fitted(String name, Tensor place, Map<String, Tensor> tensors, String source) {
        var found = tensors.getOrDefault(name, place);
        if (!Arrays.equals(found.shape(), place.shape())) {
            throw new IllegalArgumentException(source + " holds " + name + " with shape "
                    + Arrays.toString(found.shape()) + " where the model has " + Arrays.toString(place.shape()) + ".");
        }
        var own = found.detach().to(place.dtype()).to(place.device()).copy();
        return place.requiresGrad() ? own.parameter() : own;
    }

    private static String nearest(String name, Map<String, Tensor> tensors) {
        return tensors.keySet().stream()
                .min(java.util.Comparator.comparingInt(other -> distance(name, other)))
                .map(other -> "the nearest name there is " + other + ".")
                .orElse("it holds nothing.");
    }

    private static int distance(String a, String b) {
        return org.assay.nn.metrics.Texts.editDistance(
                a.chars().boxed().toList(), b.chars().boxed().toList());
    }

    private static String some(List<String> names) {
        int shown = Math.min(3, names.size());
        var text = String.join(", ", names.subList(0, shown));
        return shown < names.size() ? text + " and " + (names.size() - shown) + " more" : text;
    }
}
