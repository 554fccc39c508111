package org.assay.data.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Uncompressed 16-bit sound (RIFF WAVE).
 *
 * @param rate samples a second
 * @param samples the first channel, {@code [time]}, as integers of 16 bits
 */
@SuppressWarnings("ArrayRecordComponent")
public record Wav(int rate, int channels, short[] samples) {
    private static final int PCM = 1;

    public static Wav read(String file, byte[] bytes) {
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 12 || !tag(in, 0).equals("RIFF") || !tag(in, 8).equals("WAVE")) {
            throw DataException.atByte(file, 0, "a WAV file starts with RIFF and WAVE, this one does not");
        }
        int rate = 0;
        int channels = 0;
        int at = 12;
        while (at + 8 <= bytes.length) {
            var tag = tag(in, at);
            long size = Integer.toUnsignedLong(in.getInt(at + 4));
            if (at + 8 + size > bytes.length) {
                throw DataException.atByte(
                        file,
                        at,
                        "the chunk \"" + tag + "\" declares " + size + " bytes and the file ends after "
                                + (bytes.length - at - 8));
            }
            if (tag.equals("fmt ")) {
                int format = in.getShort(at + 8) & 0xffff;
                channels = in.getShort(at + 10);
                rate = in.getInt(at + 12);
                int bits = in.getShort(at + 22);
                if (format != PCM || bits != 16 || channels < 1 || rate < 1) {
                    throw DataException.atByte(
                            file,
                            at + 8,
                            "uncompressed 16-bit samples are read; this is format " + format + " with " + bits
                                    + " bits, " + channels + " channels and " + rate + " samples a second");
                }
            } else if (tag.equals("data")) {
                if (channels == 0) {
                    throw DataException.atByte(file, at, "the samples come before the format chunk");
                }
                if (size % (2L * channels) != 0) {
                    throw DataException.atByte(
                            file, at + 4, size + " bytes are no whole number of " + 2 * channels + "-byte frames");
                }
                var samples = new short[(int) (size / 2 / channels)];
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = in.getShort(at + 8 + 2 * channels * i);
                }
                return new Wav(rate, channels, samples);
            }
            at += 8 + (int) (size + (size & 1));
        }
        throw DataException.atByte(file, bytes.length, "there is no chunk of samples");
    }

    private static String tag(ByteBuffer in, int at) {
        return "" + (char) in.get(at) + (char) in.get(at + 1) + (char) in.get(at + 2) + (char) in.get(at + 3);
    }
}
