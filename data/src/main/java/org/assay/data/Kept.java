package org.assay.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.assay.data.catalogue.Checksums;
import org.assay.data.catalogue.FolderLock;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Device;
import org.assay.tensor.Tensor;

/**
 * Parsed pictures as they lie in memory, in files that every process on this machine maps: workers share one copy, and only the
 * first of them parses. Files are written once, whole, and checked by their SHA-256 whenever they are mapped.
 */
final class Kept {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENTS = "contents.json";

    private Kept() {}

    /** What is kept, so that it can be mapped without the set's own files. */
    record Manifest(List<Part> parts, List<String> classes, String contentHash) {}

    record Part(String file, DType type, List<Long> shape, String sha256) {}

    /** The pictures kept in a folder, else those that are parsed, kept there from now on. */
    static Images images(Path folder, Supplier<Images> parse) {
        try {
            var kept = mapped(folder);
            if (kept.isPresent()) {
                return kept.get();
            }
            try (var _ = FolderLock.on(folder.resolveSibling(folder.getFileName() + ".lock"))) {
                kept = mapped(folder);
                if (kept.isEmpty()) {
                    write(folder, parse.get());
                    kept = mapped(folder);
                }
            }
            return kept.orElseThrow(() -> new DataException(folder
                    + " does not hold what was just written to it; the disk" + " or its file system is at fault"));
        } catch (IOException e) {
            throw new DataException("parsed pictures cannot be kept in " + folder + " (" + e.getMessage() + ")", e);
        }
    }

    private static Optional<Images> mapped(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(CONTENTS))) {
            return Optional.empty();
        }
        var manifest = JSON.readValue(Files.readAllBytes(folder.resolve(CONTENTS)), Manifest.class);
        var tensors = new ArrayList<Tensor>();
        for (var part : manifest.parts()) {
            var file = folder.resolve(part.file());
            if (!Files.exists(file) || !Checksums.sha256(file).equals(part.sha256())) {
                return Optional.empty();
            }
            var shape = part.shape().stream().mapToLong(Long::longValue).toArray();
            var tensor = Tensor.map(part.type(), file, shape);
            tensors.add(Device.current().isCpu() ? tensor : tensor.to(Device.current()));
        }
        return Optional.of(new Images(
                new Examples(tensors.get(0), tensors.get(1)),
                new Examples(tensors.get(2), tensors.get(3)),
                manifest.classes(),
                manifest.contentHash()));
    }

    private static void write(Path folder, Images images) throws IOException {
        Files.createDirectories(folder);
        var parts = new ArrayList<Part>();
        parts.add(write(folder, "train-inputs", images.train().inputs()));
        parts.add(write(folder, "train-labels", images.train().labels()));
        parts.add(write(folder, "test-inputs", images.test().inputs()));
        parts.add(write(folder, "test-labels", images.test().labels()));
        var manifest = new Manifest(parts, images.classes(), images.contentHash());
        install(folder.resolve(CONTENTS), file -> Files.write(file, JSON.writeValueAsBytes(manifest)));
    }

    private static Part write(Path folder, String name, Tensor tensor) throws IOException {
        var target = folder.resolve(name);
        install(target, file -> {
            long bytes = tensor.count() * tensor.dtype().bytes();
            try (var arena = Arena.ofConfined();
                    var channel = FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE)) {
                if (bytes > 0) {
                    tensor.write(channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena));
                }
            }
        });
        return new Part(
                name, tensor.dtype(), Arrays.stream(tensor.shape()).boxed().toList(), Checksums.sha256(target));
    }

    private interface Writing {
        void to(Path file) throws IOException;
    }

    /** A file is there whole or not at all: one that others have mapped is never written to. */
    private static void install(Path target, Writing writing) throws IOException {
        var partial = target.resolveSibling(target.getFileName() + ".part");
        writing.to(partial);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
