package org.assay.tensor;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.bytedeco.pytorch.global.torch;

/**
 * Pictures moved by whole pixels, row by row: libtorch takes several passes over all of them for this, and tens of
 * nanoseconds for each row where the copy itself takes five.
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

    static Tensor shift(Tensor pictures, Tensor down, Tensor right) {
        return moved("shift", pictures, down, right);
    }

    static Tensor mirror(Tensor pictures, Tensor which) {
        return moved("mirror", pictures, which);
    }

    private static Tensor moved(String name, Tensor pictures, Tensor... how) {
        if (pictures.rank() != 4) {
            throw Call.refuse(name, "it takes [picture, channel, height, width]", pictures);
        }
        if (!pictures.device().isCpu() || (pictures.requiresGrad() && Autodiff.isRecording())) {
            throw Call.refuse(name, "it takes pictures in main memory, and gives no gradients", pictures);
        }
        for (var each : how) {
            if (each.count() != pictures.size(0)) {
                throw Call.refuse(name, "it takes one number for each picture", pictures, each);
            }
        }
        return Scope.call(() -> {
            var plain = new WholePixels(pictures.contiguous());
            var numbers = Arrays.stream(how).map(Memory::longs).toArray(long[][]::new);
            return numbers.length == 2 ? plain.shifted(numbers[0], numbers[1]) : plain.mirrored(numbers[0]);
        });
    }

    private Tensor shifted(long[] down, long[] right) {
        var result = Tensor.zerosLike(pictures);
        var target = target(result);
        for (int i = 0; i < count; i++) {
            int dx = Math.clamp(right[i], -width, width);
            int dy = Math.clamp(down[i], -height, height);
            long bytes = (long) (width - Math.abs(dx)) * pixel;
            for (int c = 0; c < channels; c++) {
                int first = (i * channels + c) * height;
                for (int y = Math.max(0, dy); y < Math.min(height, height + dy); y++) {
                    long from = at(first + y - dy, Math.max(0, -dx));
                    MemorySegment.copy(source, from, target, at(first + y, Math.max(0, dx)), bytes);
                }
            }
        }
        return result;
    }

    private Tensor mirrored(long[] which) {
        var result = Call.of("mirror", () -> torch.empty_like(pictures.raw()), pictures);
        var target = target(result);
        int rows = channels * height;
        long bytes = at(rows, 0);
        for (int i = 0; i < count; i++) {
            if (which[i] == 0) {
                MemorySegment.copy(source, i * bytes, target, i * bytes, bytes);
                continue;
            }
            for (int row = i * rows; row < (i + 1) * rows; row++) {
                reverse(target, at(row, 0));
            }
        }
        return result;
    }

    private void reverse(MemorySegment target, long start) {
        if (pixel == 1 && width % Long.BYTES == 0) {
            for (int x = 0; x < width; x += Long.BYTES) {
                long pixels = source.get(JAVA_LONG_UNALIGNED, start + x);
                target.set(JAVA_LONG_UNALIGNED, start + width - Long.BYTES - x, Long.reverseBytes(pixels));
            }
            return;
        }
        for (int x = 0; x < width; x++) {
            long from = start + (long) x * pixel;
            long to = start + (long) (width - 1 - x) * pixel;
            for (int b = 0; b < pixel; b++) {
                target.set(JAVA_BYTE, to + b, source.get(JAVA_BYTE, from + b));
            }
        }
    }

    private MemorySegment target(Tensor result) {
        return Memory.segment(result, source.byteSize());
    }

    /** Where a pixel begins, counted over the rows of all pictures. */
    private long at(int row, int x) {
        return ((long) row * width + x) * pixel;
    }
}
