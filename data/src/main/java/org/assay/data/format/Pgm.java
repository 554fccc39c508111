package org.assay.data.format;

import java.util.Arrays;

/** Grey pictures as portable graymaps, binary (P5) with up to 255 levels. */
public final class Pgm {
    private final String file;
    private final byte[] bytes;
    private int at = 2;

    private Pgm(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    public static Picture read(String file, byte[] bytes) {
        if (bytes.length < 2 || bytes[0] != 'P' || bytes[1] != '5') {
            throw DataException.atByte(file, 0, "a binary graymap starts with P5, this file does not");
        }
        var in = new Pgm(file, bytes);
        int width = in.number("width");
        int height = in.number("height");
        int most = in.number("largest value");
        if (most > 255) {
            throw DataException.atByte(file, in.at, "graymaps of up to 255 levels are read, this one has " + most);
        }
        int start = in.at + 1;
        if (bytes.length - start < width * height) {
            throw DataException.atByte(
                    file,
                    bytes.length,
                    (bytes.length - start) + " pixels where " + width + " x " + height + " were declared");
        }
        return new Picture(1, height, width, Arrays.copyOfRange(bytes, start, start + width * height));
    }

    /** The next number of the header; white space and comments come before it. */
    private int number(String what) {
        while (at < bytes.length && (Character.isWhitespace(bytes[at]) || bytes[at] == '#')) {
            if (bytes[at] == '#') {
                while (at < bytes.length && bytes[at] != '\n') {
                    at++;
                }
            } else {
                at++;
            }
        }
        int start = at;
        long value = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && value < 1_000_000) {
            value = 10 * value + bytes[at++] - '0';
        }
        if (at == start || value == 0 || value >= 1_000_000) {
            throw DataException.atByte(file, start, "the header's " + what + " is no number above 0");
        }
        return (int) value;
    }
}
