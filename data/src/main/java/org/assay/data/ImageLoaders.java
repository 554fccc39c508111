package org.assay.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.data.catalogue.Copy;
import org.assay.data.format.Archive;
import org.assay.data.format.CifarBinary;
import org.assay.data.format.Csv;
import org.assay.data.format.DataException;
import org.assay.data.format.Idx;
import org.assay.data.format.Picture;
import org.assay.data.format.Text;
import org.assay.tensor.Tensor;

/** Sets of small pictures with one label each. */
final class ImageLoaders {
    private static final List<String> DIGITS =
            IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    private static final List<String> CLOTHES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");
    private static final int SIDE = 32;
    private static final int OOD_PER_CLASS = 5;

    private ImageLoaders() {}

    /** Pictures one behind the other, and the labels of each. */
    private static final class Pixels {
        private final int[] shape;
        private final int length;
        private final ArrayList<byte[]> blocks = new ArrayList<>();
        private final ArrayList<Integer> places = new ArrayList<>();
        private final ArrayList<ContentHash.Item> items = new ArrayList<>();

        Pixels(int... shape) {
            this.shape = shape;
            this.length = shape[0] * shape[1] * shape[2];
        }

        /** The last of a picture's labels is the one that is learnt; the others only count for the hash. */
        void add(byte[] pixels, int[]... labels) {
            for (int i = 0; i < labels[0].length; i++) {
                int picture = i;
                blocks.add(pixels);
                places.add(i * length);
                items.add(ContentHash.Item.part(
                        pixels,
                        i * length,
                        length,
                        Arrays.stream(labels).mapToLong(kind -> kind[picture]).toArray()));
            }
        }

        Sorted sorted() {
            return new Sorted(this, ContentHash.order(items));
        }
    }

    private record Sorted(Pixels pixels, List<Integer> order) {
        Sorted(Pixels pixels, int[] order) {
            this(pixels, Arrays.stream(order).boxed().toList());
        }

        /** The first so many of each class, in the same order. */
        Sorted firstOfEach(int perClass, int classes) {
            var taken = new int[classes];
            return new Sorted(
                    pixels,
                    order.stream().filter(i -> taken[label(i)]++ < perClass).toList());
        }

        private int label(int picture) {
            var labels = pixels.items.get(picture).labels();
            return (int) labels[labels.length - 1];
        }

        List<ContentHash.Item> items() {
            return order.stream().map(pixels.items::get).toList();
        }

        Examples examples() {
            var bytes = new byte[order.size() * pixels.length];
            var labels = new long[order.size()];
            for (int k = 0; k < labels.length; k++) {
                int picture = order.get(k);
                System.arraycopy(
                        pixels.blocks.get(picture),
                        pixels.places.get(picture),
                        bytes,
                        k * pixels.length,
                        pixels.length);
                labels[k] = label(picture);
            }
            return new Examples(
                    Tensor.of(bytes, labels.length, pixels.shape[0], pixels.shape[1], pixels.shape[2]),
                    Tensor.of(labels, labels.length));
        }
    }

    private static Images images(Sorted train, Sorted test, List<String> classes) {
        var hash = new ContentHash();
        if (!train.order().isEmpty()) {
            hash.split("train", train.items());
        }
        hash.split("test", test.items());
        return new Images(train.examples(), test.examples(), classes, hash.hex());
    }

    static Images mnist(Copy copy) {
        return idx(copy, DIGITS);
    }

    static Images fashionMnist(Copy copy) {
        return idx(copy, CLOTHES);
    }

    private static Images idx(Copy copy, List<String> classes) {
        return images(
                idx(copy, "train-images-idx3-ubyte", "train-labels-idx1-ubyte", classes)
                        .sorted(),
                idx(copy, "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", classes)
                        .sorted(),
                classes);
    }

    private static Pixels idx(Copy copy, String imageFile, String labelFile, List<String> classes) {
        var images = Idx.read(imageFile, copy.bytes(imageFile));
        var labels = Idx.read(labelFile, copy.bytes(labelFile));
        if (images.sizes().length != 3 || labels.sizes().length != 1 || images.sizes()[0] != labels.sizes()[0]) {
            throw new DataException(imageFile + " holds " + Arrays.toString(images.sizes()) + " and " + labelFile + " "
                    + Arrays.toString(labels.sizes()) + "; as many labels as pictures were expected");
        }
        var pixels = new Pixels(1, images.sizes()[1], images.sizes()[2]);
        pixels.add(images.values(), labels(labelFile, labels.values(), classes.size()));
        return pixels;
    }

