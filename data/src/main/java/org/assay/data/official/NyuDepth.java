package org.assay.data.official;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.nio.file.Path;
import org.assay.data.format.DataException;
import org.assay.tensor.Tensor;

/**
 * NYU Depth v2, labelled part (Silberman, Hoiem, Kohli and Fergus 2012): {@code nyu_depth_v2_labeled.mat}, a MATLAB file of version 7.3
 * and so HDF5. Scenes are read one at a time: the file is larger than most memories.
 */
public final class NyuDepth implements AutoCloseable {
    private final Path path;
    private final HdfFile file;
    private final long[] sizes;

    private NyuDepth(Path path, HdfFile file) {
        this.path = path;
        this.file = file;
        // MATLAB's [height, width, channel, scene] is HDF5's [scene, channel, width, height].
        this.sizes = sizes("images", 4);
    }

    /**
     * A room.
     *
     * @param picture {@code [3, height, width]}, UINT8
     * @param depth {@code [height, width]}, FLOAT32, in metres, filled in where the camera had none
     * @param labels {@code [height, width]}, INT64: 0 where there is none, else the number of the kind of thing
     */
    public record Scene(Tensor picture, Tensor depth, Tensor labels) {}

    public static NyuDepth open(Path path) {
        HdfFile file;
        try {
            file = new HdfFile(path);
        } catch (RuntimeException e) {
            throw new DataException(
                    path + ": this is no HDF5 file, which a MATLAB file of version 7.3 is (" + e.getMessage() + ")", e);
        }
        try {
            return new NyuDepth(path, file);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private Dataset part(String name) {
        if (!(file.getChildren().get(name) instanceof Dataset part)) {
            throw new DataException(path + " has no part \"" + name + "\"");
        }
        return part;
    }

    private long[] sizes(String name, int expected) {
        var found = part(name).getDimensionsAsLong();
        if (found.length != expected) {
            throw new DataException(path + ": \"" + name + "\" has " + found.length + " dimensions where " + expected
                    + " were expected");
        }
        return found;
    }

    public int count() {
        return (int) sizes[0];
    }

    /** The scene of this number, from 0. */
    public Scene scene(int number) {
        if (number < 0 || number >= count()) {
            throw new DataException(path + " has scenes 0 to " + (count() - 1) + ", and " + number + " was asked for");
        }
        int channels = (int) sizes[1];
        int width = (int) sizes[2];
        int height = (int) sizes[3];
        var picture = (Object[][][]) whole("images", number, channels, width, height);
        var depth = (float[][][]) whole("depths", number, width, height);
        var labels = (Object[][]) whole("labels", number, width, height);
        var bytes = new byte[channels * height * width];
        var metres = new float[height * width];
        var kinds = new long[height * width];
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                for (int c = 0; c < channels; c++) {
                    bytes[(c * height + y) * width + x] = (byte) integer(picture[0][c][x], y);
                }
                metres[y * width + x] = depth[0][x][y];
                kinds[y * width + x] = integer(labels[0][x], y);
            }
        }
        return new Scene(
                Tensor.of(bytes, channels, height, width),
                Tensor.of(metres, height, width),
                Tensor.of(kinds, height, width));
    }

    /** Unsigned numbers come as Java's next larger integers, signed ones as they are. */
    private static int integer(Object row, int index) {
        return switch (row) {
            case int[] large -> large[index];
            case short[] small -> small[index];
            case byte[] least -> least[index] & 0xff;
            default ->
                throw new IllegalArgumentException(
                        "integers were expected, not " + row.getClass().getSimpleName());
        };
    }

    private Object whole(String name, int number, int... shape) {
        var offset = new long[shape.length + 1];
        offset[0] = number;
        var size = new int[shape.length + 1];
        size[0] = 1;
        System.arraycopy(shape, 0, size, 1, shape.length);
        try {
            sizes(name, size.length);
            return part(name).getData(offset, size);
        } catch (DataException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new DataException(
                    path + ": scene " + number + " of \"" + name + "\" cannot be read (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
