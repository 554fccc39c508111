package org.assay.lab.store;

/**
 * A picture as it is kept, eight bits a value.
 *
 * @param channels 1 for grey, 3 for RGB
 * @param pixels {@code [channels, height, width]} row by row, 0 to 255 as unsigned bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record Image(String name, int channels, int height, int width, byte[] pixels) {

    /** From values between 0 and 1; what lies outside is clipped, NaN becomes 0. */
    public static Image of(String name, int channels, int height, int width, float[] values) {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException(
                    "Image " + name + " has " + channels + " channels; it needs 1 (grey) or 3 (RGB).");
        }
        if ((long) channels * height * width != values.length) {
            throw new IllegalArgumentException("Image " + name + " of shape [" + channels + ", " + height + ", " + width
                    + "] needs " + (long) channels * height * width + " values but was given " + values.length + ".");
        }
        var pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(255 * Math.clamp(Float.isNaN(values[i]) ? 0 : values[i], 0f, 1f));
        }
        return new Image(name, channels, height, width, pixels);
    }

    /** The value at a place, 0 to 1. */
    public float value(int channel, int row, int column) {
        return (pixels[(channel * height + row) * width + column] & 0xff) / 255f;
    }
}
