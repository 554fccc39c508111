package org.assay.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arms over the values of one setting or several crossed ones, named by their values: {@code width=16,noise=0.0}. */
final class ArmGrid {

    private final List<Factor> factors = new ArrayList<>();
    private final List<Change> common = new ArrayList<>();
    private String prefix = "";

    private record Factor(String name, List<Object> values) {}

    ArmGrid(String setting, Object... values) {
        cross(setting, values);
    }

    void cross(String setting, Object... values) {
        factors.add(new Factor(setting, List.of(values)));
    }

    void prefixed(String text) {
        prefix = text + ",";
    }

    void with(Change... changes) {
        common.addAll(List.of(changes));
    }

    /** Changes by the arm's name, the first factor's values outermost. */
    Map<String, List<Change>> arms() {
        Map<String, List<Change>> arms = Map.of(prefix, List.copyOf(common));
        for (var factor : factors) {
            var next = new LinkedHashMap<String, List<Change>>();
            arms.forEach((name, changes) -> {
                for (var value : factor.values()) {
                    var more = new ArrayList<>(changes);
                    more.add(Change.set(factor.name(), value));
                    var comma = name.isEmpty() || name.endsWith(",") ? "" : ",";
                    next.put(name + comma + factor.name() + "=" + value, more);
                }
            });
            arms = next;
        }
        return arms;
    }
}
