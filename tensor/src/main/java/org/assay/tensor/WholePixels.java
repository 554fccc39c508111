package org.assay.tensor;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Pictures moved by whole pixels and mirrored, in one pass: libtorch takes several passes over all of them for this, and
 * tens of nanoseconds for each row where the copy itself takes five.
 */
final class WholePixels {
    private static final ValueLayout.OfLong LITTLE = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Tensor pictures;
    private final int count;
    private final int channels;
    private final int height;
    private final int width;
    /** Bytes of a pixel. */
    private final int pixel;

    private final MemorySegment source;

    private WholePixels(Tensor pictures) {
        this.pictures = pictures;
        count = (int) pictures.size(0);
        channels = (int) pictures.size(1);
        height = (int) pictures.size(2);
        width = (int) pictures.size(3);
        pixel = pictures.dtype().bytes();
        source = Memory.segment(pictures, pictures.count() * pixel);
    }

    static Tensor moved(String name, Tensor pictures, Tensor down, Tensor right, Tensor mirrored) {
        if (pictures.rank() != 4) {
            throw Call.refuse(name, "it takes [picture, channel, height, width]", pictures);
        }
        if (!pictures.device().isCpu() || (pictures.requiresGrad() && Autodiff.isRecording())) {
            throw Call.refuse(name, "it takes pictures in main memory, and gives no gradients", pictures);
        }
        for (var each : new Tensor[] {down, right, mirrored}) {
            if (each.count() != pictures.size(0)) {
                throw Call.refuse(name, "it takes one number for each picture", pictures, each);
            }
        }
        return Scope.call(() -> new WholePixels(pictures.contiguous())
                .moved(Memory.longs(down), Memory.longs(right), Memory.longs(mirrored)));
    }

    private Tensor moved(long[] down, long[] right, long[] mirrored) {
        var result = Tensor.zerosLike(pictures);
        var target = Memory.segment(result, source.byteSize());
        for (int i = 0; i < count; i++) {
            int dx = Math.clamp(right[i], -width, width);
            int dy = Math.clamp(down[i], -height, height);
            int from = Math.max(0, dy);
            int rows = height - Math.abs(dy);
            for (int c = 0; c < channels; c++) {
                int first = (i * channels + c) * height + from;
                if (mirrored[i] == 0) {
                    slide(first - dy, dx, target, first, rows);
                } else {
                    turn(first - dy, dx, target, first, rows);
                }
            }
        }
        return result;
    }

    /** Several rows moved sideways in one piece, which brings in the ends of the rows beside them; these are cleared. */
    private void slide(int fromRow, int dx, MemorySegment target, int toRow, int rows) {
        long from = at(fromRow, -dx);
        long to = at(toRow, 0);
        long begin = Math.max(0, -from);
        long end = Math.min((long) rows * width * pixel, source.byteSize() - from);
        if (begin < end) {
            MemorySegment.copy(source, from + begin, target, to + begin, end - begin);
        }
        clear(target, toRow, rows, dx);
    }

    /** The same, each row turned round. */
    private void turn(int fromRow, int dx, MemorySegment target, int toRow, int rows) {
        long from = at(fromRow, -dx);
        boolean inside = from >= 0 && from + (long) rows * width * pixel <= source.byteSize();
        if (inside && pixel == 1 && width >= Long.BYTES) {
            turnBytes(source, from, target, at(toRow, 0), rows, width);
        } else {
            for (int y = 0; y < rows; y++) {
                turnPixels(fromRow + y, dx, target, at(toRow + y, 0));
            }
        }
        clear(target, toRow, rows, -dx);
    }

    /** Eight bytes at a time, the last ones of a row over some that were turned already. One loop over all rows takes a fifth of a loop in a loop. */
    private static void turnBytes(MemorySegment source, long from, MemorySegment target, long to, int rows, int bytes) {
        int last = bytes - Long.BYTES;
        int pieces = rows * ((bytes + Long.BYTES - 1) / Long.BYTES);
        int b = 0;
        for (int piece = 0; piece < pieces; piece++) {
            target.set(
                    JAVA_LONG_UNALIGNED, to + last - b, Long.reverseBytes(source.get(JAVA_LONG_UNALIGNED, from + b)));
            b += Long.BYTES;
            if (b == bytes) {
                b = 0;
                from += bytes;
                to += bytes;
            } else if (b > last) {
                b = last;
            }
        }
    }

    private void turnPixels(int row, int dx, MemorySegment target, long to) {
        for (int x = Math.max(0, -dx); x < Math.min(width, width - dx); x++) {
            long mirror = to + (long) (width - 1 - x - dx) * pixel;
            if (pixel == Integer.BYTES) {
                target.set(JAVA_INT_UNALIGNED, mirror, source.get(JAVA_INT_UNALIGNED, at(row, x)));
            } else {
                MemorySegment.copy(source, at(row, x), target, mirror, pixel);
            }
        }
    }

    /** Makes the first columns of rows zero, so many, or the last ones where the number is negative. */
    private void clear(MemorySegment target, int toRow, int rows, int columns) {
        int bytes = Math.abs(columns) * pixel;
        int first = columns < 0 ? width + columns : 0;
        if (bytes == 0) {
            return;
        }
        if (bytes > Long.BYTES || width * pixel < Long.BYTES) {
            for (int y = 0; y < rows; y++) {
                target.asSlice(at(toRow + y, first), bytes).fill((byte) 0);
            }
            return;
        }
        // One masked write of eight bytes takes a fraction of a call, and most shifts are of few pixels.
        long kept = bytes == Long.BYTES ? 0 : columns < 0 ? -1L >>> (8 * bytes) : -1L << (8 * bytes);
        long edge = columns < 0 ? (long) width * pixel - Long.BYTES : 0;
        for (int y = 0; y < rows; y++) {
            long at = at(toRow + y, 0) + edge;
            target.set(LITTLE, at, target.get(LITTLE, at) & kept);
        }
    }

    /** Where a pixel begins, counted over the rows of all pictures. */
    private long at(int row, int x) {
        return ((long) row * width + x) * pixel;
    }
}
