package org.assay.data;

import java.util.Map;
import org.assay.tensor.Tensor;

/** Surfaces made of triangles. */
public record Meshes(Mesh bunny, Mesh spot, String contentHash) implements Contents {
    /**
     * One surface.
     *
     * @param vertices {@code [vertex, 3]}, FLOAT64
     * @param triangles {@code [triangle, 3]}, INT64: vertex numbers
     */
    public record Mesh(Tensor vertices, Tensor triangles) {}

    @Override
    public Map<String, Long> counts() {
        return Map.of(
                "bunny", bunny.triangles().size(0), "spot", spot.triangles().size(0));
    }
}
