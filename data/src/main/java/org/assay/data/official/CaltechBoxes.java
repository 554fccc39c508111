package org.assay.data.official;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assay.data.format.DataException;
import org.assay.data.format.Mat;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Struct;

/**
 * The boxes of a video of the Caltech pedestrians (Dollar, Wojek, Schiele and Perona 2012), a {@code .vbb} file; the video itself is a
 * {@link org.assay.data.format.SeqVideo}.
 *
 * @param frames the boxes in each picture
 */
public record CaltechBoxes(List<List<Box>> frames) {
    /**
     * A person, or people, in one picture: place and size in pixels, the whole and what can be seen of it.
     *
     * @param object the number of who it is, the same in all pictures, from 0
     * @param label such as {@code person}, {@code people} or {@code person?}
     * @param seen all zero where nothing is hidden
     */
    public record Box(int object, String label, List<Double> whole, boolean hidden, List<Double> seen) {}

    public static CaltechBoxes read(Path path) {
        return Mat.read(path, file -> read(path, file));
    }

    private static CaltechBoxes read(Path path, MatFile file) {
        var annotation = file.getStruct("A");
        var labels = annotation.getCell("objLbl");
        var lists = annotation.getCell("objLists");
        int count = (int) annotation.getMatrix("nFrame").getDouble(0);
        if (lists.getNumElements() != count) {
            throw new DataException(path + ": " + lists.getNumElements() + " lists of boxes where " + count
                    + " pictures were declared");
        }
        var frames = new ArrayList<List<Box>>();
        for (int f = 0; f < count; f++) {
            var boxes = new ArrayList<Box>();
            if (lists.get(f) instanceof Struct found) {
                for (int b = 0; b < found.getNumElements(); b++) {
                    int object = (int) found.getMatrix("id", b).getDouble(0) - 1;
                    if (object < 0 || object >= labels.getNumElements()) {
                        throw new DataException(path + ", picture " + f + ": person " + (object + 1)
                                + " is not among the " + labels.getNumElements() + " that have labels");
                    }
                    boxes.add(new Box(
                            object,
                            labels.getChar(object).getString(),
                            numbers(found, "pos", b),
                            found.getMatrix("occl", b).getDouble(0) != 0,
                            numbers(found, "posv", b)));
                }
            }
            frames.add(List.copyOf(boxes));
        }
        return new CaltechBoxes(List.copyOf(frames));
    }

    private static List<Double> numbers(Struct boxes, String field, int box) {
        var values = new ArrayList<Double>();
        for (double value : Mat.doubles(boxes.getMatrix(field, box))) {
            values.add(value);
        }
        return List.copyOf(values);
    }
}
