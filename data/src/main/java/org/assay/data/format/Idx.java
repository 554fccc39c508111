package org.assay.data.format;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The IDX format of MNIST: two zero bytes, a type, the number of dimensions, their sizes as big-endian integers, the
 * values in C order. Unsigned bytes only.
 *
 * @param sizes the size of each dimension
 * @param values one byte a value
 */
@SuppressWarnings("ArrayRecordComponent")
public record Idx(int[] sizes, byte[] values) {
    private static final int UNSIGNED_BYTE = 0x08;

    public static Idx read(String file, byte[] bytes) {
        if (bytes.length < 4) {
            throw DataException.atByte(file, bytes.length, "the file ends inside its four-byte magic number");
        }
        if (bytes[0] != 0 || bytes[1] != 0 || bytes[2] != UNSIGNED_BYTE) {
            throw DataException.atByte(
                    file,
                    0,
                    "the magic number is 0x%08x; an IDX file of unsigned bytes starts with 0x000008"
                            .formatted(ByteBuffer.wrap(bytes).getInt()));
        }
        int rank = bytes[3];
        if (rank < 1 || rank > 8 || bytes.length < 4 + 4 * rank) {
            throw DataException.atByte(
                    file, 3, rank + " dimensions are declared and the header does not hold their sizes");
        }
        var sizes = new int[rank];
        long count = 1;
        for (int d = 0; d < rank; d++) {
            sizes[d] = ByteBuffer.wrap(bytes, 4 + 4 * d, 4).getInt();
            if (sizes[d] < 0) {
                throw DataException.atByte(file, 4 + 4L * d, "dimension " + d + " has the size " + sizes[d]);
            }
            count = Math.multiplyExact(count, (long) sizes[d]);
        }
        int start = 4 + 4 * rank;
        if (bytes.length - start != count) {
            throw DataException.atByte(
                    file,
                    start,
                    (bytes.length - start) + " values where the sizes " + Arrays.toString(sizes) + " ask for " + count);
        }
        return new Idx(sizes, Arrays.copyOfRange(bytes, start, bytes.length));
    }
}
