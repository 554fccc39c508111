package org.assay.data.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.assay.data.format.DataException;
import org.assay.data.text.BytePair.Merge;

/** Counts pairs once and then only changes the counts around each merge. */
final class BytePairTraining {
    private static final int BYTES = 256;

    private final List<int[]> words = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private final Map<Long, Long> counts = new HashMap<>();
    private final Map<Long, Set<Integer>> places = new HashMap<>();

    /** The most frequent pair first; of equally frequent ones that of the smaller numbers, as Hugging Face's trainer has it. */
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>(
            Comparator.comparingLong(Candidate::count).reversed().thenComparingLong(Candidate::pair));

    private record Candidate(long pair, long count) {}

    private BytePairTraining() {}

    /** @param all whether every byte has a piece, or only those of the text */
    static BytePair train(String text, int size, boolean all) {
        var occurring = new boolean[BYTES];
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            occurring[b & 0xff] = true;
        }
        var bytes =
                Arrays.stream(Bytes.inOrder()).filter(b -> all || occurring[b]).toArray();
        if (size < bytes.length) {
            throw new DataException(
                    "byte pairs take a vocabulary of at least " + bytes.length + " pieces, one a byte, not " + size);
        }
        return new BytePairTraining().run(text, size, bytes);
    }

    private BytePair run(String text, int size, int[] bytes) {
        var pieces = new ArrayList<byte[]>();
        var ofByte = new int[BYTES];
        for (int b : bytes) {
            ofByte[b] = pieces.size();
            pieces.add(new byte[] {(byte) b});
        }
        count(text, ofByte);
        counts.forEach((pair, count) -> queue.add(new Candidate(pair, count)));
        var merges = new ArrayList<Merge>();
        while (pieces.size() < size && !queue.isEmpty()) {
            var best = queue.remove();
            long now = counts.getOrDefault(best.pair(), 0L);
            if (now != best.count()) {
                if (now > 0) {
                    queue.add(new Candidate(best.pair(), now));
                }
                continue;
            }
            int left = (int) (best.pair() >>> 32);
            int right = (int) best.pair();
            merges.add(new Merge(merges.size(), left, right, pieces.size()));
            merge(best.pair(), left, right, pieces.size());
            pieces.add(joined(pieces.get(left), pieces.get(right)));
        }
        return new BytePair(List.copyOf(pieces), merges);
    }

    private void count(String text, int[] ofByte) {
        var found = new LinkedHashMap<String, Long>();
        var matcher = BytePair.WORD.matcher(text);
        while (matcher.find()) {
            found.merge(matcher.group(), 1L, Long::sum);
        }
        found.forEach((word, count) -> {
            var bytes = word.getBytes(StandardCharsets.UTF_8);
            var tokens = new int[bytes.length];
            Arrays.setAll(tokens, i -> ofByte[bytes[i] & 0xff]);
            words.add(tokens);
            times.add(count);
            for (int i = 0; i + 1 < tokens.length; i++) {
                change(BytePair.pair(tokens[i], tokens[i + 1]), count, words.size() - 1);
            }
        });
    }

    private void change(long pair, long by, int word) {
        counts.merge(pair, by, Long::sum);
        if (by > 0) {
            places.computeIfAbsent(pair, key -> new HashSet<>()).add(word);
        }
    }

    private void merge(long pair, int left, int right, int piece) {
        var changed = new HashSet<Long>();
        for (int number : List.copyOf(places.getOrDefault(pair, Set.of()))) {
            var old = words.get(number);
            var merged = replaced(old, left, right, piece);
            long count = times.get(number);
            for (int i = 0; i + 1 < old.length; i++) {
                change(BytePair.pair(old[i], old[i + 1]), -count, number);
            }
            for (int i = 0; i + 1 < merged.length; i++) {
                long made = BytePair.pair(merged[i], merged[i + 1]);
                change(made, count, number);
                changed.add(made);
            }
            words.set(number, merged);
        }
        counts.remove(pair);
        places.remove(pair);
        // What grew is queued anew; what shrank is found stale when its turn comes.
        changed.forEach(made -> queue.add(new Candidate(made, counts.getOrDefault(made, 0L))));
    }

    private static int[] replaced(int[] tokens, int left, int right, int piece) {
        var merged = new int[tokens.length];
        int length = 0;
        for (int i = 0; i < tokens.length; i++) {
            boolean found = tokens[i] == left && i + 1 < tokens.length && tokens[i + 1] == right;
            merged[length++] = found ? piece : tokens[i];
            i += found ? 1 : 0;
        }
        return Arrays.copyOf(merged, length);
    }

    private static byte[] joined(byte[] left, byte[] right) {
        var both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }
}
