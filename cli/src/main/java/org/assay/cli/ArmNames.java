package org.assay.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.assay.lab.Plan;

/** Names of arms on the command line: separated by commas, which names of a grid hold themselves; a {@code *} at the end takes all that begin so. */
final class ArmNames {

    private ArmNames() {}

    /**
     * The arms meant, in the plan's order.
     *
     * @throws org.assay.lab.PlanException if a name is unknown, with the nearest that is
     */
    static List<String> choose(String given, Plan<?> plan) {
        var known = plan.armNames();
        var parts = Arrays.stream(given.split(",", -1)).map(String::strip).toList();
        Set<String> chosen = new LinkedHashSet<>();
        for (int from = 0; from < parts.size(); ) {
            int to = parts.size();
            while (to > from && matching(join(parts, from, to), known).isEmpty()) {
                to--;
            }
            if (to == from) {
                var _ = plan.arm(parts.get(from));
                throw new IllegalStateException("Arm " + parts.get(from) + " is known and was not found.");
            }
            chosen.addAll(matching(join(parts, from, to), known));
            from = to;
        }
        var ordered = new ArrayList<>(known);
        ordered.retainAll(chosen);
        return ordered;
    }

    private static String join(List<String> parts, int from, int to) {
        return String.join(",", parts.subList(from, to));
    }

    private static List<String> matching(String name, List<String> known) {
        return name.endsWith("*")
                ? known.stream()
                        .filter(arm -> arm.startsWith(name.substring(0, name.length() - 1)))
                        .toList()
                : known.stream().filter(name::equals).toList();
    }
}
