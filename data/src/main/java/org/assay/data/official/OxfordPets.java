package org.assay.data.official;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.assay.data.PictureStream;
import org.assay.data.format.DataException;
import org.assay.data.format.Picture;

/**
 * Oxford-IIIT Pet: cats and dogs of 37 breeds (Parkhi, Vedaldi, Zisserman and Jawahar 2012), unpacked from {@code images.tar.gz} and
 * {@code annotations.tar.gz} into one folder.
 *
 * @param breeds pictures with their breed, 0 to 36
 * @param species pictures in the same order with their species, 0 cat, 1 dog
 * @param trimaps for each picture a mask of values 1 (animal), 2 (ground) and 3 (outline)
 */
public record OxfordPets(PictureStream breeds, PictureStream species, List<Path> trimaps) {
    /** The official halves. */
    public enum Half {
        TRAINVAL,
        TEST
    }

    public static OxfordPets read(Path root, Half half, int height, int width) {
        var list = root.resolve("annotations").resolve(half == Half.TRAINVAL ? "trainval.txt" : "test.txt");
        var names = new TreeMap<Integer, String>();
        var breeds = new ArrayList<PictureStream.Item>();
        var species = new ArrayList<PictureStream.Item>();
        var trimaps = new ArrayList<Path>();
        for (var line : Lists.of(list, 4, "name, breed, species and number")) {
            int breed = (int) line.integer(1, 1, 37) - 1;
            var file = root.resolve("images").resolve(line.word(0) + ".jpg");
            breeds.add(new PictureStream.Item(file, breed));
            species.add(new PictureStream.Item(file, (int) line.integer(2, 1, 2) - 1));
            trimaps.add(root.resolve("annotations").resolve("trimaps").resolve(line.word(0) + ".png"));
            int end = line.word(0).lastIndexOf('_');
            if (end < 1) {
                throw line.error("\"" + line.word(0) + "\" is no breed, an underscore and a number");
            }
            names.put(breed, line.word(0).substring(0, end));
        }
        var classes = new ArrayList<String>();
        for (int breed = 0; breed <= (names.isEmpty() ? -1 : names.lastKey()); breed++) {
            classes.add(names.getOrDefault(breed, "breed " + (breed + 1)));
        }
        return new OxfordPets(
                new PictureStream(breeds, classes, height, width),
                new PictureStream(species, List.of("cat", "dog"), height, width),
                List.copyOf(trimaps));
    }

    /** The mask of one picture in its own size, one channel of 1, 2 and 3. */
    public Picture trimap(int number) {
        var path = trimaps.get(number);
        try {
            var mask = Picture.readMask(path.toString(), Files.readAllBytes(path));
            for (byte value : mask.samples()) {
                if (value < 1 || value > 3) {
                    throw new DataException(path + ": a trimap has values 1 to 3, this one has " + (value & 0xff));
                }
            }
            return mask;
        } catch (IOException e) {
            throw new DataException(path + " cannot be read (" + e.getMessage() + ")", e);
        }
    }
}
