package org.assay.data.official;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.data.format.DataException;
import org.assay.data.format.Mat;
import us.hebi.matlab.mat.types.Char;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Struct;

/**
 * MPII Human Pose (Andriluka, Pishchulin, Gehler and Schiele 2014), {@code mpii_human_pose_v1_u12_1.mat}.
 *
 * @param pictures in the order of the file
 */
public record MpiiPose(List<Annotated> pictures) {
    /** Ankles, knees and hips from right to left, pelvis, thorax, neck, top of the head, wrists, elbows and shoulders. */
    public static final int JOINTS = 16;

    /** A picture, whether it is for training, and who is in it. */
    public record Annotated(String file, boolean train, List<Person> people) {}

    /**
     * A person: the middle, the height over 200 pixels, and the joints that are in the picture. Middle and scale are missing where the
     * set does not give them.
     *
     * @param joints by their numbers, 0 to 15
     */
    public record Person(Optional<Joint> middle, Optional<Double> scale, List<Optional<Joint>> joints) {}

    /** A place in pixels. */
    public record Joint(double x, double y, boolean visible) {}

    public static MpiiPose read(Path path) {
        return Mat.read(path, file -> read(path, file));
    }

    private static MpiiPose read(Path path, MatFile file) {
        var release = file.getStruct("RELEASE");
        var list = release.getStruct("annolist");
        var train = release.getMatrix("img_train");
        if (train.getNumElements() != list.getNumElements()) {
            throw new DataException(path + ": " + list.getNumElements() + " pictures and " + train.getNumElements()
                    + " marks for training");
        }
        var pictures = new ArrayList<Annotated>();
        for (int i = 0; i < list.getNumElements(); i++) {
            var people = new ArrayList<Person>();
            if (list.get("annorect", i) instanceof Struct found) {
                for (int p = 0; p < found.getNumElements(); p++) {
                    people.add(person(path, i, found, p));
                }
            }
            pictures.add(new Annotated(
                    list.getStruct("image", i).getChar("name").getString(),
                    train.getDouble(i) != 0,
                    List.copyOf(people)));
        }
        return new MpiiPose(List.copyOf(pictures));
    }

    private static Person person(Path path, int picture, Struct people, int person) {
        var joints = new ArrayList<Optional<Joint>>();
        for (int j = 0; j < JOINTS; j++) {
            joints.add(Optional.empty());
        }
        if (part(people, "annopoints", person) instanceof Struct annotation
                && annotation.getNumElements() > 0
                && part(annotation, "point", 0) instanceof Struct points) {
            for (int k = 0; k < points.getNumElements(); k++) {
                double id = number(points, "id", k).orElse(-1.0);
                if (id < 0 || id >= JOINTS) {
                    throw new DataException(path + ", picture " + picture + ": joint " + id + " is not among the 16");
                }
                joints.set((int) id, joint(points, k));
            }
        }
        var middle = part(people, "objpos", person) instanceof Struct place && place.getNumElements() > 0
                ? joint(place, 0)
                : Optional.<Joint>empty();
        return new Person(middle, number(people, "scale", person), List.copyOf(joints));
    }

    private static Optional<Joint> joint(Struct points, int index) {
        var x = number(points, "x", index);
        var y = number(points, "y", index);
        return x.isEmpty() || y.isEmpty()
                ? Optional.empty()
                : Optional.of(new Joint(
                        x.get(), y.get(), number(points, "is_visible", index).orElse(0.0) != 0));
    }

    /** Fields are left out for some, and are empty matrices for others. */
    private static Object part(Struct struct, String field, int index) {
        return struct.getFieldNames().contains(field) ? struct.get(field, index) : "";
    }

    private static Optional<Double> number(Struct struct, String field, int index) {
        return switch (part(struct, field, index)) {
            case Matrix matrix when matrix.getNumElements() > 0 -> Optional.of(matrix.getDouble(0));
            case Char text
            when !text.getString().isBlank() ->
                Optional.of(text.getString().strip().equals("1") ? 1.0 : 0.0);
            default -> Optional.empty();
        };
    }
}
