package org.assay.data;

import java.util.List;
import org.assay.data.format.DataException;
import org.assay.tensor.Tensor;

/**
 * Several variables over time.
 *
 * @param times {@code [time]}, INT64: seconds since 1970 of the source's local time
 * @param values {@code [time, variable]}, FLOAT64
 */
public record Series(List<String> variables, Tensor times, Tensor values) {
    public Series {
        variables = List.copyOf(variables);
    }

    public long length() {
        return times.size(0);
    }

    /** One variable, {@code [time]}, FLOAT64. */
    public Tensor variable(String name) {
        int index = variables.indexOf(name);
        if (index < 0) {
            throw new DataException("there is no variable \"" + name + "\"; there are " + String.join(", ", variables));
        }
        return values.select(1, index);
    }

    /** The rows from (inclusive) to (exclusive), sharing memory. */
    public Series range(long from, long to) {
        return new Series(variables, times.narrow(0, from, to - from), values.narrow(0, from, to - from));
    }
}
