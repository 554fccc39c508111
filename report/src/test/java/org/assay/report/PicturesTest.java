package org.assay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assay.lab.Figure;
import org.assay.report.RunData.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How large pictures are drawn. */
final class PicturesTest {
    private static final Pattern SIZE = Pattern.compile("<image [^>]*?width=\"([0-9.]+)\" height=\"([0-9.]+)\"");

    @TempDir
    Path folder;

    /** Width and height of the first picture drawn. */
    private double[] drawn(Picture... pictures) throws IOException {
        var run = new SyntheticRun();
        run.arm("one", "width", 1).done("one", 1, "error", 0.5);
        var names = new ArrayList<String>();
        for (int i = 0; i < pictures.length; i++) {
            names.add("picture " + i);
            run.images.put(List.of("one", 1L, "picture " + i), pictures[i]);
        }
        run.figures.add(new Figure.Images("pictures", "", names, List.of("one")));
        Report.write(run, folder);
        var found = SIZE.matcher(Files.readString(folder.resolve("figures/pictures.svg")));
        assertThat(found.find()).isTrue();
        return new double[] {Double.parseDouble(found.group(1)), Double.parseDouble(found.group(2))};
    }

    private static Picture grey(int height, int width) {
        return new Picture(1, height, width, new float[height * width]);
    }

    @Test
    void aWidePictureIsAsTallAsASquareOneAndAnUprightOneIsNoWider() throws IOException {
        assertThat(drawn(grey(10, 10))).containsExactly(new double[] {150, 150}, within(0.1));
        assertThat(drawn(grey(10, 30))).containsExactly(new double[] {450, 150}, within(0.1));
        assertThat(drawn(grey(20, 10))).containsExactly(new double[] {150, 300}, within(0.1));
    }

    /** Of several pictures the narrowest decides, and none goes beyond the page. */
    @Test
    void picturesStayInTheirColumns() throws IOException {
        assertThat(drawn(grey(10, 30), grey(10, 10))).containsExactly(new double[] {150, 50}, within(0.1));
        var wide = drawn(grey(10, 200));
        assertThat(wide[0]).isGreaterThan(450).isLessThan(720);
        assertThat(wide[1]).isCloseTo(wide[0] / 20, within(0.1));
    }
}
