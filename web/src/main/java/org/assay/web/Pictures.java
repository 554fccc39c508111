package org.assay.web;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.assay.lab.store.Image;

/** Pictures of trials as PNG, pixel for pixel. */
final class Pictures {

    private static final long MOST = 16L << 20;

    private Pictures() {}

    /** @throws Refusal for one that is damaged or too large to show */
    static byte[] png(Image image) {
        long pixels = (long) image.height() * image.width();
        boolean sound = image.height() > 0 && image.width() > 0 && (image.channels() == 1 || image.channels() == 3);
        if (!sound || image.channels() * pixels != image.pixels().length) {
            throw new Refusal(500, "The picture in the store is damaged.");
        }
        if (pixels > MOST) {
            throw new Refusal(413, "The picture is too large to show: " + image.width() + " x " + image.height() + ".");
        }
        var picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < image.height(); row++) {
            for (int column = 0; column < image.width(); column++) {
                picture.setRGB(column, row, rgb(image, row * image.width() + column, (int) pixels));
            }
        }
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static int rgb(Image image, int at, int plane) {
        int red = image.pixels()[at] & 0xff;
        int green = image.channels() == 1 ? red : image.pixels()[plane + at] & 0xff;
        int blue = image.channels() == 1 ? red : image.pixels()[2 * plane + at] & 0xff;
        return red << 16 | green << 8 | blue;
    }
}
