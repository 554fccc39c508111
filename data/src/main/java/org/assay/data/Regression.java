package org.assay.data;

import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;
import org.assay.tensor.Tensor;

/**
 * A regression table with fixed train and test splits.
 *
 * @param inputs {@code [row, feature]}, FLOAT64
 * @param targets {@code [row]}, FLOAT64
 * @param testRows the row numbers of each split's test part; all other rows are its training part
 */
public record Regression(String name, Tensor inputs, Tensor targets, List<List<Long>> testRows) {
    public int splits() {
        return testRows.size();
    }

    /** The training part of a split. */
    public Examples train(int split) {
        var test = new HashSet<>(testRows.get(split));
        return rows(LongStream.range(0, inputs.size(0))
                .filter(row -> !test.contains(row))
                .toArray());
    }

    /** The test part of a split. */
    public Examples test(int split) {
        return rows(testRows.get(split).stream().mapToLong(Long::longValue).toArray());
    }

    private Examples rows(long[] rows) {
        return new Examples(inputs, targets).rows(Tensor.of(rows, rows.length));
    }
}
