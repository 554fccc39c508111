package org.assay.data.official;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.assay.data.PictureStream;
import org.assay.data.format.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;

/** Sets that come as MATLAB files of either kind. */
class OfficialMatlabTest {
    @TempDir
    Path root;

    private Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private static byte[] picture(String format, int width, int height, int grey) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int p = 0; p < width * height; p++) {
            image.getRaster().setSample(p % width, p / width, 0, grey);
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    private Path mat(String name, MatFile file) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Mat5.writeToFile(file, root.resolve(name).toFile());
        return root.resolve(name);
    }

    private static Matrix row(double... values) {
        var matrix = Mat5.newMatrix(1, values.length);
        for (int i = 0; i < values.length; i++) {
            matrix.setDouble(i, values[i]);
        }
        return matrix;
    }

    private static Array text(String text) {
        return Mat5.newString(text);
    }

    /** The grey value of the first pixel of each picture, in order. */
    private static int[] greys(PictureStream stream) {
        var bytes = stream.inOrder(10).iterator().next().inputs().toBytes();
        var greys = new int[stream.files().size()];
        for (int i = 0; i < greys.length; i++) {
            greys[i] = bytes[i * bytes.length / greys.length] & 0xff;
        }
        return greys;
    }

    @Test
    void flowersAreNumberedFromOneInTheirFilesOnly() throws IOException {
        mat("imagelabels.mat", Mat5.newMatFile().addArray("labels", row(77, 1, 102)));
        mat(
                "setid.mat",
                Mat5.newMatFile()
                        .addArray("trnid", row(3, 1))
                        .addArray("valid", row(2))
                        .addArray("tstid", row(4)));
        write("jpg/image_00001.jpg", picture("jpg", 4, 4, 10));
        write("jpg/image_00003.jpg", picture("jpg", 4, 4, 30));
        var train = Flowers102.read(root, Flowers102.Split.TRAIN, 4, 4);
        assertThat(greys(train)).containsExactly(30, 10);
        assertThat(train.files()).extracting(PictureStream.Item::label).containsExactly(101, 76);
        assertThatThrownBy(() -> Flowers102.read(root, Flowers102.Split.TEST, 4, 4))
                .hasMessage(root.resolve("setid.mat") + ": picture 4 is not among the 3 that have labels");
        write("setid.mat", "no MATLAB file");
        assertThatThrownBy(() -> Flowers102.read(root, Flowers102.Split.TRAIN, 4, 4))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(root.resolve("setid.mat") + ": this is no MATLAB file of version 5 to 7");
    }

    @Test
    void boxesBelongToPeopleAndFrames() throws IOException {
        var boxes = Mat5.newStruct(1, 2);
        for (int b = 0; b < 2; b++) {
            boxes.set("id", b, row(b + 1));
            boxes.set("pos", b, row(10 + b, 20, 5, 12));
            boxes.set("occl", b, row(b));
            boxes.set("posv", b, b == 0 ? row(0, 0, 0, 0) : row(11, 20, 4, 6));
        }
        var lists = Mat5.newCell(1, 2);
        lists.set(0, Mat5.newMatrix(0, 0));
        lists.set(1, boxes);
        var labels = Mat5.newCell(1, 2);
        labels.set(0, text("person"));
        labels.set(1, text("people"));
        var annotation = Mat5.newStruct();
        annotation.set("nFrame", row(2)).set("objLists", lists).set("objLbl", labels);
        var frames = CaltechBoxes.read(mat("set00/V000.vbb", Mat5.newMatFile().addArray("A", annotation)))
                .frames();
        assertThat(frames).hasSize(2);
        assertThat(frames.getFirst()).isEmpty();
        assertThat(frames.getLast())
                .containsExactly(
                        new CaltechBoxes.Box(
                                0, "person", List.of(10.0, 20.0, 5.0, 12.0), false, List.of(0.0, 0.0, 0.0, 0.0)),
                        new CaltechBoxes.Box(
                                1, "people", List.of(11.0, 20.0, 5.0, 12.0), true, List.of(11.0, 20.0, 4.0, 6.0)));
        var wrong = mat("w.vbb", Mat5.newMatFile().addArray("B", row(1)));
        assertThatThrownBy(() -> CaltechBoxes.read(wrong))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(wrong + ": this is no MATLAB file");
    }

    @Test
    void posesKeepTheJointsThatAreThere() throws IOException {
        var points = Mat5.newStruct(1, 2);
        points.set("x", 0, row(5.5)).set("y", 0, row(6)).set("id", 0, row(9)).set("is_visible", 0, text("1"));
        points.set("x", 1, row(7)).set("y", 1, row(8)).set("id", 1, row(0)).set("is_visible", 1, Mat5.newMatrix(0, 0));
        var annotation = Mat5.newStruct();
        annotation.set("point", points);
        var middle = Mat5.newStruct();
        middle.set("x", row(100)).set("y", row(200));
        var people = Mat5.newStruct(1, 1);
        people.set("annopoints", 0, annotation).set("objpos", 0, middle).set("scale", 0, row(3.25));
        var name = Mat5.newStruct();
        name.set("name", text("015601864.jpg"));
        var list = Mat5.newStruct(1, 2);
        list.set("image", 0, name).set("annorect", 0, people);
        list.set("image", 1, name).set("annorect", 1, Mat5.newMatrix(0, 0));
        var release = Mat5.newStruct();
        release.set("annolist", list).set("img_train", row(1, 0));
        var poses = MpiiPose.read(mat("mpii.mat", Mat5.newMatFile().addArray("RELEASE", release)));
        assertThat(poses.pictures()).extracting(MpiiPose.Annotated::train).containsExactly(true, false);
        assertThat(poses.pictures().getLast().people()).isEmpty();
        var person = poses.pictures().getFirst().people().getFirst();
        assertThat(person.scale()).hasValue(3.25);
        assertThat(person.middle()).hasValue(new MpiiPose.Joint(100, 200, false));
        assertThat(person.joints().get(9)).hasValue(new MpiiPose.Joint(5.5, 6, true));
        assertThat(person.joints().get(0)).hasValue(new MpiiPose.Joint(7, 8, false));
        assertThat(person.joints())
                .hasSize(16)
                .filteredOn(joint -> joint.isPresent())
                .hasSize(2);
        points.set("id", 1, row(16));
        var wrong = mat("wrong.mat", Mat5.newMatFile().addArray("RELEASE", release));
        assertThatThrownBy(() -> MpiiPose.read(wrong))
                .hasMessage(wrong + ", picture 0: joint 16.0 is not among the 16");
    }

    @Test
    void gazeComesWithItsEyes() throws IOException {
        var data = Mat5.newStruct();
        for (var side : List.of("left", "right")) {
            var image = Mat5.newMatrix(new int[] {2, 36, 60}, MatlabType.UInt8);
            image.setInt(new int[] {1, 3, 5}, side.equals("left") ? 200 : 30);
            var gaze = Mat5.newMatrix(2, 3);
            gaze.setDouble(1, 2, -0.5);
            var eyes = Mat5.newStruct();
            eyes.set("image", image).set("gaze", gaze).set("pose", Mat5.newMatrix(2, 3));
            data.set(side, eyes);
        }
        var read = MpiiGaze.read(mat("day01.mat", Mat5.newMatFile().addArray("data", data)));
        assertThat(read.left().pictures().shape()).containsExactly(2, 1, 36, 60);
        assertThat(read.left().pictures().at(1, 0, 3, 5).itemLong()).isEqualTo(200);
        assertThat(read.right().pictures().at(1, 0, 3, 5).itemLong()).isEqualTo(30);
        assertThat(read.left().pictures().gt(0L).toBooleans()).containsOnlyOnce(true);
        assertThat(read.left().gaze().toDoubles()).containsExactly(0, 0, 0, 0, 0, -0.5);
        data.getStruct("right").set("pose", Mat5.newMatrix(1, 3));
        var wrong = mat("wrong.mat", Mat5.newMatFile().addArray("data", data));
        assertThatThrownBy(() -> MpiiGaze.read(wrong)).hasMessage(wrong + ": pose is 1 x 3 where 2 x 3 was expected");
    }

    @Test
    void roomsAreTurnedFromMatlabsOrder() throws IOException {
        // Two scenes, three channels, 2 wide, 3 high: [scene][channel][x][y].
        var images = new byte[2][3][2][3];
        images[1][2][0][1] = (byte) 250;
        var depths = new float[2][2][3];
        depths[1][1][2] = 2.5f;
        var labels = new int[2][2][3];
        labels[1][0][2] = 894;
        var file = root.resolve("nyu.mat");
        try (var out = HdfFile.write(file)) {
            out.putDataset("images", images);
            out.putDataset("depths", depths);
            out.putDataset("labels", labels);
        }
        try (var nyu = NyuDepth.open(file)) {
            assertThat(nyu.count()).isEqualTo(2);
            var scene = nyu.scene(1);
            assertThat(scene.picture().shape()).containsExactly(3, 3, 2);
            assertThat(scene.picture().at(2, 1, 0).itemLong()).isEqualTo(250);
            assertThat(scene.picture().gt(0L).toBooleans()).containsOnlyOnce(true);
            assertThat(scene.depth().toFloats()).containsExactly(0, 0, 0, 0, 0, 2.5f);
            assertThat(scene.labels().toLongs()).containsExactly(0, 0, 0, 0, 894, 0);
            assertThatThrownBy(() -> nyu.scene(2)).hasMessage(file + " has scenes 0 to 1, and 2 was asked for");
        }
        var other = write("other.mat", "no HDF5");
        assertThatThrownBy(() -> NyuDepth.open(other)).hasMessageStartingWith(other + ": this is no HDF5 file");
        var empty = root.resolve("empty.mat");
        try (var out = HdfFile.write(empty)) {
            out.putDataset("depths", depths);
        }
        assertThatThrownBy(() -> NyuDepth.open(empty)).hasMessage(empty + " has no part \"images\"");
    }
}
