package org.assay.data.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Speech in NIST's SPHERE format, uncompressed 16-bit samples, or as samples without a header.
 *
 * @param rate samples a second
 * @param samples {@code [time]}, the first channel
 */
@SuppressWarnings("ArrayRecordComponent")
public record Sphere(int rate, short[] samples) {
    private static final String MAGIC = "NIST_1A\n";

    public static Sphere read(String file, byte[] bytes) {
        var start = new String(bytes, 0, Math.min(bytes.length, 16), StandardCharsets.US_ASCII);
        if (!start.startsWith(MAGIC)) {
            throw DataException.atByte(file, 0, "a SPHERE file starts with NIST_1A, this one does not");
        }
        int header = (int) Text.integer(file, 2, start.substring(MAGIC.length()), 16, Math.max(16, bytes.length));
        int rate = 0;
        int channels = 1;
        int width = 2;
        var order = ByteOrder.BIG_ENDIAN;
        var coding = "pcm";
        var lines = new String(bytes, 0, header, StandardCharsets.US_ASCII).split("\n", -1);
        for (int i = 2; i < lines.length && !lines[i].strip().equals("end_head"); i++) {
            var words = Text.words(lines[i]);
            if (words.size() < 3) {
                continue;
            }
            var value = words.get(2);
            switch (words.getFirst()) {
                case "sample_rate" -> rate = (int) Text.integer(file, i + 1, value, 1, 1_000_000);
                case "channel_count" -> channels = (int) Text.integer(file, i + 1, value, 1, 64);
                case "sample_n_bytes" -> width = (int) Text.integer(file, i + 1, value, 1, 8);
                case "sample_byte_format" ->
                    order = value.equals("01") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
                case "sample_coding" -> coding = value;
                default -> {}
            }
        }
        if (rate == 0 || width != 2 || !coding.equals("pcm")) {
            throw DataException.atByte(
                    file,
                    16,
                    "uncompressed 16-bit samples with their rate are read; this header has coding " + coding + ", "
                            + width + " bytes a sample and " + rate + " samples a second");
        }
        return new Sphere(rate, samples(file, bytes, header, channels, order));
    }

    /** Samples without a header. */
    public static Sphere raw(String file, byte[] bytes, int rate, ByteOrder order) {
        return new Sphere(rate, samples(file, bytes, 0, 1, order));
    }

    private static short[] samples(String file, byte[] bytes, int start, int channels, ByteOrder order) {
        int length = bytes.length - start;
        if (length % (2 * channels) != 0) {
            throw DataException.atByte(
                    file, bytes.length, length + " bytes are no whole number of " + 2 * channels + "-byte frames");
        }
        var in = ByteBuffer.wrap(bytes, start, length).slice().order(order);
        var samples = new short[length / 2 / channels];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = in.getShort(2 * channels * i);
        }
        return samples;
    }
}
