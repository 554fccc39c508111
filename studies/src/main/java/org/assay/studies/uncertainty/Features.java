package org.assay.studies.uncertainty;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * What a trained classifier's last layer reads, for the images of an open world: activations {@code [image, d]}.
 *
 * @param train of the training images
 * @param trainLabels {@code [image]}
 * @param judged of all others, part after part
 * @param testLabels of the first part
 * @param parts by name: {@code test}, {@code near}, the far ones, {@code validation}, {@code noise}
 */
record Features(Tensor train, Tensor trainLabels, Tensor judged, Tensor testLabels, Map<String, Part> parts) {
    static final String TEST = "test";
    static final String NEAR = "near";
    static final String VALIDATION = "validation";
    static final String NOISE = "noise";

    /** Rows of what was judged. */
    record Part(long from, long count) {
        Tensor of(Tensor judged) {
            return judged.narrow(0, from, count);
        }
    }

    /** Of an open world, through a network's body. */
    static Features of(OpenWorld world, UnaryOperator<Tensor> body) {
        return Scope.call(() -> {
            var images = new LinkedHashMap<String, Tensor>();
            images.put(TEST, world.test().inputs());
            images.put(NEAR, world.near());
            images.putAll(world.far());
            images.put(VALIDATION, world.validation().inputs());
            images.put(NOISE, world.noise());
            var parts = new LinkedHashMap<String, Part>();
            var activations = new ArrayList<Tensor>();
            long from = 0;
            for (var set : images.entrySet()) {
                long count = set.getValue().size(0);
                parts.put(set.getKey(), new Part(from, count));
                activations.add(body.apply(set.getValue()));
                from += count;
            }
            return new Features(
                    body.apply(world.train().inputs()),
                    world.train().labels().copy(),
                    Tensor.cat(activations, 0),
                    world.test().labels().copy(),
                    parts);
        });
    }

    /** Rows of one part of what has a row for everything judged. */
    Tensor part(String name, Tensor judged) {
        var part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("There is no part " + name + "; there are " + parts.keySet() + ".");
        }
        return part.of(judged);
    }

    /** The names of the far sets. */
    List<String> far() {
        return parts.keySet().stream()
                .filter(name -> !List.of(TEST, NEAR, VALIDATION, NOISE).contains(name))
                .toList();
    }
}
