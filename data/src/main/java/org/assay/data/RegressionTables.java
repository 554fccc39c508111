package org.assay.data;

import java.util.Map;
import java.util.TreeMap;
import org.assay.data.format.DataException;

/** The UCI regression tables, by name. */
public record RegressionTables(Map<String, Regression> tables, String contentHash) implements Contents {
    public RegressionTables {
        tables = new TreeMap<>(tables);
    }

    public Regression table(String name) {
        var table = tables.get(name);
        if (table == null) {
            throw new DataException(
                    "there is no table \"" + name + "\"; there are " + String.join(", ", tables.keySet()));
        }
        return table;
    }

    @Override
    public Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        tables.forEach((name, table) -> counts.put(name, table.inputs().size(0)));
        return counts;
    }
}
