package org.assay.data;

import java.util.List;
import java.util.Map;
import org.assay.data.format.DataException;
import org.assay.tensor.Tensor;

/**
 * A table of numbers.
 *
 * @param values {@code [row, column]}, FLOAT64; NaN where a value is missing, the category's number in a column of
 *     categories
 * @param categories the names of the categories of each such column
 */
public record Table(List<String> columns, Tensor values, Map<String, List<String>> categories, String contentHash)
        implements Contents {
    /** One column, {@code [row]}, FLOAT64. */
    public Tensor column(String name) {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw new DataException("there is no column \"" + name + "\"; there are " + String.join(", ", columns));
        }
        return values.select(1, index);
    }

    @Override
    public Map<String, Long> counts() {
        return Map.of("all", values.size(0));
    }
}
