package org.assay.lab.tensorboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The framing of event files (TFRecord): length, checksum of the length, data, checksum of the data. */
final class Frame {

    private static final int HEAD = Long.BYTES + Integer.BYTES;
    private static final int MASK = 0xa282ead8;

    private Frame() {}

    static void write(byte[] data, OutputStream out) throws IOException {
        var length = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(data.length)
                .array();
        out.write(length);
        out.write(bytes(checksum(length)));
        out.write(data);
        out.write(bytes(checksum(data)));
    }

    /**
     * The next data of a file; empty at the end, also where a writer was killed in the middle.
     *
     * @throws IOException if a checksum is wrong
     */
    static Optional<byte[]> next(ByteBuffer file) throws IOException {
        if (file.remaining() < HEAD) {
            return Optional.empty();
        }
        var head = new byte[Long.BYTES];
        file.get(head);
        if (file.getInt() != checksum(head)) {
            throw new IOException("the checksum of a length is wrong");
        }
        long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (file.remaining() < length + Integer.BYTES) {
            return Optional.empty();
        }
        var data = new byte[(int) length];
        file.get(data);
        if (file.getInt() != checksum(data)) {
            throw new IOException("the checksum of a record is wrong");
        }
        return Optional.of(data);
    }

    private static byte[] bytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    /** CRC-32C, rotated and moved so that checksums of checksums stay apart. */
    private static int checksum(byte[] data) {
        var crc = new CRC32C();
        crc.update(data);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }
}
