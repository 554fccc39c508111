package org.assay.data.official;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assay.data.format.DataException;
import org.assay.data.format.Text;

/** Files of lines, with the sentence for what cannot be read. */
final class Lists {
    private Lists() {}

    /** A line that is not blank, where it stands, and its words. */
    record Line(String file, int number, List<String> words) {
        String word(int index) {
            return words.get(index);
        }

        long integer(int index, long low, long high) {
            return Text.integer(file, number, words.get(index), low, high);
        }

        DataException error(String problem) {
            return new DataException(file + ", line " + number + ": " + problem);
        }
    }

    /** The lines of so many words each; none that is blank or begins with a {@code #}. */
    static List<Line> of(Path path, int words, String what) {
        var file = path.toString();
        var text = Text.lines(file, bytes(path));
        var lines = new ArrayList<Line>();
        for (int i = 0; i < text.size(); i++) {
            if (text.get(i).isBlank() || text.get(i).startsWith("#")) {
                continue;
            }
            var line = new Line(file, i + 1, Text.words(text.get(i)));
            if (line.words().size() != words) {
                throw line.error(what + " was expected");
            }
            lines.add(line);
        }
        return List.copyOf(lines);
    }

    static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new DataException(
                    path + " cannot be read (" + e.getMessage() + "); name the folder that the set was unpacked"
                            + " to",
                    e);
        }
    }
}
