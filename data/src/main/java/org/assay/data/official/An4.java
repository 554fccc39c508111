package org.assay.data.official;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assay.data.format.DataException;
import org.assay.data.format.Sphere;
import org.assay.data.format.Text;
import org.assay.tensor.Tensor;

/**
 * AN4, the alphanumeric set of Carnegie Mellon (Acero 1990): spelt names, addresses and numbers at 16 kHz, in the distribution with
 * headerless big-endian samples ({@code .raw}) or NIST's SPHERE files ({@code .sph}).
 */
public final class An4 {
    private static final int RATE = 16_000;
    private static final Pattern SPOKEN = Pattern.compile("(?:<s> )?(.*?)(?: </s>)? *\\(([^()]+)\\)");

    private An4() {}

    /** The two lists of the set. */
    public enum Part {
        TRAIN("an4_train"),
        TEST("an4_test");

        private final String name;

        Part(String name) {
            this.name = name;
        }
    }

    /**
     * Something said.
     *
     * @param samples {@code [time]}, FLOAT32 in [-1, 1)
     * @param text in capital letters
     */
    public record Utterance(String id, Tensor samples, String text) {}

    public static List<Utterance> read(Path root, Part part) {
        var ids = root.resolve("etc").resolve(part.name + ".fileids");
        var texts = root.resolve("etc").resolve(part.name + ".transcription");
        var files = Lists.of(ids, 1, "a file without its ending");
        var lines = Text.lines(texts.toString(), Lists.bytes(texts)).stream()
                .filter(line -> !line.isBlank())
                .toList();
        if (files.size() != lines.size()) {
            throw new DataException(
                    ids + " names " + files.size() + " files and " + texts + " has " + lines.size() + " lines");
        }
        var said = new ArrayList<Utterance>();
        for (int i = 0; i < files.size(); i++) {
            var file = files.get(i).word(0);
            var id = file.substring(file.lastIndexOf('/') + 1);
            var line = SPOKEN.matcher(lines.get(i).strip());
            if (!line.matches() || !line.group(2).equals(id)) {
                throw new DataException(texts + ", line " + (i + 1) + ": words and (" + id + ") were expected");
            }
            said.add(new Utterance(
                    id,
                    sound(
                            root.resolve("wav").resolve(file + ".raw"),
                            root.resolve("wav").resolve(file + ".sph")),
                    line.group(1)));
        }
        return List.copyOf(said);
    }

    private static Tensor sound(Path raw, Path sphere) {
        var sound = Files.exists(raw)
                ? Sphere.raw(raw.toString(), Lists.bytes(raw), RATE, ByteOrder.BIG_ENDIAN)
                : Sphere.read(sphere.toString(), Lists.bytes(sphere));
        if (sound.rate() != RATE) {
            throw new DataException(sphere + " has " + sound.rate() + " samples a second where 16,000 were expected");
        }
        var samples = new float[sound.samples().length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = sound.samples()[i] / 32768f;
        }
        return Tensor.of(samples, samples.length);
    }
}
