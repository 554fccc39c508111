package org.assay.data.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.data.Examples;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Sequences of different lengths in batches. */
public final class Sequences {
    private Sequences() {}

    /**
     * Sequences filled up to the longest.
     *
     * @param tokens {@code [sequence, longest]}, INT64
     * @param lengths {@code [sequence]}, INT64
     */
    public record Padded(Tensor tokens, Tensor lengths) {
        /** Where there is a token and no filler: {@code [sequence, longest]}, BOOL. */
        public Tensor mask() {
            return Scope.call(() -> Tensor.arange(tokens.size(1)).lt(lengths.unsqueeze(1)));
        }
    }

    /** Fills up with a token of this number behind each sequence. */
    public static Padded padded(List<int[]> sequences, int filler) {
        int longest = sequences.stream().mapToInt(tokens -> tokens.length).max().orElse(0);
        var tokens = new long[sequences.size() * longest];
        Arrays.fill(tokens, filler);
        for (int s = 0; s < sequences.size(); s++) {
            for (int i = 0; i < sequences.get(s).length; i++) {
                tokens[s * longest + i] = sequences.get(s)[i];
            }
        }
        return new Padded(
                Tensor.of(tokens, sequences.size(), longest),
                Tensor.of(
                        sequences.stream()
                                .mapToLong(sequence -> sequence.length)
                                .toArray(),
                        sequences.size()));
    }

    /** Sounds {@code [time]} filled up with silence: {@code [sound, longest]}, FLOAT32. */
    public static Tensor paddedSounds(List<Tensor> sounds) {
        return Scope.call(() -> {
            long longest = sounds.stream().mapToLong(Tensor::count).max().orElse(0);
            var all = Tensor.zeros(DType.FLOAT32, sounds.size(), longest);
            for (int s = 0; s < sounds.size(); s++) {
                all.select(0, s).narrow(0, 0, sounds.get(s).count()).copyFrom(sounds.get(s));
            }
            return all;
        });
    }

    /**
     * The numbers of the sequences in batches of like lengths, so that little is filled up: each batch takes no more than so many
     * tokens, fillers counted. Who is with whom among equal lengths, and the order of batches, are drawn anew with every call.
     */
    public static List<int[]> byLength(int[] lengths, int tokens, Rng rng) {
        var order = rng.shuffle(IntStream.range(0, lengths.length).boxed().toList());
        order.sort(Comparator.comparingInt(i -> lengths[i]));
        var batches = new ArrayList<int[]>();
        var batch = new ArrayList<Integer>();
        for (int i : order) {
            if (lengths[i] > tokens) {
                throw new DataException(
                        "sequence " + i + " has " + lengths[i] + " tokens, and a batch takes " + tokens);
            }
            // In ascending order the newest is the longest.
            if ((batch.size() + 1) * (long) lengths[i] > tokens) {
                batches.add(numbers(batch));
                batch.clear();
            }
            batch.add(i);
        }
        if (!batch.isEmpty()) {
            batches.add(numbers(batch));
        }
        return rng.shuffle(batches);
    }

    private static int[] numbers(List<Integer> batch) {
        return batch.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Stretches of a long text from random places: inputs {@code [batch, length]} and, as labels, the tokens that follow each,
     * {@code [batch, length]}, INT64.
     */
    public static Examples windows(Tensor tokens, int length, int batch, Rng rng) {
        if (length < 1 || length >= tokens.count()) {
            throw new DataException(
                    "stretches of " + length + " tokens and the next one are not in a text of " + tokens.count());
        }
        return Scope.call(() -> {
            var starts = rng.integers(0, tokens.count() - length, batch);
            var stretches = tokens.unfold(0, length + 1L, 1).rows(starts);
            return new Examples(
                    stretches.narrow(1, 0, length).contiguous(),
                    stretches.narrow(1, 1, length).contiguous());
        });
    }
}
