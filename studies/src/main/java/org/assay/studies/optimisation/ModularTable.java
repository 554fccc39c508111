package org.assay.studies.optimisation;

import java.util.ArrayList;
import java.util.List;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * The table of a binary operation modulo {@code p}, split into training and test pairs (Power et al. 2022).
 *
 * <p>Splits are nested: with one generator the pairs of a smaller fraction are among those of a larger one.
 *
 * @param p the modulus
 * @param train training pairs
 * @param test the other pairs
 */
record ModularTable(int p, Part train, Part test) {

    enum Operation {
        ADD,
        SUBTRACT,
        /** Over the pairs without zero. */
        MULTIPLY,
        /** {@code a^2 + ab + b^2}. */
        QUADRATIC,
        /** Labels drawn at random: a table that can be memorised and not understood. */
        RANDOM
    }

    /**
     * Some of the pairs.
     *
     * @param a first operands {@code [pairs]}, integers below p
     * @param b second operands {@code [pairs]}
     * @param label results {@code [pairs]}
     * @param target results one-hot {@code [pairs, p]}
     */
    record Part(Tensor a, Tensor b, Tensor label, Tensor target) {
        static Part of(List<int[]> rows, int p) {
            var columns = new long[3][rows.size()];
            for (int i = 0; i < rows.size(); i++) {
                for (int c = 0; c < 3; c++) {
                    columns[c][i] = rows.get(i)[c];
                }
            }
            var label = Tensor.of(columns[2], rows.size());
            return new Part(
                    Tensor.of(columns[0], rows.size()),
                    Tensor.of(columns[1], rows.size()),
                    label,
                    Tensor.eye(p).indexSelect(0, label));
        }

        /** {@code size} pairs drawn without replacement. */
        Part draw(int size, Rng rng) {
            var rows = rng.permutation(a.size(0)).narrow(0, 0, Math.min(size, a.size(0)));
            return new Part(
                    a.indexSelect(0, rows),
                    b.indexSelect(0, rows),
                    label.indexSelect(0, rows),
                    target.indexSelect(0, rows));
        }
    }

    /**
     * Splits the table.
     *
     * @param fraction share of the pairs to train on, 0 to 1
     * @param mirrored keep (a, b) and (b, a) on the same side, so that commutativity leaks nothing
     */
    static ModularTable of(int p, Operation operation, double fraction, boolean mirrored, Rng rng) {
        var noise = rng.split("labels");
        var rows = new ArrayList<int[]>();
        for (int a = operation == Operation.MULTIPLY ? 1 : 0; a < p; a++) {
            for (int b = operation == Operation.MULTIPLY ? 1 : 0; b < p; b++) {
                int label = switch (operation) {
                    case ADD -> (a + b) % p;
                    case SUBTRACT -> Math.floorMod(a - b, p);
                    case MULTIPLY -> a * b % p;
                    case QUADRATIC -> (a * a + a * b + b * b) % p;
                    case RANDOM -> noise.nextInt(p);
                };
                rows.add(new int[] {a, b, label});
            }
        }
        var order = rng.split("order").permutation(rows.size()).toLongs();
        var rank = new long[p][p];
        for (int i = 0; i < order.length; i++) {
            var row = rows.get(i);
            rank[row[0]][row[1]] = order[i];
        }
        var train = new ArrayList<int[]>();
        var test = new ArrayList<int[]>();
        for (var row : rows) {
            long position = mirrored ? rank[Math.min(row[0], row[1])][Math.max(row[0], row[1])] : rank[row[0]][row[1]];
            (position < Math.round(fraction * rows.size()) ? train : test).add(row);
        }
        return new ModularTable(p, Part.of(train, p), Part.of(test, p));
    }
}
