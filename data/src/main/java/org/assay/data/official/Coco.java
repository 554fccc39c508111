package org.assay.data.official;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assay.data.format.DataException;

/**
 * Common Objects in Context (Lin et al. 2014, arXiv:1405.0312): a file of instances or person keypoints.
 *
 * @param pictures by their ids
 * @param categories names by their ids, which have gaps
 */
public record Coco(Map<Long, Image> pictures, Map<Long, String> categories, List<Thing> things) {
    /** A picture of the set and the size it has. */
    public record Image(long id, String file, int height, int width) {}

    /**
     * One object.
     *
     * @param box left, top, width and height in pixels
     * @param crowd whether it stands for many
     * @param outline polygons or runs, as the file has them
     * @param keypoints x, y and visibility (0 not labelled, 1 hidden, 2 visible) of each point; empty in files of instances
     */
    public record Thing(
            long picture, long category, List<Double> box, boolean crowd, JsonNode outline, List<Double> keypoints) {}

    public static Coco read(Path path) {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(Lists.bytes(path));
        } catch (IOException e) {
            throw new DataException(path + " cannot be read as JSON (" + e.getMessage() + ")", e);
        }
        var pictures = new LinkedHashMap<Long, Image>();
        for (var node : root.path("images")) {
            long id = node.path("id").asLong();
            pictures.put(
                    id,
                    new Image(
                            id,
                            node.path("file_name").asText(),
                            node.path("height").asInt(),
                            node.path("width").asInt()));
        }
        var categories = new LinkedHashMap<Long, String>();
        root.path("categories")
                .forEach(node -> categories.put(
                        node.path("id").asLong(), node.path("name").asText()));
        var things = new ArrayList<Thing>();
        for (var node : root.path("annotations")) {
            var thing = new Thing(
                    node.path("image_id").asLong(),
                    node.path("category_id").asLong(),
                    numbers(node.path("bbox")),
                    node.path("iscrowd").asInt() == 1,
                    node.path("segmentation"),
                    numbers(node.path("keypoints")));
            if (!pictures.containsKey(thing.picture()) || !categories.containsKey(thing.category())) {
                throw new DataException(path + ", annotation " + things.size() + ": picture " + thing.picture()
                        + " or category " + thing.category() + " is not in the file");
            }
            if (thing.box().size() != 4) {
                throw new DataException(path + ", annotation " + things.size() + ": a box has four numbers, this one "
                        + thing.box().size());
            }
            things.add(thing);
        }
        if (pictures.isEmpty()) {
            throw new DataException(
                    path + ": there are no images in this file; one of COCO's instances or keypoints was expected");
        }
        return new Coco(pictures, categories, things);
    }

    private static List<Double> numbers(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToObj(i -> array.get(i).asDouble())
                .toList();
    }

    /** Which pixels are an object's, {@code [row, column]} of its picture: the polygons' insides together, or the runs. */
    public boolean[][] mask(Thing thing) {
        var picture = pictures.get(thing.picture());
        if (picture == null) {
            throw new DataException("picture " + thing.picture() + " is not in this file");
        }
        var mask = new boolean[picture.height()][picture.width()];
        if (thing.outline().isObject()) {
            runs(thing.outline(), mask);
        } else {
            for (var polygon : thing.outline()) {
                fill(numbers(polygon), mask);
            }
        }
        return mask;
    }

    /** Pixels whose middle lies inside, by the even-odd rule. */
    private static void fill(List<Double> polygon, boolean[][] mask) {
        int corners = polygon.size() / 2;
        for (int row = 0; row < mask.length; row++) {
            double y = row + 0.5;
            var crossings = new double[corners];
            int count = 0;
            for (int a = 0; a < corners; a++) {
                int b = (a + 1) % corners;
                double ya = polygon.get(2 * a + 1);
                double yb = polygon.get(2 * b + 1);
                if (ya > y != yb > y) {
                    double xa = polygon.get(2 * a);
                    crossings[count++] = xa + (y - ya) / (yb - ya) * (polygon.get(2 * b) - xa);
                }
            }
            Arrays.sort(crossings, 0, count);
            for (int k = 0; k + 1 < count; k += 2) {
                int from = (int) Math.max(0, Math.ceil(crossings[k] - 0.5));
                for (int x = from; x < mask[row].length && x + 0.5 < crossings[k + 1]; x++) {
                    mask[row][x] = true;
                }
            }
        }
    }

    /** Lengths of runs without and with the object in turn, down one column after another. */
    private static void runs(JsonNode outline, boolean[][] mask) {
        var counts = outline.path("counts");
        var lengths = counts.isTextual()
                ? unpacked(counts.asText())
                : numbers(counts).stream().map(Double::longValue).toList();
        int height = mask.length;
        long total = (long) height * mask[0].length;
        long at = 0;
        for (int i = 0; i < lengths.size(); i++) {
            long end = at + lengths.get(i);
            if (lengths.get(i) < 0 || end > total) {
                throw new DataException("the runs of a mask end at pixel " + end + " of a picture of " + total);
            }
            for (long p = at; i % 2 == 1 && p < end; p++) {
                mask[(int) (p % height)][(int) (p / height)] = true;
            }
            at = end;
        }
    }

    /**
     * COCO's compressed runs: five bits a character, from 48 up, the sixth saying that the number goes on, the lowest bits first; from the
     * third run on, the difference to the run two before.
     */
    private static List<Long> unpacked(String text) {
        var lengths = new ArrayList<Long>();
        int at = 0;
        while (at < text.length()) {
            long value = 0;
            int shift = 0;
            int bits;
            do {
                if (at == text.length()) {
                    throw new DataException("the runs \"" + text + "\" end inside a number");
                }
                bits = text.charAt(at++) - 48;
                value |= (long) (bits & 31) << shift;
                shift += 5;
            } while ((bits & 32) != 0);
            if ((bits & 16) != 0) {
                value |= -1L << shift;
            }
            lengths.add(lengths.size() > 2 ? value + lengths.get(lengths.size() - 2) : value);
        }
        return lengths;
    }
}
