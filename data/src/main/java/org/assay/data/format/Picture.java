package org.assay.data.format;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A decoded PNG, JPEG, BMP or GIF with eight bits a sample.
 *
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param samples {@code [channel, row, column]}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Picture(int channels, int height, int width, byte[] samples) {
    private static final Pattern DAMAGE = Pattern.compile("premature|truncated", Pattern.CASE_INSENSITIVE);

    static {
        // Reading pictures from memory needs neither a display nor a cache folder.
        ImageIO.setUseCache(false);
    }

    /** Grey stays grey, everything else becomes red, green and blue; transparency is dropped. */
    public static Picture read(String file, byte[] bytes) {
        var image = decode(file, bytes);
        var model = image.getColorModel();
        if (!(model instanceof IndexColorModel) && model.getNumColorComponents() == 1) {
            return planes(file, image, 1);
        }
        if (model instanceof ComponentColorModel && model.getNumColorComponents() == 3) {
            return planes(file, image, 3);
        }
        int width = image.getWidth();
        int height = image.getHeight();
        var rgb = image.getRGB(0, 0, width, height, null, 0, width);
        var samples = new byte[3 * rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            samples[i] = (byte) (rgb[i] >> 16);
            samples[rgb.length + i] = (byte) (rgb[i] >> 8);
            samples[2 * rgb.length + i] = (byte) rgb[i];
        }
        return new Picture(3, height, width, samples);
    }

    /** A picture whose samples are class numbers: grey values or palette entries as they are stored. */
    public static Picture readMask(String file, byte[] bytes) {
        var image = decode(file, bytes);
        if (image.getRaster().getNumBands() != 1) {
            throw new DataException(file + ": a mask has one channel, this picture has "
                    + image.getRaster().getNumBands());
        }
        return planes(file, image, 1);
    }

    private static BufferedImage decode(String file, byte[] bytes) {
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw DataException.atByte(file, 0, "this is no PNG, JPEG, BMP or GIF picture");
            }
            var reader = readers.next();
            // A truncated picture is only worth a warning to the readers of the JDK.
            reader.addIIOReadWarningListener((source, warning) -> {
                if (DAMAGE.matcher(warning).find()) {
                    throw new DataException(file + ": the picture is damaged (" + warning + ")");
                }
            });
            reader.setInput(in, true, true);
            try {
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof DataException known) {
                throw known;
            }
            throw new DataException(file + ": the picture cannot be decoded (" + e.getMessage() + ")", e);
        }
    }

    private static Picture planes(String file, BufferedImage image, int channels) {
        var raster = image.getRaster();
        if (raster.getDataBuffer().getDataType() != DataBuffer.TYPE_BYTE) {
            throw new DataException(file + ": pictures of eight bits a sample are read, this one has "
                    + raster.getSampleModel().getSampleSize(0));
        }
        int width = raster.getWidth();
        int height = raster.getHeight();
        var samples = new byte[channels * height * width];
        int bands = raster.getNumBands();
        var row = new int[bands * width];
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int c = 0; c < channels; c++) {
                int to = (c * height + y) * width;
                for (int x = 0; x < width; x++) {
                    samples[to + x] = (byte) row[x * bands + c];
                }
            }
        }
        return new Picture(channels, height, width, samples);
    }
}
