package org.assay.data.official;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.assay.data.PictureStream;
import org.assay.data.format.DataException;
import org.assay.data.format.SeqVideo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficialPicturesTest {
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
    void petsHaveBreedsSpeciesAndTrimaps() throws IOException {
        write(
                "annotations/trainval.txt",
                "# image class species breed\nAbyssinian_100 1 1 1\nyorkshire_terrier_9 37 2 25\n");
        write("images/Abyssinian_100.jpg", picture("jpg", 4, 4, 40));
        write("images/yorkshire_terrier_9.jpg", picture("jpg", 4, 4, 80));
        write("annotations/trimaps/Abyssinian_100.png", picture("png", 3, 2, 3));
        write("annotations/trimaps/yorkshire_terrier_9.png", picture("png", 3, 2, 9));
        var pets = OxfordPets.read(root, OxfordPets.Half.TRAINVAL, 4, 4);
        assertThat(greys(pets.breeds())).containsExactly(40, 80);
        assertThat(pets.breeds().files()).extracting(PictureStream.Item::label).containsExactly(0, 36);
        assertThat(pets.breeds().classes())
                .hasSize(37)
                .startsWith("Abyssinian", "breed 2")
                .endsWith("yorkshire_terrier");
        assertThat(pets.species().files()).extracting(PictureStream.Item::label).containsExactly(0, 1);
        assertThat(pets.trimap(0).samples()).containsOnly(3).hasSize(6);
        assertThatThrownBy(() -> pets.trimap(1))
                .isInstanceOf(DataException.class)
                .hasMessage(pets.trimaps().get(1) + ": a trimap has values 1 to 3, this one has 9");
        var test = write("annotations/test.txt", "Abyssinian_1 1 1\n");
        assertThatThrownBy(() -> OxfordPets.read(root, OxfordPets.Half.TEST, 4, 4))
                .hasMessage(test + ", line 1: name, breed, species and number was expected");
    }

    @Test
    void placesAreListedWithTheirScene() throws IOException {
        write("categories_places365.txt", "/a/airfield 0\n/b/bar/indoor 1\n");
        write("places365_train_standard.txt", "/a/airfield/00000001.jpg 0\n/b/bar/indoor/2.jpg 1\n");
        write("data/a/airfield/00000001.jpg", picture("jpg", 8, 8, 50));
        write("data/b/bar/indoor/2.jpg", picture("jpg", 8, 8, 90));
        var places = Places365.read(root, "places365_train_standard.txt", root.resolve("data"), 4, 4);
        assertThat(places.classes()).containsExactly("airfield", "bar/indoor");
        assertThat(greys(places)).containsExactly(50, 90);
        var wrong = write("places365_val.txt", "x.jpg 2\n");
        assertThatThrownBy(() -> Places365.read(root, "places365_val.txt", root, 4, 4))
                .hasMessage(wrong + ", line 1: 2 is outside 0 to 1");
        assertThatThrownBy(() -> Places365.read(root, "missing.txt", root, 4, 4))
                .hasMessageContaining("cannot be read");
    }

    private static final String COCO = """
        {"images":[{"id":9,"file_name":"a.jpg","height":4,"width":3}],
         "categories":[{"id":18,"name":"dog"}],
         "annotations":[
          {"image_id":9,"category_id":18,"iscrowd":0,"bbox":[0,1,2,2],"segmentation":[[0,1,2,1,2,3,0,3]]},
          {"image_id":9,"category_id":18,"iscrowd":1,"bbox":[0,0,3,4],"segmentation":{"size":[4,3],"counts":[1,2,5,3,1]}},
          {"image_id":9,"category_id":18,"iscrowd":1,"bbox":[0,0,3,4],"segmentation":{"size":[4,3],"counts":"1251L"},
           "keypoints":[1,2,2,0,0,0]}]}
        """;

    @Test
    void cocosPolygonsAndRunsAreMasks() throws IOException {
        var coco = Coco.read(write("instances.json", COCO));
        assertThat(coco.categories()).containsEntry(18L, "dog");
        assertThat(coco.pictures().get(9L).file()).isEqualTo("a.jpg");
        assertThat(coco.mask(coco.things().getFirst())).isDeepEqualTo(new boolean[][] {
            {false, false, false}, {true, true, false}, {true, true, false}, {false, false, false}
        });
        // Column by column: pixels 1 and 2 of the first, the last three but one of the third.
        var runs =
                new boolean[][] {{false, false, true}, {true, false, true}, {true, false, true}, {false, false, false}};
        assertThat(coco.mask(coco.things().get(1))).isDeepEqualTo(runs);
        assertThat(coco.mask(coco.things().get(2))).isDeepEqualTo(runs);
        assertThat(coco.things().get(2).keypoints()).containsExactly(1.0, 2.0, 2.0, 0.0, 0.0, 0.0);
        var wrong = write(
                "wrong.json", COCO.replace("\"category_id\":18,\"iscrowd\":0", "\"category_id\":5,\"iscrowd\":0"));
        assertThatThrownBy(() -> Coco.read(wrong))
                .hasMessage(wrong + ", annotation 0: picture 9 or category 5 is not in the file");
        var longer = Coco.read(write("longer.json", COCO.replace("[1,2,5,3,1]", "[1,2,5,9]")));
        assertThatThrownBy(() -> longer.mask(longer.things().get(1)))
                .hasMessage("the runs of a mask end at pixel 17 of a picture of 12");
        var broken = write("broken.json", "{");
        assertThatThrownBy(() -> Coco.read(broken)).hasMessageStartingWith(broken + " cannot be read as JSON");
    }

    private static byte[] seq(int gap, byte[]... frames) {
        var out = new ByteArrayOutputStream();
        var header = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, 0xFEED)
                .putInt(548, 8)
                .putInt(552, 6)
                .putInt(572, frames.length)
                .putDouble(584, 30);
        out.writeBytes(header.array());
        for (var frame : frames) {
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(frame.length + 4)
                    .array());
            out.writeBytes(frame);
            out.writeBytes(new byte[gap]);
        }
        return out.toByteArray();
    }

    @Test
    void sequencesGiveTheirPicturesWhateverStandsBetween() throws IOException {
        for (int gap : new int[] {8, 16}) {
            var file = write(
                    "v.seq", seq(gap, picture("jpg", 8, 6, 20), picture("jpg", 8, 6, 90), picture("jpg", 8, 6, 200)));
            try (var video = SeqVideo.open(file)) {
                assertThat(video.count()).isEqualTo(3);
                assertThat(video.width()).isEqualTo(8);
                assertThat(video.height()).isEqualTo(6);
                assertThat(video.rate()).isEqualTo(30);
                assertThat(video.frame(1).samples()[0]).isEqualTo((byte) 90);
                assertThat(video.frame(2).samples()[0]).isEqualTo((byte) 200);
            }
        }
        var whole = seq(8, picture("jpg", 8, 6, 20), picture("jpg", 8, 6, 90));
        var cut = write("cut.seq", Arrays.copyOf(whole, whole.length - 100));
        assertThatThrownBy(() -> SeqVideo.open(cut)).hasMessageContaining("picture 1 of 2 declares");
        var other = write("other.seq", new byte[2000]);
        assertThatThrownBy(() -> SeqVideo.open(other))
                .hasMessage(other + ", byte 0: a sequence starts with 0x0000feed, this file with 0x00000000");
    }

    private static byte[] pgm(int width, int height, int grey, String comment) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(("P5\n" + comment + width + " " + height + "\n255\n").getBytes(StandardCharsets.US_ASCII));
        for (int p = 0; p < width * height; p++) {
            out.write(grey);
        }
        return out.toByteArray();
    }

    @Test
    void daimlersPedestriansAreGraymaps() throws IOException {
        write("1/ped_examples/b.pgm", pgm(18, 36, 200, "# made by a test\n"));
        write("1/ped_examples/a.pgm", pgm(18, 36, 100, ""));
        write("1/non-ped_examples/a.pgm", pgm(18, 36, 7, ""));
        var examples = DaimlerPedestrians.read(root.resolve("1"));
        assertThat(examples.inputs().shape()).containsExactly(3, 1, 36, 18);
        assertThat(examples.inputs().amax(1, 2, 3).toLongs()).containsExactly(7, 100, 200);
        assertThat(examples.labels().toLongs()).containsExactly(0, 1, 1);
        var small = write("1/ped_examples/c.pgm", pgm(18, 35, 1, ""));
        assertThatThrownBy(() -> DaimlerPedestrians.read(root.resolve("1")))
                .hasMessage(small + " is 18 wide and 35 high; 18 x 36 was expected");
        write("1/ped_examples/c.pgm", Arrays.copyOf(pgm(18, 36, 1, ""), 500));
        assertThatThrownBy(() -> DaimlerPedestrians.read(root.resolve("1")))
                .hasMessage(small + ", byte 500: 487 pixels where 18 x 36 were declared");
    }
}
