package org.assay.tensor;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * Pictures moved by whole pixels and mirrored, row by row in one pass: libtorch takes several passes over all of them for this, and
 * tens of nanoseconds for each row where the copy itself takes five.
 */
final class WholePixels {
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
            int columns = width - Math.abs(dx);
            int first = Math.max(0, dx);
            boolean turned = mirrored[i] != 0;
            int to = turned ? width - first - columns : first;
            for (int c = 0; c < channels; c++) {
                int plane = (i * channels + c) * height;
                for (int y = Math.max(0, dy); y < Math.min(height, height + dy); y++) {
                    row(at(plane + y - dy, Math.max(0, -dx)), target, at(plane + y, to), columns, turned);
                }
            }
        }
        return result;
    }

    private void row(long from, MemorySegment target, long to, int columns, boolean turned) {
        if (!turned) {
            copy(from, target, to, columns * pixel);
        } else if (pixel == 1) {
            turnBytes(from, target, to, columns);
        } else if (pixel == Integer.BYTES) {
            for (int x = 0; x < columns; x++) {
                int value = source.get(JAVA_INT_UNALIGNED, from + (long) x * Integer.BYTES);
                target.set(JAVA_INT_UNALIGNED, to + (long) (columns - 1 - x) * Integer.BYTES, value);
            }
        } else {
            for (int x = 0; x < columns; x++) {
                copy(from + (long) x * pixel, target, to + (long) (columns - 1 - x) * pixel, pixel);
            }
        }
    }

    /** Eight bytes at a time, the last ones over some that were copied already. */
    private void copy(long from, MemorySegment target, long to, int bytes) {
        if (bytes < Long.BYTES) {
            for (int b = 0; b < bytes; b++) {
                target.set(JAVA_BYTE, to + b, source.get(JAVA_BYTE, from + b));
            }
            return;
        }
        int last = bytes - Long.BYTES;
        for (int b = 0; b < last; b += Long.BYTES) {
            target.set(JAVA_LONG_UNALIGNED, to + b, source.get(JAVA_LONG_UNALIGNED, from + b));
        }
        target.set(JAVA_LONG_UNALIGNED, to + last, source.get(JAVA_LONG_UNALIGNED, from + last));
    }

    private void turnBytes(long from, MemorySegment target, long to, int bytes) {
        if (bytes < Long.BYTES) {
            for (int b = 0; b < bytes; b++) {
                target.set(JAVA_BYTE, to + bytes - 1 - b, source.get(JAVA_BYTE, from + b));
            }
            return;
        }
        int last = bytes - Long.BYTES;
        for (int b = 0; b < last; b += Long.BYTES) {
            long pixels = source.get(JAVA_LONG_UNALIGNED, from + b);
            target.set(JAVA_LONG_UNALIGNED, to + last - b, Long.reverseBytes(pixels));
        }
        target.set(JAVA_LONG_UNALIGNED, to, Long.reverseBytes(source.get(JAVA_LONG_UNALIGNED, from + last)));
    }

    /** Where a pixel begins, counted over the rows of all pictures. */
    private long at(int row, int x) {
        return ((long) row * width + x) * pixel;
    }
}
