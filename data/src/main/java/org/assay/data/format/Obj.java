package org.assay.data.format;

import java.util.ArrayList;
import java.util.List;

/**
 * The triangles of a Wavefront OBJ file; texture coordinates and normals are skipped.
 *
 * @param vertices {@code [vertex][x, y, z]}
 * @param triangles {@code [triangle][corner]}, vertex numbers from 0
 */
@SuppressWarnings("ArrayRecordComponent")
public record Obj(double[][] vertices, int[][] triangles) {
    public static Obj read(String file, byte[] bytes) {
        var vertices = new ArrayList<double[]>();
        var triangles = new ArrayList<int[]>();
        var lines = Text.lines(file, bytes);
        for (int i = 0; i < lines.size(); i++) {
            var fields = Text.words(lines.get(i));
            if (fields.isEmpty() || !List.of("v", "f").contains(fields.getFirst())) {
                continue;
            }
            if (fields.size() != 4) {
                throw DataException.atLine(
                        file,
                        i + 1,
                        "\"" + fields.getFirst() + "\" takes three values here, not " + (fields.size() - 1));
            }
            if (fields.getFirst().equals("v")) {
                vertices.add(new double[] {
                    Text.number(file, i + 1, fields.get(1)),
                    Text.number(file, i + 1, fields.get(2)),
                    Text.number(file, i + 1, fields.get(3))
                });
            } else {
                var corners = new int[3];
                for (int k = 0; k < 3; k++) {
                    int slash = fields.get(1 + k).indexOf('/');
                    var index =
                            slash < 0 ? fields.get(1 + k) : fields.get(1 + k).substring(0, slash);
                    corners[k] = (int) Text.integer(file, i + 1, index, 1, vertices.size()) - 1;
                }
                triangles.add(corners);
            }
        }
        return new Obj(vertices.toArray(double[][]::new), triangles.toArray(int[][]::new));
    }
}
