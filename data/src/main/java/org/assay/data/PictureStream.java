package org.assay.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.assay.data.format.DataException;
import org.assay.data.format.Picture;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Pictures that stay on disk: only the batch in hand, and those made ahead of it, are in memory.
 *
 * <pre>{@code
 * var stream = PictureStream.folder(Path.of("places365"), 224, 224);
 * for (var batch : stream.batches(64, rng).ahead(2)) { … }
 * }</pre>
 *
 * A picture is reduced until its shorter side fits, averaging over pixels, or enlarged bilinearly, and cut to the size about
 * its centre; grey ones are repeated in three channels.
 *
 * @param files in the order that their numbers in a batch refer to
 * @param classes the name of each label
 */
public record PictureStream(List<Item> files, List<String> classes, int height, int width) {
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "bmp", "gif");

    /** A picture's file and its class number. */
    public record Item(Path file, int label) {}

    public PictureStream {
        files = List.copyOf(files);
        classes = List.copyOf(classes);
        for (var item : files) {
            if (item.label() < 0 || item.label() >= classes.size()) {
                throw new DataException(
                        item.file() + ": label " + item.label() + " is not among the " + classes.size() + " classes");
            }
        }
    }

    /**
     * One class a folder, numbered in the order of their names; pictures in the order of the SHA-256 of their paths below the
     * root, which is as good as random.
     */
    public static PictureStream folder(Path root, int height, int width) {
        try (var entries = Files.list(root)) {
            var folders = entries.filter(Files::isDirectory)
                    .sorted(Comparator.comparing(folder -> folder.getFileName().toString()))
                    .toList();
            var files = new ArrayList<Item>();
            var items = new ArrayList<ContentHash.Item>();
            for (int label = 0; label < folders.size(); label++) {
                for (var file : pictures(folders.get(label))) {
                    files.add(new Item(file, label));
                    items.add(
                            ContentHash.Item.of(root.relativize(file).toString().replace('\\', '/')));
                }
            }
            if (files.isEmpty()) {
                throw new DataException(
                        root + " holds no pictures: one folder a class was expected, with PNG, JPEG, BMP or"
                                + " GIF files in it");
            }
            return new PictureStream(
                    IntStream.of(ContentHash.order(items)).mapToObj(files::get).toList(),
                    folders.stream()
                            .map(folder -> folder.getFileName().toString())
                            .toList(),
                    height,
                    width);
        } catch (IOException e) {
            throw new DataException(root + " cannot be listed (" + e.getMessage() + ")", e);
        }
    }

    private static List<Path> pictures(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        var name = file.getFileName().toString();
                        return ENDINGS.contains(
                                name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
                    })
                    .sorted()
                    .toList();
        }
    }

    /** Batches in random order: inputs {@code [picture, 3, height, width]}, UINT8, labels {@code [picture]}, INT64. */
    public Batches<Examples> batches(int size, Rng rng) {
        return Batches.of(numbers(), size, rng).map(this::read);
    }

    /** Batches in the order of the files. */
    public Batches<Examples> inOrder(int size) {
        return Batches.inOrder(numbers(), size).map(this::read);
    }

    private Examples numbers() {
        return new Examples(
                Tensor.arange(files.size()),
                Tensor.of(files.stream().mapToLong(Item::label).toArray(), files.size()));
    }

    private Examples read(Examples numbers) {
        var rows = numbers.inputs().toLongs();
        var bytes = IntStream.range(0, rows.length)
                .parallel()
                .mapToObj(i -> fitted(files.get((int) rows[i]).file()))
                .toList();
        int length = 3 * height * width;
        var all = new byte[rows.length * length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(bytes.get(i), 0, all, i * length, length);
        }
        return new Examples(Tensor.of(all, rows.length, 3, height, width), numbers.labels());
    }

    private byte[] fitted(Path file) {
        Picture picture;
        try {
            picture = Picture.read(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new DataException(file + " cannot be read (" + e.getMessage() + ")", e);
        }
        return Scope.call(() -> fitted(picture).toBytes());
    }

    private Tensor fitted(Picture picture) {
        double scale = Math.max((double) height / picture.height(), (double) width / picture.width());
        long tall = Math.max(height, Math.round(scale * picture.height()));
        long wide = Math.max(width, Math.round(scale * picture.width()));
        var floats = Tensor.of(picture.samples(), 1, picture.channels(), picture.height(), picture.width())
                .to(DType.FLOAT32);
        var resized = scale <= 1 ? floats.interpolateArea(tall, wide) : floats.interpolateLinear(false, tall, wide);
        return resized.narrow(2, (tall - height) / 2, height)
                .narrow(3, (wide - width) / 2, width)
                .expand(1, 3, height, width)
                .round()
                .to(DType.UINT8);
    }
}
