package org.assay.data.official;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assay.data.Examples;
import org.assay.data.format.DataException;
import org.assay.data.format.Pgm;
import org.assay.data.format.Picture;
import org.assay.tensor.Tensor;

/**
 * The Daimler pedestrian classification benchmark (Munder and Gavrila 2006): folders {@code 1}, {@code 2}, {@code 3} (training) and
 * {@code T1}, {@code T2} (test), each with {@code ped_examples} and {@code non-ped_examples} of graymaps 18 wide and 36 high.
 */
public final class DaimlerPedestrians {
    private static final int HEIGHT = 36;
    private static final int WIDTH = 18;

    private DaimlerPedestrians() {}

    /** One of the folders: inputs {@code [n, 1, 36, 18]}, UINT8, labels 1 for pedestrians, in the order of the files' names. */
    public static Examples read(Path folder) {
        var pictures = new ArrayList<Picture>();
        var labels = new ArrayList<Long>();
        for (long label = 0; label < 2; label++) {
            for (var file : files(folder.resolve(label == 1 ? "ped_examples" : "non-ped_examples"))) {
                var picture = Pgm.read(file.toString(), Lists.bytes(file));
                if (picture.height() != HEIGHT || picture.width() != WIDTH) {
                    throw new DataException(file + " is " + picture.width() + " wide and " + picture.height()
                            + " high; 18 x 36 was expected");
                }
                pictures.add(picture);
                labels.add(label);
            }
        }
        int length = HEIGHT * WIDTH;
        var bytes = new byte[pictures.size() * length];
        for (int i = 0; i < pictures.size(); i++) {
            System.arraycopy(pictures.get(i).samples(), 0, bytes, i * length, length);
        }
        return new Examples(
                Tensor.of(bytes, pictures.size(), 1, HEIGHT, WIDTH),
                Tensor.of(labels.stream().mapToLong(Long::longValue).toArray(), pictures.size()));
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".pgm"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DataException(folder + " cannot be listed (" + e.getMessage() + ")", e);
        }
    }
}
