package org.assay.data.official;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.data.format.Text;

/**
 * Sports-1M (Karpathy et al. 2014): addresses of videos with their sports, of which there are 487. The videos themselves are YouTube's and
 * not part of the set.
 *
 * @param sports names by their numbers
 */
public record Sports1M(List<Video> train, List<Video> test, List<String> sports) {
    /** A video's address and the numbers of its sports. */
    public record Video(String address, List<Integer> sports) {}

    /** The folder {@code original} of the release: {@code train_partition.txt}, {@code test_partition.txt}, and {@code labels.txt} beside it. */
    public static Sports1M read(Path labels, Path train, Path test) {
        var names = Text.lines(labels.toString(), Lists.bytes(labels)).stream()
                .filter(line -> !line.isBlank())
                .toList();
        return new Sports1M(videos(train, names.size()), videos(test, names.size()), names);
    }

    private static List<Video> videos(Path path, int sports) {
        var videos = new ArrayList<Video>();
        for (var line : Lists.of(path, 2, "an address and its sports, separated by commas,")) {
            var numbers = Arrays.stream(line.word(1).split(",", -1))
                    .map(word -> (int) Text.integer(line.file(), line.number(), word, 0, sports - 1L))
                    .toList();
            videos.add(new Video(line.word(0), numbers));
        }
        return List.copyOf(videos);
    }
}
