package org.assay.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assay.lab.Plan;
import org.assay.lab.PlanSummary;
import org.assay.lab.PlanSummary.PowerLine;
import org.assay.lab.RunRecord;

/**
 * What a run would be.
 *
 * @param trials at most
 * @param seconds elapsed to the last look, as far as a recorded run tells
 * @param power what the plan can show, by claim
 */
record DryRun(PlanSheet plan, int trials, Optional<Double> seconds, Map<String, List<PowerLine>> power) {

    static DryRun of(PlanSheet sheet, Plan<?> plan, Optional<RunRecord> recorded, int workers) {
        var summary = PlanSummary.of(
                plan, sheet.scale(), recorded.map(DryRun::spreads).orElse(Map.of()));
        var power = new LinkedHashMap<String, List<PowerLine>>();
        summary.claims().forEach(claim -> power.put(claim.id(), claim.power()));
        var time = recorded.flatMap(record -> Estimates.of(record, plan, sheet.scale(), workers));
        return new DryRun(sheet, summary.trials().getLast(), time.map(t -> 1e-3 * t.toMillis()), power);
    }

    /** Standard deviation of each claim's effect between the seeds of a recorded run. */
    private static Map<String, Double> spreads(RunRecord record) {
        var spreads = new HashMap<String, Double>();
        for (var claim : record.claims()) {
            var values = claim.values();
            var mean = values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
            var squares =
                    values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
            var spread = Math.sqrt(squares / (values.size() - 1));
            if (values.size() > 1 && spread > 0 && Double.isFinite(spread)) {
                spreads.put(claim.id(), spread);
            }
        }
        return spreads;
    }

    /** What is to be said beside the plan. */
    List<String> lines(Screen screen) {
        var lines = new ArrayList<String>();
        var time = seconds.map(s -> Durations.about(Duration.ofMillis(Math.round(1000 * s))));
        lines.addAll(PlanText.entries(
                screen,
                "work",
                Text.count(trials, "trial") + " at most" + (plan.tuning().isPresent() ? " after tuning, " : ", ")
                        + time.orElse("time not known yet")));
        var said = new LinkedHashMap<String, List<String>>();
        power.forEach((claim, situations) ->
                said.computeIfAbsent(words(situations), _ -> new ArrayList<>()).add(claim));
        var label = "power";
        for (var entry : said.entrySet()) {
            if (!entry.getKey().isEmpty()) {
                lines.addAll(PlanText.entries(
                        screen, label, Text.list(entry.getValue()) + " would be shown: " + entry.getKey()));
                label = "";
            }
        }
        return lines;
    }

    private static String words(List<PowerLine> situations) {
        return situations.stream()
                .map(line -> Math.round(100 * line.shown()) + " % at " + line.situation())
                .collect(Collectors.joining(", "));
    }
}
