package org.assay.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assay.lab.stats.Interval;

/**
 * What the evidence says of a statement.
 *
 * @param holds whether the statement holds for the mean over seeds, as a guard asks
 * @param settled whether more of the plan's seeds are not needed
 * @param finding the finding in words, without the verdict and the scale
 * @param hint what belongs behind the finding of a claim by itself: how many seeds more
 */
record Ruling(
        Verdict verdict,
        Optional<Double> estimate,
        Optional<Interval> interval,
        double delta,
        int seeds,
        List<Double> values,
        boolean holds,
        boolean settled,
        String finding,
        String hint,
        Map<String, Object> details) {

    static Ruling notTestable(String why, boolean settled) {
        return new Ruling(
                Verdict.NOT_TESTABLE,
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                List.of(),
                false,
                settled,
                why,
                "",
                Map.of());
    }

    /** The same with the seeds named that a guard left out. */
    Ruling without(List<Long> leftOut) {
        if (leftOut.isEmpty()) {
            return this;
        }
        var more = new LinkedHashMap<>(details);
        more.put("leftOut", leftOut);
        var seedsOut = leftOut.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return new Ruling(
                verdict,
                estimate,
                interval,
                delta,
                seeds,
                values,
                holds,
                settled,
                finding + "; left out, since the guard does not hold there: "
                        + (leftOut.size() == 1 ? "seed " : "seeds ") + seedsOut,
                hint,
                more);
    }

    List<Double> bounds() {
        return interval.map(i -> List.of(i.low(), i.high())).orElse(List.of());
    }
}
