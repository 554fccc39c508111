package org.assay.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.data.catalogue.Copy;
import org.assay.data.format.Archive;
import org.assay.data.format.Csv;
import org.assay.data.format.DataException;
import org.assay.data.format.Picture;
import org.assay.tensor.Tensor;

/** Photographs, pictures with masks, and characters by drawers. */
final class PictureLoaders {
    private static final int DRAWERS = 20;
    private static final int OMNIGLOT_BYTES = 98;
    private static final List<String> CAMVID = List.of(
            "sky",
            "building",
            "pole",
            "road",
            "pavement",
            "tree",
            "sign/symbol",
            "fence",
            "car",
            "pedestrian",
            "bicyclist",
            "unlabelled");

    private PictureLoaders() {}

    static Photographs kodak(Copy copy) {
        var pictures = new ArrayList<Tensor>();
        var names = new ArrayList<String>();
        var items = new ArrayList<ContentHash.Item>();
        for (var path : copy.paths()) {
            var picture = Picture.read(path, copy.bytes(path));
            pictures.add(tensor(picture));
            names.add(path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.')));
            items.add(ContentHash.Item.of(picture.samples(), picture.channels(), picture.height(), picture.width()));
        }
        return new Photographs(
                pictures, names, new ContentHash().split("all", items).hex());
    }

    private static Tensor tensor(Picture picture) {
        return Tensor.of(picture.samples(), picture.channels(), picture.height(), picture.width());
    }

    static Segmentation membrane(Copy copy) {
        var images = new TreeMap<String, Picture>();
        var masks = new TreeMap<String, Picture>();
        Archive.visitBytes(copy.path("membrane.zip"), (path, bytes) -> {
            if (path.startsWith("image/")) {
                images.put(path.substring("image/".length()), Picture.read(path, bytes));
            } else if (path.startsWith("label/")) {
                masks.put(path.substring("label/".length()), inside(Picture.readMask(path, bytes)));
            }
        });
        return segmentation(
                pairs("membrane.zip", images, masks, 2, 1),
                pairs("membrane.zip", new TreeMap<>(), new TreeMap<>(), 2, 1),
                List.of("membrane", "cell"));
    }

    private static Picture inside(Picture mask) {
        var samples = mask.samples();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) ((samples[i] & 0xff) / 255);
        }
        return mask;
    }

    static Segmentation camvid160(Copy copy) {
        var parts = new TreeMap<String, Map<String, Picture>>();
        Archive.visitBytes(copy.path("camvid160.zip"), (path, bytes) -> {
            int slash = path.indexOf('/');
            var part = path.substring(0, Math.max(slash, 0));
            parts.computeIfAbsent(part, name -> new TreeMap<>())
                    .put(
                            path.substring(slash + 1),
                            part.endsWith("annot") ? Picture.readMask(path, bytes) : Picture.read(path, bytes));
        });
        return segmentation(
                pairs("camvid160.zip", part(parts, "train"), part(parts, "trainannot"), CAMVID.size(), 3),
                pairs("camvid160.zip", part(parts, "test"), part(parts, "testannot"), CAMVID.size(), 3),
                CAMVID);
    }

    private static Map<String, Picture> part(Map<String, Map<String, Picture>> parts, String name) {
        var part = parts.get(name);
        if (part == null) {
            throw new DataException("camvid160.zip has no folder " + name + "/");
        }
        return part;
    }

    private record Pairs(Examples examples, List<ContentHash.Item> items) {}

    private static Segmentation segmentation(Pairs train, Pairs test, List<String> classes) {
        var hash = new ContentHash().split("train", train.items());
        if (!test.items().isEmpty()) {
            hash.split("test", test.items());
        }
        return new Segmentation(train.examples(), test.examples(), classes, hash.hex());
    }

    private static Pairs pairs(
            String file, Map<String, Picture> images, Map<String, Picture> masks, int classes, int channels) {
        if (!images.keySet().equals(masks.keySet())) {
            throw new DataException(file + " has pictures " + images.keySet() + " and masks " + masks.keySet()
                    + "; one mask for each picture was expected");
        }
        if (images.isEmpty()) {
            return new Pairs(
                    new Examples(Tensor.of(new byte[0], 0, channels, 0, 0), Tensor.of(new byte[0], 0, 0, 0)),
                    List.of());
        }
        var names = List.copyOf(images.keySet());
        var pictures = List.copyOf(images.values());
        var classesOf = List.copyOf(masks.values());
        int height = pictures.getFirst().height();
        int width = pictures.getFirst().width();
        var items = new ArrayList<ContentHash.Item>();
        for (int n = 0; n < names.size(); n++) {
            var name = names.get(n);
            var image = pictures.get(n);
            var mask = classesOf.get(n);
            if (image.height() != height
                    || image.width() != width
                    || image.channels() != channels
                    || mask.height() != height
                    || mask.width() != width) {
                throw new DataException(file + ", " + name + ": picture or mask is not " + channels + "x" + height + "x"
                        + width + " like the first");
            }
            var joined = new byte[image.samples().length + mask.samples().length];
            System.arraycopy(image.samples(), 0, joined, 0, image.samples().length);
            for (int i = 0; i < mask.samples().length; i++) {
                if ((mask.samples()[i] & 0xff) >= classes) {
                    throw new DataException(file + ", " + name + ", row " + i / width + ", column " + i % width
                            + ": class " + (mask.samples()[i] & 0xff) + " is not among the " + classes);
                }
                joined[image.samples().length + i] = mask.samples()[i];
            }
            items.add(ContentHash.Item.of(joined));
        }
        var order = ContentHash.order(items);
        int plane = height * width;
        var inputs = new byte[names.size() * channels * plane];
        var labels = new byte[names.size() * plane];
        for (int k = 0; k < order.length; k++) {
            System.arraycopy(pictures.get(order[k]).samples(), 0, inputs, k * channels * plane, channels * plane);
            System.arraycopy(classesOf.get(order[k]).samples(), 0, labels, k * plane, plane);
        }
        return new Pairs(
                new Examples(
                        Tensor.of(inputs, order.length, channels, height, width),
                        Tensor.of(labels, order.length, height, width)),
                Arrays.stream(order).mapToObj(items::get).toList());
    }

    static Characters omniglot28(Copy copy) {
        var rows = Csv.tabs("classes.tsv", copy.bytes("classes.tsv")).rows();
        var packed = copy.bytes("images.bin");
        if (packed.length != rows.size() * DRAWERS * OMNIGLOT_BYTES) {
            throw new DataException("images.bin holds " + packed.length + " bytes where " + rows.size()
                    + " classes ask for " + rows.size() * DRAWERS * OMNIGLOT_BYTES);
        }
        var background = new Drawings();
        var evaluation = new Drawings();
        for (var row : rows) {
            if (row.fields().size() != 4 || row.integer(0, 0, rows.size() - 1) != row.line() - 1) {
                throw row.error("class number, alphabet, character and part were expected");
            }
            var drawings = switch (row.text(3)) {
                case "background" -> background;
                case "evaluation" -> evaluation;
                default -> throw row.error("\"" + row.text(3) + "\" is neither background nor evaluation");
            };
            drawings.add(row.text(1), row.text(2), packed, (row.line() - 1) * DRAWERS * OMNIGLOT_BYTES);
        }
        return new Characters(
                background.tensor(),
                evaluation.tensor(),
                List.copyOf(background.alphabets),
                List.copyOf(evaluation.alphabets),
                new ContentHash()
                        .split("background", background.items)
                        .split("evaluation", evaluation.items)
                        .hex());
    }

    private static final class Drawings {
        private final ArrayList<String> alphabets = new ArrayList<>();
        private final ArrayList<byte[]> characters = new ArrayList<>();
        private final ArrayList<ContentHash.Item> items = new ArrayList<>();

        void add(String alphabet, String character, byte[] packed, int offset) {
            var pixels = new byte[DRAWERS * OMNIGLOT_BYTES * 8];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) (packed[offset + i / 8] >> (7 - i % 8) & 1);
            }
            alphabets.add(alphabet);
            characters.add(pixels);
            items.add(ContentHash.Item.of(pixels));
            items.add(ContentHash.Item.of(alphabet + "/" + character));
        }

        Tensor tensor() {
            int length = DRAWERS * OMNIGLOT_BYTES * 8;
            var all = new byte[characters.size() * length];
            for (int i = 0; i < characters.size(); i++) {
                System.arraycopy(characters.get(i), 0, all, i * length, length);
            }
            return Tensor.of(all, characters.size(), DRAWERS, 1, 28, 28);
        }
    }
}
