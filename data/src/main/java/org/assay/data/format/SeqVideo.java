package org.assay.data.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Video of JPEG pictures one behind the other, as StreamPix records it (Norpix sequence): the form of the Caltech pedestrians. Only the
 * places of the pictures are kept in memory.
 */
public final class SeqVideo implements AutoCloseable {
    private static final int HEADER = 1024;
    private static final int MAGIC = 0xFEED;
    private static final int GAP = 32;

    private final String file;
    private final FileChannel channel;
    private final List<Frame> frames;
    private final int width;
    private final int height;
    private final double rate;

    private record Frame(long start, int length) {}

    private SeqVideo(String file, FileChannel channel, List<Frame> frames, ByteBuffer header) {
        this.file = file;
        this.channel = channel;
        this.frames = frames;
        this.width = header.getInt(548);
        this.height = header.getInt(552);
        this.rate = header.getDouble(584);
    }

    public static SeqVideo open(Path path) {
        var file = path.toString();
        try {
            var channel = FileChannel.open(path);
            try {
                var header = part(file, channel, 0, HEADER);
                if (header.getInt(0) != MAGIC) {
                    throw DataException.atByte(
                            file,
                            0,
                            "a sequence starts with 0x0000feed, this file with 0x%08x".formatted(header.getInt(0)));
                }
                int count = header.getInt(572);
                var frames = new ArrayList<Frame>();
                long at = HEADER;
                for (int i = 0; i < count; i++) {
                    at = i == 0 ? at : next(file, channel, at, i);
                    int size = part(file, channel, at, 4).getInt(0);
                    if (size < 8 || at + size > channel.size()) {
                        throw DataException.atByte(
                                file,
                                at,
                                "picture " + i + " of " + count + " declares " + size
                                        + " bytes and the file ends after " + (channel.size() - at));
                    }
                    frames.add(new Frame(at + 4, size - 4));
                    at += size;
                }
                return new SeqVideo(file, channel, frames, header);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DataException(file + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** Behind each picture stands its time, in a length that differs between versions: the next is where a size and a JPEG begin. */
    private static long next(String file, FileChannel channel, long end, int frame) throws IOException {
        int room = (int) Math.min(GAP + 6L, channel.size() - end);
        var bytes = part(file, channel, end, Math.max(room, 0));
        for (int gap = 0; gap + 6 <= room; gap++) {
            if ((bytes.get(gap + 4) & 0xff) == 0xff && (bytes.get(gap + 5) & 0xff) == 0xd8) {
                return end + gap;
            }
        }
        throw DataException.atByte(file, end, "no picture follows where picture " + frame + " was expected");
    }

    private static ByteBuffer part(String file, FileChannel channel, long start, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, start + buffer.position()) < 0) {
                throw DataException.atByte(
                        file,
                        channel.size(),
                        "the file ends where " + length + " bytes were expected from " + start + " on");
            }
        }
        return buffer;
    }

    public int count() {
        return frames.size();
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Pictures a second. */
    public double rate() {
        return rate;
    }

    public Picture frame(int number) {
        var frame = frames.get(number);
        try {
            return Picture.read(
                    file + ", picture " + number,
                    part(file, channel, frame.start(), frame.length()).array());
        } catch (IOException e) {
            throw new DataException(file + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
