package org.assay.lab.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.lab.store.Store;
import org.assay.lab.store.StoredRun;

/** What a plan says otherwise than an earlier run of the same study was planned. */
final class PlanChange {

    private static final int SHOWN = 8;

    private PlanChange() {}

    /** A note where the newest run that was asked for in the same words had another plan: the study's plan has changed. */
    static Optional<String> since(Store store, Bench<?> bench) {
        return store.runs().stream()
                .filter(run -> run.header().study().equals(bench.study().id())
                        && Requests.parse(run.request()).asks(bench.request()))
                .findFirst()
                .flatMap(before -> note(before, bench));
    }

    private static Optional<String> note(StoredRun before, Bench<?> bench) {
        var differences = between(
                before.header().plan(), bench.plan().canonical(bench.request().scale()));
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        var more = differences.size() - SHOWN;
        return Optional.of("The plan has changed since run " + before.header().run() + ", whose hash begins "
                + before.header()
                        .planHash()
                        .substring(0, Math.min(12, before.header().planHash().length())) + ": "
                + String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size())))
                + (more > 0 ? "; and " + more + " more" : "") + ".");
    }

    /** One part of a sentence for each value that differs: {@code claims.C1.statement.delta was 0.01 and is 0.02}. */
    static List<String> between(String before, String now) {
        var old = values(before);
        var fresh = values(now);
        var names = new TreeSet<>(old.keySet());
        names.addAll(fresh.keySet());
        var differences = new ArrayList<String>();
        for (var name : names) {
            var was = Optional.ofNullable(old.get(name));
            var is = Optional.ofNullable(fresh.get(name));
            if (!was.equals(is)) {
                differences.add(
                        was.isEmpty()
                                ? name + " is new (" + is.orElseThrow() + ")"
                                : is.isEmpty()
                                        ? name + " is gone (it was " + was.get() + ")"
                                        : name + " was " + was.get() + " and is " + is.get());
            }
        }
        return differences;
    }

    /** All values of a plan in its canonical form, by their path. */
    private static Map<String, String> values(String canonical) {
        var values = new TreeMap<String, String>();
        Fields.parse(canonical).ifPresent(plan -> collect("", plan.map(), values));
        return values;
    }

    private static void collect(String path, Object value, Map<String, String> values) {
        switch (value) {
            case Map<?, ?> map ->
                map.forEach(
                        (name, entry) -> collect(path.isEmpty() ? name.toString() : path + "." + name, entry, values));
            case List<?> list
            when list.stream().anyMatch(entry -> entry instanceof Map) -> {
                for (int i = 0; i < list.size(); i++) {
                    collect(path + "." + (i + 1), list.get(i), values);
                }
            }
            default -> values.put(path, value.toString());
        }
    }
}