    private static int[] labels(String file, byte[] bytes, int classes) {
        var labels = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            labels[i] = bytes[i] & 0xff;
            if (labels[i] >= classes) {
                throw new DataException(
                        file + ", item " + i + ": label " + labels[i] + " is not among the " + classes + " classes");
            }
        }
        return labels;
    }

    static Images cifar10(Copy copy) {
        var train = new Pixels(3, SIDE, SIDE);
        var test = new Pixels(3, SIDE, SIDE);
        var classes = new ArrayList<String>();
        if (copy.has("cifar-10-binary.tar.gz")) {
            Archive.visitBytes(copy.path("cifar-10-binary.tar.gz"), (path, bytes) -> {
                if (path.endsWith(".bin")) {
                    var records = CifarBinary.read(path, bytes, 10);
                    (path.endsWith("test_batch.bin") ? test : train).add(records.pixels(), records.labels());
                } else if (path.endsWith("batches.meta.txt")) {
                    classes.addAll(names(path, bytes));
                }
            });
        } else {
            for (int batch = 1; batch <= 5; batch++) {
                strip(copy, "data_batch_" + batch, train);
            }
            strip(copy, "test_batch", test);
            classes.addAll(names("batches.meta.txt", copy.bytes("batches.meta.txt")));
        }
        return images(train.sorted(), test.sorted(), List.copyOf(classes));
    }

    /** Pictures one below the other in one PNG, with green subtracted from red and blue. */
    private static void strip(Copy copy, String name, Pixels pixels) {
        var labels = labels(name + ".labels", copy.bytes(name + ".labels"), 10);
        var picture = Picture.read(name + ".png", copy.bytes(name + ".png"));
        if (picture.channels() != 3 || picture.width() != SIDE || picture.height() != SIDE * labels.length) {
            throw new DataException(name + ".png is " + picture.width() + " wide and " + picture.height()
                    + " high with " + picture.channels() + " channels; " + labels.length
                    + " colour pictures of 32x32 were expected");
        }
        var samples = picture.samples();
        int plane = SIDE * SIDE;
        int strip = plane * labels.length;
        var images = new byte[3 * strip];
        for (int i = 0; i < labels.length; i++) {
            int to = 3 * plane * i;
            for (int p = 0; p < plane; p++) {
                byte green = samples[strip + plane * i + p];
                images[to + p] = (byte) (samples[plane * i + p] + green);
                images[to + plane + p] = green;
                images[to + 2 * plane + p] = (byte) (samples[2 * strip + plane * i + p] + green);
            }
        }
        pixels.add(images, labels);
    }

    private static List<String> names(String file, byte[] bytes) {
        return Text.lines(file, bytes).stream().filter(line -> !line.isBlank()).toList();
    }

    static Images cifar100(Copy copy) {
        var train = new Pixels(3, SIDE, SIDE);
        var test = new Pixels(3, SIDE, SIDE);
        return images(train.sorted(), test.sorted(), cifar100(copy, train, test));
    }

    private static List<String> cifar100(Copy copy, Pixels train, Pixels test) {
        var classes = new ArrayList<String>();
        Archive.visitBytes(copy.path("cifar-100-binary.tar.gz"), (path, bytes) -> {
            if (path.endsWith(".bin")) {
                var records = CifarBinary.read(path, bytes, 20, 100);
                (path.endsWith("test.bin") ? test : train).add(records.pixels(), records.labels());
            } else if (path.endsWith("fine_label_names.txt")) {
                classes.addAll(names(path, bytes));
            }
        });
        return List.copyOf(classes);
    }

    static Images cifar100Ood(Copy copy) {
        var test = new Pixels(3, SIDE, SIDE);
        List<String> classes;
        if (copy.has("cifar-100-binary.tar.gz")) {
            classes = cifar100(copy, new Pixels(3, SIDE, SIDE), test);
        } else {
            var records = CifarBinary.read("test_500.bin", copy.bytes("test_500.bin"), 20, 100);
            test.add(records.pixels(), records.labels());
            classes = names("fine_label_names.txt", copy.bytes("fine_label_names.txt"));
        }
        return images(new Pixels(3, SIDE, SIDE).sorted(), test.sorted().firstOfEach(OOD_PER_CLASS, 100), classes);
    }

    static Images optdigits(Copy copy) {
        return images(
                optdigits(copy, "optdigits.tra").sorted(),
                optdigits(copy, "optdigits.tes").sorted(),
                DIGITS);
    }

    private static Pixels optdigits(Copy copy, String file) {
        var pixels = new Pixels(1, 8, 8);
        for (var row : Csv.commas(file, copy.bytes(file)).rows()) {
            if (row.fields().size() != 65) {
                throw row.error(row.fields().size() + " values where 64 pixels and a class were expected");
            }
            var picture = new byte[64];
            for (int p = 0; p < 64; p++) {
                picture[p] = (byte) row.integer(p, 0, 16);
            }
            pixels.add(picture, new int[] {(int) row.integer(64, 0, 9)});
        }
        return pixels;
    }
}
