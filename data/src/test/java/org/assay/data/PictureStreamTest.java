package org.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import javax.imageio.ImageIO;
import org.assay.data.format.DataException;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureStreamTest {
    @TempDir
    Path root;

    /** A picture whose columns are red from left to right: 10, 20, 30, … and whose rows are the same. */
    private void picture(String name, int width, int height, int start) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, (start + 10 * x) << 16);
            }
        }
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    @Test
    void picturesAreReducedByAreaAndCutAboutTheCentre() throws IOException {
        // 8 x 4 to 2 x 2: halved to 4 x 2 by averaging (15, 35, 55, 75), and the middle two columns taken.
        picture("cat/wide.png", 8, 4, 10);
        var batch = PictureStream.folder(root, 2, 2).inOrder(4).iterator().next();
        assertThat(batch.inputs().shape()).containsExactly(1, 3, 2, 2);
        assertThat(Arrays.copyOf(batch.inputs().toBytes(), 8)).containsExactly(35, 55, 35, 55, 0, 0, 0, 0);
    }

    @Test
    void foldersAreClassesAndEveryPictureComesOnceInAPass() throws IOException {
        for (int i = 0; i < 7; i++) {
            picture("dog/" + i + ".png", 2, 2, 100 + i);
            picture("ant/deeper/" + i + ".png", 2, 2, i);
        }
        Files.writeString(root.resolve("ant/notes.txt"), "no picture");
        var stream = PictureStream.folder(root, 2, 2);
        assertThat(stream.classes()).containsExactly("ant", "dog");
        var seen = new HashSet<Integer>();
        for (var batch : stream.batches(4, Rng.of(1)).ahead(2)) {
            var pixels = batch.inputs().toBytes();
            var labels = batch.labels().toLongs();
            for (int i = 0; i < labels.length; i++) {
                assertThat(labels[i]).isEqualTo(pixels[12 * i] >= 100 ? 1 : 0);
                seen.add((int) pixels[12 * i]);
            }
        }
        assertThat(seen).hasSize(14);
        assertThat(PictureStream.folder(root, 2, 2).files()).isEqualTo(stream.files());
    }

    @Test
    void onlyTheBatchInHandIsInMemory() throws IOException {
        for (int i = 0; i < 30; i++) {
            picture("one/" + i + ".png", 64, 64, i);
        }
        long picture = 3 * 64 * 64;
        Scope.run(() -> {
            long before = Scope.liveBytes();
            for (var batch : PictureStream.folder(root, 64, 64).inOrder(3)) {
                assertThat(batch.count()).isEqualTo(3);
                assertThat(Scope.liveBytes() - before).isLessThan(5 * picture);
            }
        });
    }

    @Test
    void aDamagedPictureIsNamedEvenWhenItIsReadAhead() throws IOException {
        picture("one/a.png", 4, 4, 0);
        Files.writeString(root.resolve("one/b.png"), "no picture");
        var stream = PictureStream.folder(root, 4, 4);
        for (var batches : List.of(stream.inOrder(2), stream.inOrder(2).ahead(1))) {
            assertThatThrownBy(() -> batches.forEach(batch -> {}))
                    .isInstanceOf(DataException.class)
                    .hasMessage(root.resolve("one/b.png") + ", byte 0: this is no PNG, JPEG, BMP or GIF picture");
        }
        assertThatThrownBy(() -> PictureStream.folder(root.resolve("one"), 4, 4))
                .hasMessageStartingWith(root.resolve("one") + " holds no pictures");
    }
}
