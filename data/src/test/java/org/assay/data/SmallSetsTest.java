package org.assay.data;

import static org.assay.data.TinySets.copy;
import static org.assay.data.TinySets.write;
import static org.assay.data.TinySets.zip;
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
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loaders of pictures, sounds, molecules, surfaces and weights on files of their format, whole and broken. */
class SmallSetsTest {
    @TempDir
    Path folder;

    private static byte[] grey(int width, int height, int... values) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, width, height, values);
        return png(image);
    }

    private static byte[] png(BufferedImage image) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static byte[] colour(int width, int height, int rgb) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < width * height; p++) {
            image.setRGB(p % width, p / width, rgb);
        }
        return png(image);
    }

    @Test
    void photographsKeepTheirSizes() throws IOException {
        Files.write(folder.resolve("kodim19.png"), colour(2, 3, 0x010203));
        Files.write(folder.resolve("kodim23.png"), colour(3, 2, 0xff0000));
        var photographs = PictureLoaders.kodak(copy(folder));
        assertThat(photographs.names()).containsExactly("kodim19", "kodim23");
        assertThat(photographs.pictures().getFirst().shape()).containsExactly(3, 3, 2);
        assertThat(photographs.pictures().getLast().toBytes()).startsWith(-1, -1, -1, -1, -1, -1, 0);
        // Every pixel counts.
        var last = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < 6; p++) {
            last.setRGB(p % 3, p / 3, p < 5 ? 0xff0000 : 0xff0001);
        }
        Files.write(folder.resolve("kodim23.png"), png(last));
        assertThat(PictureLoaders.kodak(copy(folder)).contentHash()).isNotEqualTo(photographs.contentHash());
    }

    @Test
    void membranesAreParted() throws IOException {
        zip(folder, "membrane.zip", Map.of("image/00.png", grey(2, 1, 10, 20), "label/00.png", grey(2, 1, 0, 255)));
        var membrane = PictureLoaders.membrane(copy(folder));
        assertThat(membrane.train().inputs().toBytes()).containsExactly(10, 20);
        assertThat(membrane.train().labels().toBytes()).containsExactly(0, 1);
        zip(folder, "membrane.zip", Map.of("image/00.png", grey(2, 1, 10, 20), "label/02.png", grey(2, 1, 0, 255)));
        assertThatThrownBy(() -> PictureLoaders.membrane(copy(folder)))
                .hasMessage("membrane.zip has pictures [00.png] and masks [02.png]; one mask for each picture was"
                        + " expected");
    }

    @Test
    void scenesHaveMasksOfClasses() throws IOException {
        var entries = Map.of(
                "train/a.png", colour(2, 1, 0x0a0b0c),
                "trainannot/a.png", grey(2, 1, 3, 11),
                "test/b.png", colour(2, 1, 0x010101),
                "testannot/b.png", grey(2, 1, 0, 0));
        zip(folder, "camvid160.zip", entries);
        var scenes = PictureLoaders.camvid160(copy(folder));
        assertThat(scenes.train().inputs().toBytes()).containsExactly(10, 10, 11, 11, 12, 12);
        assertThat(scenes.train().labels().toBytes()).containsExactly(3, 11);
        assertThat(scenes.counts()).containsEntry("train", 1L).containsEntry("test", 1L);
        var wrong = new HashMap<>(entries);
        wrong.put("trainannot/a.png", grey(2, 1, 3, 12));
        zip(folder, "camvid160.zip", wrong);
        assertThatThrownBy(() -> PictureLoaders.camvid160(copy(folder)))
                .hasMessage("camvid160.zip, a.png, row 0, column 1: class 12 is not among the 12");
    }

    @Test
    void charactersAreUnpackedBitByBit() throws IOException {
        write(folder, "classes.tsv", "0\tLatin\tcharacter01\tbackground", "1\tGreek\tcharacter01\tevaluation");
        var packed = new byte[2 * 20 * 98];
        packed[0] = (byte) 0b1010_0000;
        packed[20 * 98 + 97] = 1;
        Files.write(folder.resolve("images.bin"), packed);
        var characters = PictureLoaders.omniglot28(copy(folder));
        assertThat(characters.background().shape()).containsExactly(1, 20, 1, 28, 28);
        assertThat(characters.background().toBytes()).startsWith(1, 0, 1, 0);
        assertThat(characters.evaluation().at(0, 0, 0, 27, 27).itemLong()).isEqualTo(1);
        assertThat(characters.evaluationAlphabets()).containsExactly("Greek");
        Files.write(folder.resolve("images.bin"), new byte[98]);
        assertThatThrownBy(() -> PictureLoaders.omniglot28(copy(folder)))
                .hasMessage("images.bin holds 98 bytes where 2 classes ask for 3920");
    }

    private static byte[] wav(int rate, int... samples) {
        var out = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples.length);
        out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        out.putShort((short) 1)
                .putShort((short) 1)
                .putInt(rate)
                .putInt(2 * rate)
                .putShort((short) 2)
                .putShort((short) 16);
        out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples.length);
        for (int sample : samples) {
            out.putShort((short) sample);
        }
        return out.array();
    }

    @Test
    void spokenDigitsAreNamedByTheirFile() throws IOException {
        zip(
                folder,
                "recordings.zip",
                Map.of("7_theo_5.wav", wav(8000, 16384, -32768), "3_lucas_0.wav", wav(8000, 8192)));
        var zipped = OtherLoaders.spokenDigits(copy(folder));
        assertThat(zipped.train()).singleElement().satisfies(recording -> {
            assertThat(recording.label()).isEqualTo(7);
            assertThat(recording.speaker()).isEqualTo("theo");
            assertThat(recording.samples().toFloats()).containsExactly(0.5f, -1);
        });
        assertThat(zipped.test())
                .singleElement()
                .satisfies(recording -> assertThat(recording.take()).isZero());
        Files.delete(folder.resolve("recordings.zip"));
        Files.write(folder.resolve("7_theo_5.wav"), wav(8000, 16384, -32768));
        Files.write(folder.resolve("3_lucas_0.wav"), wav(8000, 8192));
        assertThat(OtherLoaders.spokenDigits(copy(folder)).contentHash()).isEqualTo(zipped.contentHash());
        Files.write(folder.resolve("7_theo_5.wav"), wav(8000, 16384, -32767));
        assertThat(OtherLoaders.spokenDigits(copy(folder)).contentHash()).isNotEqualTo(zipped.contentHash());
        Files.write(folder.resolve("4_theo_5.wav"), wav(44_100, 1));
        assertThatThrownBy(() -> OtherLoaders.spokenDigits(copy(folder)))
                .hasMessageStartingWith("4_theo_5.wav: mono at 8,000 samples a second");
    }

    @Test
    void molecularTablesHaveOneColumnOfMeasurements() throws IOException {
        write(
                folder,
                "delaney-processed.csv",
                "Compound ID,measured log solubility in mols per litre,smiles",
                "\"a,b\",-0.77,OCC",
                "c,-3.3,Cc1occc1C");
        write(folder, "freesolv.csv", "smiles,expt", "CN,-4.5");
        write(folder, "Lipophilicity.csv", "smiles,exp", "CC,3.54");
        var tables = OtherLoaders.smiles(copy(folder));
        var esol = tables.esol();
        assertThat(esol.values().toDoubles()[esol.smiles().indexOf("OCC")]).isEqualTo(-0.77);
        assertThat(tables.freesolv().smiles()).containsExactly("CN");
        write(folder, "freesolv.csv", "smiles,expt", "CN,NaN");
        assertThatThrownBy(() -> OtherLoaders.smiles(copy(folder)))
                .hasMessage("freesolv.csv, line 2: \"NaN\" is not a finite number");
    }

    @Test
    void meshesAreVerticesAndTriangles() throws IOException {
        write(folder, "stanford-bunny.obj", "v 0 0 0", "v 1 0 0", "v 0 1 0", "f 1 2 3");
        write(folder, "spot.obj", "v 0 0 0", "v 1 0 0", "v 0 2 0", "vt 0 0", "f 3/1 2/1 1/1");
        var meshes = OtherLoaders.shapes(copy(folder));
        assertThat(meshes.bunny().triangles().toLongs()).containsExactly(0, 1, 2);
        assertThat(meshes.spot().vertices().toDoubles()).containsExactly(0, 0, 0, 1, 0, 0, 0, 2, 0);
        assertThat(meshes.spot().triangles().toLongs()).containsExactly(2, 1, 0);
    }

    @Test
    void weightsAreNamedStretchesOfOneFile() throws IOException {
        var floats = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 6; i++) {
            floats.putFloat(i + 0.5f);
        }
        Files.write(folder.resolve("weights.f32"), floats.array());
        write(folder, "classes.txt", "cat");
        write(folder, "manifest.tsv", "conv\t2,2\t2\t4", "bias\t2\t0\t2");
        var weights = OtherLoaders.mobileNet(copy(folder));
        assertThat(weights.tensors().get("conv").shape()).containsExactly(2, 2);
        assertThat(weights.tensors().get("conv").toFloats()).containsExactly(2.5f, 3.5f, 4.5f, 5.5f);
        assertThat(weights.tensors().get("bias").toFloats()).containsExactly(0.5f, 1.5f);
        write(folder, "manifest.tsv", "conv\t2,3\t2\t4");
        assertThatThrownBy(() -> OtherLoaders.mobileNet(copy(folder)))
                .hasMessage("manifest.tsv, line 1: the shape 2,3 does not hold 4 values");
    }

    @Test
    void scannedDigitsAreSixtyFourCounts() throws IOException {
        var row = "1,".repeat(63) + "16,7";
        write(folder, "optdigits.tra", row);
        write(folder, "optdigits.tes", row.replace("16,7", "0,3"), row);
        var digits = ImageLoaders.optdigits(copy(folder));
        assertThat(digits.train().inputs().shape()).containsExactly(1, 1, 8, 8);
        assertThat(digits.train().inputs().toBytes()[63]).isEqualTo((byte) 16);
        assertThat(digits.train().labels().toLongs()).containsExactly(7);
        assertThat(digits.test().count()).isEqualTo(2);
        write(folder, "optdigits.tra", row.replace("16,7", "17,7"));
        assertThatThrownBy(() -> ImageLoaders.optdigits(copy(folder)))
                .hasMessage("optdigits.tra, line 1: 17 is outside 0 to 16");
    }
}
