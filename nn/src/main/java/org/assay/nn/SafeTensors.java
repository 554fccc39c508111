package org.assay.nn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assay.tensor.DType;
import org.assay.tensor.Tensor;

/**
 * The safetensors format (github.com/huggingface/safetensors): eight bytes with the length of a JSON header, the header
 * with type, shape and place of every tensor, then their elements in row-major order, everything little-endian.
 */
final class SafeTensors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LENGTH_BYTES = 8;
    private static final int ALIGNMENT = 8;
    private static final long LONGEST_HEADER = 100_000_000;

    private SafeTensors() {}

    static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        var header = JSON.createObjectNode();
        header.putObject("__metadata__").put("format", "pt");
        long offset = 0;
        for (var entry : tensors.entrySet()) {
            var tensor = entry.getValue();
            var description = header.putObject(entry.getKey());
            description.put("dtype", code(entry.getKey(), tensor.dtype()));
            var shape = description.putArray("shape");
            for (long size : tensor.shape()) {
                shape.add(size);
            }
            long end = offset + tensor.count() * tensor.dtype().bytes();
            description.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        var text = JSON.writeValueAsBytes(header);
        int padded = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        var start = ByteBuffer.allocate(LENGTH_BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(padded).put(text);
        while (start.hasRemaining()) {
            start.put((byte) ' ');
        }
        var directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        var draft = Files.createTempFile(directory, ".checkpoint", ".part");
        try {
            try (var channel = FileChannel.open(draft, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                writeAll(channel, start.flip());
                write(channel, tensors.values());
            }
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void write(FileChannel channel, Collection<Tensor> tensors) throws IOException {
        for (var tensor : tensors) {
            long bytes = tensor.count() * tensor.dtype().bytes();
            try (var arena = Arena.ofConfined()) {
                long end = channel.position();
                tensor.write(channel.map(FileChannel.MapMode.READ_WRITE, end, bytes, arena));
                channel.position(end + bytes);
            }
        }
    }

    static Map<String, Tensor> read(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var first = readAll(channel, 0, LENGTH_BYTES + 1);
            refusePickle(file, first);
            long length = first.remaining() <= LENGTH_BYTES ? -1 : first.getLong();
            if (length < 2 || length > LONGEST_HEADER || LENGTH_BYTES + length > channel.size()) {
                throw broken(file, "its first eight bytes do not give the length of a header inside it");
            }
            var text = new byte[(int) length];
            readAll(channel, LENGTH_BYTES, text.length).get(text);
            var header = header(file, text);
            long data = LENGTH_BYTES + length;
            var tensors = new LinkedHashMap<String, Tensor>();
            for (var entry : header.properties()) {
                if (!entry.getKey().equals("__metadata__")) {
                    tensors.put(entry.getKey(), tensor(file, channel, data, entry.getKey(), entry.getValue()));
                }
            }
            return tensors;
        }
    }

    private static JsonNode header(Path file, byte[] text) throws IOException {
        try {
            var header = JSON.readTree(text);
            if (header != null && header.isObject()) {
                return header;
            }
        } catch (JsonProcessingException e) {
            throw broken(file, "its header is no JSON (" + e.getOriginalMessage() + ")");
        }
        throw broken(file, "its header is no JSON object");
    }

    private static Tensor tensor(Path file, FileChannel channel, long data, String name, JsonNode description)
            throws IOException {
        var shapeNode = description.path("shape");
        var shape = new long[shapeNode.size()];
        long count = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = shapeNode.path(i).asLong(-1);
            count = shape[i] < 0 ? -1 : Math.multiplyExact(count, shape[i]);
        }
        var type = type(file, name, description.path("dtype").asText());
        long begin = description.path("data_offsets").path(0).asLong(-1);
        long end = description.path("data_offsets").path(1).asLong(-1);
        if (count < 0 || begin < 0 || end - begin != count * type.bytes() || data + end > channel.size()) {
            throw broken(file, "the place it gives for " + name + " does not hold its elements");
        }
        try (var arena = Arena.ofConfined()) {
            var elements = channel.map(FileChannel.MapMode.READ_ONLY, data + begin, end - begin, arena);
            return Tensor.read(type, elements, shape);
        }
    }

    private static String code(String name, DType type) {
        return switch (type) {
            case FLOAT32 -> "F32";
            case FLOAT64 -> "F64";
            case BFLOAT16 -> "BF16";
            case FLOAT16 -> "F16";
            case INT64 -> "I64";
            case INT32 -> "I32";
            case INT8 -> "I8";
            case UINT8 -> "U8";
            case BOOL -> "BOOL";
            case COMPLEX64 -> "C64";
            case COMPLEX128 ->
                throw new IllegalArgumentException(
                        "A safetensors file cannot hold " + name + ": it has no type for " + type + ".");
        };
    }

    private static DType type(Path file, String name, String code) {
        for (var type : DType.values()) {
            if (type != DType.COMPLEX128 && code(name, type).equals(code)) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                file.getFileName() + " holds " + name + " with elements of type " + code + ", which is not read here.");
    }

    private static void refusePickle(Path file, ByteBuffer first) {
        // A header's length can have the same first bytes as a pickle, but then the header follows.
        if (first.remaining() > LENGTH_BYTES && first.get(LENGTH_BYTES) == '{') {
            return;
        }
        boolean zip = first.remaining() >= 2 && first.get(0) == 'P' && first.get(1) == 'K';
        boolean pickle =
                first.remaining() >= 2 && (first.get(0) & 0xFF) == 0x80 && first.get(1) >= 2 && first.get(1) <= 5;
        if (zip || pickle) {
            throw new IllegalArgumentException(file.getFileName() + " is a pickled PyTorch file, and reading one runs"
                    + " whatever code its author put in: convert it where you trust it, with"
                    + " safetensors.torch.save_file(model.state_dict(), \"model.safetensors\"), and load that.");
        }
    }

    private static IllegalArgumentException broken(Path file, String why) {
        return new IllegalArgumentException(file.getFileName() + " is no safetensors file: " + why + ".");
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer readAll(FileChannel channel, long position, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, position + bytes.position());
        }
        return bytes.flip();
    }
}
