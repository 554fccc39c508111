package org.assay.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Inputs and what they should give.
 *
 * @param inputs {@code [example, …]}
 * @param labels {@code [example]} class numbers as INT64, or {@code [example, …]} target values
 */
public record Examples(Tensor inputs, Tensor labels) {
    public Examples {
        if (inputs.size(0) != labels.size(0)) {
            throw new DataException(inputs.size(0) + " inputs cannot go with " + labels.size(0) + " labels");
        }
    }

    public long count() {
        return inputs.size(0);
    }

    /** The examples with these numbers ({@code [n]}, INT64), copied. */
    public Examples rows(Tensor numbers) {
        return new Examples(inputs.rows(numbers), labels.rows(numbers));
    }

    /** Examples from (inclusive) to (exclusive), sharing memory. */
    public Examples range(long from, long to) {
        if (from < 0 || to > count() || from > to) {
            throw new DataException("examples " + from + " to " + to + " were asked for and there are " + count());
        }
        return new Examples(inputs.narrow(0, from, to - from), labels.narrow(0, from, to - from));
    }

    /** The first n examples, sharing memory. Data sets are in pseudo-random order, so that these are a fair sample. */
    public Examples first(long n) {
        return range(0, n);
    }

    /** Inputs that are bytes as floats from 0 to 1; others as they are. */
    public Examples zeroToOne() {
        return inputs.dtype() == DType.UINT8
                ? new Examples(inputs.to(DType.FLOAT32).div(255.0), labels)
                : this;
    }

    /**
     * The examples of these classes, copied, in the order they have here; labels become places in the list of classes: of {@code ofClasses(7, 3)} those
     * labelled 7 are class 0.
     */
    public Examples ofClasses(long... classes) {
        var places = new HashMap<Long, Long>();
        for (int i = 0; i < classes.length; i++) {
            if (places.put(classes[i], (long) i) != null) {
                throw new DataException("class " + classes[i] + " was asked for twice");
            }
        }
        var old = labels.toLongs();
        var numbers = IntStream.range(0, old.length)
                .filter(i -> places.containsKey(old[i]))
                .mapToLong(i -> i)
                .toArray();
        var renumbered = LongStream.of(numbers)
                .map(i -> places.getOrDefault(old[(int) i], -1L))
                .toArray();
        return new Examples(inputs.rows(Tensor.of(numbers, numbers.length)), Tensor.of(renumbered, renumbered.length));
    }

    /** So many examples of each class, drawn without replacement, in random order. */
    public Examples balanced(int perClass, Rng rng) {
        var members = byClass();
        var chosen = new ArrayList<Long>();
        for (int c = 0; c < members.size(); c++) {
            requireMembers(c, members.get(c).size(), perClass);
            chosen.addAll(rng.shuffle(members.get(c)).subList(0, perClass));
        }
        var order = rng.shuffle(chosen).stream().mapToLong(Long::longValue).toArray();
        return rows(Tensor.of(order, order.length));
    }

    /**
     * So many examples of each class, drawn without replacement, in rounds that hold each class once: the first k of each class come first, so that of two numbers
     * the smaller set is a part of the larger one under the same generator.
     */
    public Examples inRounds(int perClass, Rng rng) {
        var members = byClass();
        var order = new long[members.size() * perClass];
        for (int c = 0; c < members.size(); c++) {
            requireMembers(c, members.get(c).size(), perClass);
            var drawn = rng.split(c).shuffle(members.get(c));
            for (int round = 0; round < perClass; round++) {
                order[round * members.size() + c] = drawn.get(round);
            }
        }
        return rows(Tensor.of(order, order.length));
    }

    private List<List<Long>> byClass() {
        var classes = labels.toLongs();
        int count = (int) Arrays.stream(classes).max().orElse(-1) + 1;
        var members = new ArrayList<List<Long>>();
        for (int c = 0; c < count; c++) {
            members.add(new ArrayList<>());
        }
        for (int i = 0; i < classes.length; i++) {
            members.get((int) classes[i]).add((long) i);
        }
        return members;
    }

    private static void requireMembers(int of, int there, int wanted) {
        if (there < wanted) {
            throw new DataException("class " + of + " has " + there + " examples and " + wanted + " were asked for");
        }
    }

    /** The same with a share of the labels, to the nearest whole example, replaced by a class drawn evenly, which may be the true one. */
    public Examples relabelled(double share, long classes, Rng rng) {
        if (!(share >= 0 && share <= 1)) {
            throw new DataException("a share of " + share + " of the labels cannot be replaced: it goes from 0 to 1");
        }
        int count = (int) Math.round(share * count());
        var places = Arrays.copyOf(rng.split("which").permutation(count()).toLongs(), count);
        var drawn = rng.split("class");
        var given = labels.toLongs();
        for (long place : places) {
            given[(int) place] = drawn.nextLong(classes);
        }
        return new Examples(inputs, Tensor.of(given, given.length));
    }
}
