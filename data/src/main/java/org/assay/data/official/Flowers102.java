package org.assay.data.official;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.stream.IntStream;
import org.assay.data.PictureStream;
import org.assay.data.format.DataException;
import org.assay.data.format.Mat;

/**
 * Flowers of 102 kinds (Nilsback and Zisserman 2008): {@code imagelabels.mat}, {@code setid.mat} and the folder {@code jpg}. Kinds have no
 * names in the set; class c is called {@code c + 1}.
 */
public final class Flowers102 {
    private static final int KINDS = 102;

    private Flowers102() {}

    /** The official split, by the name it has in {@code setid.mat}. */
    public enum Split {
        TRAIN("trnid"),
        VALIDATION("valid"),
        TEST("tstid");

        private final String name;

        Split(String name) {
            this.name = name;
        }
    }

    public static PictureStream read(Path root, Split split, int height, int width) {
        var labels = Mat.read(root.resolve("imagelabels.mat"), file -> Mat.doubles(file.getMatrix("labels")));
        var numbers = Mat.read(root.resolve("setid.mat"), file -> Mat.doubles(file.getMatrix(split.name)));
        var items = new ArrayList<PictureStream.Item>();
        for (double number : numbers) {
            if (number < 1 || number > labels.length) {
                throw new DataException(root.resolve("setid.mat") + ": picture " + (long) number + " is not among the "
                        + labels.length + " that have labels");
            }
            int picture = (int) number;
            items.add(new PictureStream.Item(
                    root.resolve("jpg").resolve(String.format(Locale.ROOT, "image_%05d.jpg", picture)),
                    (int) labels[picture - 1] - 1));
        }
        return new PictureStream(
                items,
                IntStream.rangeClosed(1, KINDS).mapToObj(Integer::toString).toList(),
                height,
                width);
    }
}
