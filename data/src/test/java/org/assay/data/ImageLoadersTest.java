package org.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import javax.imageio.ImageIO;
import org.assay.data.catalogue.Copy;
import org.assay.data.format.ArchiveTest;
import org.assay.tensor.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLoadersTest {
    private static final int PIXELS = 3072;

    @TempDir
    Path folder;

    private Copy copy(String name) throws IOException {
        return TinySets.copy(folder.resolve(name));
    }

    private void write(String name, byte[] content) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(folder.resolve(name), content);
    }

    /** Pictures below each other, green subtracted from red and blue, as the mirror stores them. */
    private static byte[] strip(byte[][] pictures) throws IOException {
        var image = new BufferedImage(32, 32 * pictures.length, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < pictures.length; i++) {
            for (int p = 0; p < 1024; p++) {
                int g = pictures[i][1024 + p] & 0xff;
                int r = pictures[i][p] - g & 0xff;
                int b = pictures[i][2048 + p] - g & 0xff;
                image.setRGB(p % 32, 32 * i + p / 32, r << 16 | g << 8 | b);
            }
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    @Test
    void stripsAndOfficialRecordsOfCifarGiveTheSameTensors() throws Exception {
        var random = new Random(1);
        var pictures = new byte[12][PIXELS];
        var labels = new byte[12];
        for (int i = 0; i < 12; i++) {
            random.nextBytes(pictures[i]);
            labels[i] = (byte) random.nextInt(10);
        }
        var names = "zero\none\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n".getBytes(StandardCharsets.UTF_8);
        // The mirror has its pictures in other files and in another order than the official archive.
        var tar = new ByteArrayOutputStream();
        tar.writeBytes(ArchiveTest.tarEntry("cifar-10-batches-bin/batches.meta.txt", '0', names));
        for (int file = 0; file < 6; file++) {
            int[] mirror = {2 * file, 2 * file + 1};
            write(
                    "m/" + (file < 5 ? "data_batch_" + (file + 1) : "test_batch") + ".png",
                    strip(new byte[][] {pictures[mirror[0]], pictures[mirror[1]]}));
            write(
                    "m/" + (file < 5 ? "data_batch_" + (file + 1) : "test_batch") + ".labels",
                    new byte[] {labels[mirror[0]], labels[mirror[1]]});
            int[] official = file < 5 ? new int[] {9 - file, file} : new int[] {11, 10};
            var records = new ByteArrayOutputStream();
            for (int i : official) {
                records.write(labels[i]);
                records.writeBytes(pictures[i]);
            }
            tar.writeBytes(ArchiveTest.tarEntry(
                    "cifar-10-batches-bin/" + (file < 5 ? "data_batch_" + (file + 1) : "test_batch") + ".bin",
                    '0',
                    records.toByteArray()));
        }
        tar.writeBytes(new byte[1024]);
        write("m/batches.meta.txt", names);
        write("o/cifar-10-binary.tar.gz", ArchiveTest.gzip(tar.toByteArray()));

        var mirror = ImageLoaders.cifar10(copy("m"));
        var official = ImageLoaders.cifar10(copy("o"));
        assertThat(mirror.contentHash()).isEqualTo(official.contentHash());
        assertThat(mirror.train().inputs().shape()).containsExactly(10, 3, 32, 32);
        assertThat(mirror.train().inputs().toBytes())
                .isEqualTo(official.train().inputs().toBytes());
        assertThat(mirror.train().labels().toLongs())
                .isEqualTo(official.train().labels().toLongs());
        assertThat(mirror.test().inputs().toBytes())
                .isEqualTo(official.test().inputs().toBytes());
        assertThat(mirror.classes()).isEqualTo(official.classes()).hasSize(10).startsWith("zero", "one");

        // Worked out here: training pictures in ascending order of the SHA-256 of their pixels.
        var sha = MessageDigest.getInstance("SHA-256");
        var order = Arrays.stream(new Integer[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
                .sorted(java.util.Comparator.comparing(i -> HexFormat.of().formatHex(sha.digest(pictures[i]))))
                .toList();
        var first = Arrays.copyOf(mirror.train().inputs().toBytes(), PIXELS);
        assertThat(first).isEqualTo(pictures[order.getFirst()]);
        assertThat(mirror.train().labels().toLongs()[0]).isEqualTo(labels[order.getFirst()]);
    }

    @Test
    void theHashMovesWithAPixelALabelAndASplit() throws IOException {
        var pictures = new byte[4 * 4];
        for (int i = 0; i < 16; i++) {
            pictures[i] = (byte) i;
        }
        var base = mnist("a", pictures, 1, 2, 3, 4).contentHash();
        assertThat(mnist("b", pictures, 1, 2, 3, 4).contentHash()).isEqualTo(base);
        assertThat(mnist("c", pictures, 1, 2, 4, 4).contentHash()).isNotEqualTo(base);
        pictures[0] = 99;
        assertThat(mnist("d", pictures, 1, 2, 3, 4).contentHash()).isNotEqualTo(base);
    }

    /** Two training and two test pictures of 2x2. */
    private Images mnist(String name, byte[] pictures, int... labels) throws IOException {
        for (int part = 0; part < 2; part++) {
            var split = part == 0 ? "train" : "t10k";
            var images = new ByteArrayOutputStream();
            images.writeBytes(new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2});
            images.write(pictures, 8 * part, 8);
            write(name + "/" + split + "-images-idx3-ubyte.gz", ArchiveTest.gzip(images.toByteArray()));
            write(name + "/" + split + "-labels-idx1-ubyte.gz", ArchiveTest.gzip(new byte[] {
                0, 0, 8, 1, 0, 0, 0, 2, (byte) labels[2 * part], (byte) labels[2 * part + 1]
            }));
        }
        return ImageLoaders.mnist(copy(name));
    }

    @Test
    void picturesAreDrawnWithTheirLabelsAndNoneTwice() throws IOException {
        var images = mnist("a", new byte[] {1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4}, 1, 2, 3, 4);
        var orders = new HashSet<String>();
        for (int seed = 0; seed < 20; seed++) {
            var drawn = images.drawn(2, 1, Rng.of(seed));
            assertThat(drawn.train().labels().toLongs()).containsExactlyInAnyOrder(1, 2);
            assertThat(drawn.test().labels().toLongs()[0]).isBetween(3L, 4L);
            var order = drawn.train().labels().toLongs();
            assertThat(drawn.train().inputs().select(2, 0).select(2, 0).toBytes())
                    .containsExactly((byte) order[0], (byte) order[1]);
            orders.add(Arrays.toString(order));
        }
        assertThat(orders).hasSize(2);
        assertThatThrownBy(() -> images.drawn(3, 1, Rng.of(1)))
                .hasMessage("3 pictures cannot be drawn from 2 without drawing one twice");
    }

    @Test
    void averagingReducesSquares() throws IOException {
        // One picture of 2x2 with 0, 1, 2, 3 averages to 1.5, rounded to 2.
        var images = mnist("a", new byte[] {0, 1, 2, 3, 4, 4, 4, 4, 8, 8, 8, 9, 1, 1, 1, 1}, 0, 1, 0, 1)
                .averaged(2);
        assertThat(images.train().inputs().shape()).containsExactly(2, 1, 1, 1);
        assertThat(images.train().inputs().toBytes()).containsExactlyInAnyOrder(2, 4);
        assertThat(images.test().inputs().toBytes()).containsExactlyInAnyOrder(8, 1);
        assertThat(images.averaged(1)).isSameAs(images);
        assertThatThrownBy(() -> images.averaged(2))
                .hasMessage("pictures of 1 x 1 cannot be averaged over squares of 2");
    }

    @Test
    void aLabelThatIsNoClassIsRefused() {
        assertThatThrownBy(() -> mnist("a", new byte[16], 1, 10, 0, 0))
                .hasMessage("train-labels-idx1-ubyte, item 1: label 10 is not among the 10 classes");
    }

    @Test
    void outOfDistributionPicturesAreFiveOfEachClass() throws IOException {
        var random = new Random(2);
        var records = new ByteArrayOutputStream();
        for (int i = 0; i < 700; i++) {
            var pixels = new byte[PIXELS];
            random.nextBytes(pixels);
            records.write(i % 20);
            records.write(i % 100);
            records.writeBytes(pixels);
        }
        write(
                "o/cifar-100-binary.tar.gz",
                ArchiveTest.gzip(joined(
                        ArchiveTest.tarEntry("cifar-100-binary/test.bin", '0', records.toByteArray()),
                        ArchiveTest.tarEntry(
                                "cifar-100-binary/fine_label_names.txt",
                                '0',
                                "apple\n".repeat(100).getBytes(StandardCharsets.UTF_8)),
                        new byte[1024])));
        var ood = ImageLoaders.cifar100Ood(copy("o"));
        assertThat(ood.test().count()).isEqualTo(500);
        assertThat(ood.train().count()).isZero();
        var counts = new int[100];
        Arrays.stream(ood.test().labels().toLongs()).forEach(label -> counts[(int) label]++);
        assertThat(counts).containsOnly(5);
    }

    private static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    @Test
    void realCifarHasTheDocumentedMeansAndDeviations() {
        var data = (Images) RealSets.load("cifar10");
        var standardiser = Standardiser.perChannel(data.train().inputs());
        assertThat(standardiser.mean().toDoubles())
                .usingComparatorWithPrecision(1e-4)
                .containsExactly(125.3069, 122.9504, 113.8654);
        assertThat(standardiser.deviation().toDoubles())
                .usingComparatorWithPrecision(1e-4)
                .containsExactly(62.9932, 62.0887, 66.7049);
        var counts = new int[10];
        Arrays.stream(data.train().labels().toLongs()).forEach(label -> counts[(int) label]++);
        assertThat(counts).containsOnly(5000);
    }
}
