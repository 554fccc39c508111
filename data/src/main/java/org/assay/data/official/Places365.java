package org.assay.data.official;

import java.nio.file.Path;
import java.util.ArrayList;
import org.assay.data.PictureStream;

/**
 * Places365-Standard: scenes of 365 kinds (Zhou, Lapedriza, Khosla, Oliva and Torralba 2018), in the small-image release:
 * {@code categories_places365.txt}, {@code places365_train_standard.txt}, {@code places365_val.txt} and the folders of pictures.
 */
public final class Places365 {
    private Places365() {}

    /**
     * The pictures of one of the lists.
     *
     * @param pictures the folder that the list's paths are in, such as {@code data_256} or {@code val_256}
     */
    public static PictureStream read(Path root, String list, Path pictures, int height, int width) {
        var classes = new ArrayList<String>();
        for (var line : Lists.of(root.resolve("categories_places365.txt"), 2, "a scene and its number")) {
            if (line.integer(1, 0, 10_000) != classes.size()) {
                throw line.error("number " + line.word(1) + " where " + classes.size() + " was expected");
            }
            // "/a/airfield": the letter is only a folder.
            classes.add(line.word(0).length() > 3 ? line.word(0).substring(3) : line.word(0));
        }
        var items = new ArrayList<PictureStream.Item>();
        for (var line : Lists.of(root.resolve(list), 2, "a picture and its scene")) {
            var path = line.word(0).startsWith("/") ? line.word(0).substring(1) : line.word(0);
            items.add(new PictureStream.Item(pictures.resolve(path), (int) line.integer(1, 0, classes.size() - 1L)));
        }
        return new PictureStream(items, classes, height, width);
    }
}
