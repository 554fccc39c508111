package org.assay.data.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sources;

/** MATLAB files of versions 5 to 7. */
public final class Mat {
    private Mat() {}

    /**
     * What a reader makes of a file. What is missing in it, or is of another kind than the reader asks for, is told with the file's
     * name.
     */
    public static <T> T read(Path path, Function<MatFile, T> reader) {
        try (var file = Mat5.newReader(Sources.wrap(Files.readAllBytes(path))).readMat()) {
            return reader.apply(file);
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The library reports a missing field, a wrong kind and a damaged file by whatever went wrong inside of it.
            throw new DataException(
                    path + ": this is no MATLAB file of version 5 to 7 with the parts that belong to this set ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    /** The elements of a matrix, column by column, as MATLAB has them. */
    public static double[] doubles(Matrix matrix) {
        var values = new double[matrix.getNumElements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = matrix.getDouble(i);
        }
        return values;
    }
}
