package org.assay.data.official;

import java.nio.file.Path;
import org.assay.data.format.DataException;
import org.assay.data.format.Mat;
import org.assay.tensor.DType;
import org.assay.tensor.Tensor;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Struct;

/** MPIIGaze, normalised eyes (Zhang, Sugano, Fritz and Bulling 2015): a file {@code Data/Normalized/pNN/dayNN.mat}. */
public record MpiiGaze(Eyes left, Eyes right) {
    /**
     * Eyes of one side.
     *
     * @param pictures {@code [n, 1, 36, 60]}, UINT8
     * @param gaze {@code [n, 3]}, FLOAT64: direction of looking, of length 1, in the normalised camera
     * @param pose {@code [n, 3]}, FLOAT64: turn of the head as a vector of Rodrigues
     */
    public record Eyes(Tensor pictures, Tensor gaze, Tensor pose) {}

    public static MpiiGaze read(Path path) {
        return Mat.read(path, file -> {
            var data = file.getStruct("data");
            return new MpiiGaze(eyes(path, data.getStruct("left")), eyes(path, data.getStruct("right")));
        });
    }

    private static Eyes eyes(Path path, Struct side) {
        var image = side.getMatrix("image");
        var sizes = image.getDimensions();
        // MATLAB drops a last dimension of one, and a day may hold a single picture.
        if (sizes.length != 3 && !(sizes.length == 2 && side.getMatrix("gaze").getNumRows() != sizes[0])) {
            throw new DataException(path + ": pictures as [n, height, width] were expected, these have " + sizes.length
                    + " dimensions");
        }
        int n = sizes.length == 3 ? sizes[0] : 1;
        int height = sizes[sizes.length - 2];
        int width = sizes[sizes.length - 1];
        var pixels = new byte[n * height * width];
        for (int i = 0; i < n; i++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    pixels[(i * height + y) * width + x] = (byte) image.getInt(i + n * (y + height * x));
                }
            }
        }
        return new Eyes(
                Tensor.of(pixels, n, 1, height, width), rows(path, side, "gaze", n), rows(path, side, "pose", n));
    }

    private static Tensor rows(Path path, Struct side, String field, int n) {
        Matrix matrix = side.getMatrix(field);
        if (matrix.getNumRows() != n || matrix.getNumCols() != 3) {
            throw new DataException(path + ": " + field + " is " + matrix.getNumRows() + " x " + matrix.getNumCols()
                    + " where " + n + " x 3 was expected");
        }
        var values = new double[3 * n];
        for (int i = 0; i < values.length; i++) {
            values[i] = matrix.getDouble(i / 3, i % 3);
        }
        return Tensor.of(DType.FLOAT64, values, n, 3);
    }
}
