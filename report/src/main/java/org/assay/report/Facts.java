package org.assay.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.Cost;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.TrialStatus;
import org.assay.report.Block.Cell;
import org.assay.report.Block.Column;
import org.assay.report.Block.Table;

/** The tables of a report, from the run's record alone. */
final class Facts {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Facts() {}

    static String day(Instant time) {
        return DAY.format(time);
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    /** Settings of every arm: once what all share, then what differs. */
    static List<Table> settings(RunRecord record) {
        var names = new LinkedHashSet<String>();
        record.arms().forEach(a -> names.addAll(a.settings().keySet()));
        var common = new LinkedHashMap<String, String>();
        var differing = new ArrayList<String>();
        for (var name : names) {
            var values = record.arms().stream()
                    .map(a -> SettingText.of(a.settings().getOrDefault(name, "–")))
                    .distinct()
                    .toList();
            if (values.size() == 1) {
                common.put(name, values.getFirst());
            } else {
                differing.add(name);
            }
        }
        var tables = new ArrayList<Table>();
        if (!common.isEmpty()) {
            tables.add(pairs("settings-common", "Settings that all arms share.", "Setting", common));
        }
        if (!differing.isEmpty()) {
            var columns = new ArrayList<Column>();
            columns.add(Column.text("Arm", 3));
            differing.forEach(d -> columns.add(Column.number(d, 1)));
            var rows = record.arms().stream()
                    .map(a -> {
                        var row = new ArrayList<Cell>();
                        row.add(Cell.of(a.name() + (a.exploratory() ? " (exploratory)" : "")));
                        differing.forEach(d -> {
                            var value = a.settings().getOrDefault(d, "–");
                            row.add(Cell.of(
                                    SettingText.of(value), value instanceof Number n ? n.doubleValue() : Double.NaN));
                        });
                        return List.copyOf(row);
                    })
                    .toList();
            tables.add(new Table("settings", "Settings in which the arms differ.", columns, rows));
        }
        return tables;
    }

    static Table pairs(String name, String caption, String what, java.util.Map<String, String> pairs) {
        return new Table(
                name,
                caption,
                List.of(Column.text(what, 1), Column.text("Value", 2)),
                pairs.entrySet().stream()
                        .map(e -> List.of(Cell.of(e.getKey()), Cell.of(e.getValue())))
                        .toList());
    }

    /** Cost by arm, shared work and in all; failed trials count. */
    static Table cost(RunRecord record) {
        var rows = new ArrayList<List<Cell>>();
        for (var arm : record.arms()) {
            var trials = record.trials().stream()
                    .filter(t -> t.arm().equals(arm.name()))
                    .toList();
            if (!trials.isEmpty()) {
                rows.add(costRow(arm.name(), trials.size(), failed(trials), sum(trials)));
            }
        }
        for (var shared : record.shared()) {
            rows.add(costRow("shared: " + shared.name(), 1, 0, shared.cost()));
        }
        rows.add(costRow("whole run", record.trials().size(), failed(record.trials()), record.cost()));
        return new Table(
                "cost",
                "Cost, failed trials included. CPU time and peak memory are those of the worker processes, measured; the wall time of the whole run is shorter"
                        + " than the sum because trials run side by side.",
                List.of(
                        Column.text("Arm", 3),
                        Column.number("Trials", 1),
                        Column.number("Failed", 1),
                        Column.number("CPU", 1.3),
                        Column.number("Wall", 1.3),
                        Column.number("Peak memory", 1.4)),
                rows);
    }

    private static Cost sum(List<TrialRecord> trials) {
        return trials.stream().map(TrialRecord::cost).reduce(Cost.NONE, Cost::plus);
    }

    private static int failed(List<TrialRecord> trials) {
        return (int)
                trials.stream().filter(t -> t.status() == TrialStatus.FAILED).count();
    }

    private static List<Cell> costRow(String name, int trials, int failed, Cost cost) {
        return List.of(
                Cell.of(name),
                Cell.of(Integer.toString(trials), trials),
                Cell.of(Integer.toString(failed), failed),
                Cell.of(Numbers.duration(cost.cpuSeconds()), cost.cpuSeconds()),
                Cell.of(Numbers.duration(cost.wallSeconds()), cost.wallSeconds()),
                Cell.of(Numbers.bytes(cost.peakBytes()), (double) cost.peakBytes()));
    }

    static Table environment(RunRecord record) {
        var e = record.environment();
        var c = record.code();
        var facts = new LinkedHashMap<String, String>();
        facts.put("Processor", e.processor() + ", " + Numbers.count(e.cores(), "core"));
        facts.put("Memory", Numbers.bytes(e.memoryBytes()));
        facts.put("Operating system", e.os());
        facts.put("JDK", e.jdk());
        e.libraries().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(l -> facts.put(l.getKey(), l.getValue()));
        facts.put("Workers", e.workers() + ", " + Numbers.count(e.threadsPerTrial(), "thread") + " a trial");
        e.settings().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(s -> facts.put(s.getKey(), s.getValue()));
        facts.put(
                "Assay",
                c.version()
                        + c.commit()
                                .map(h -> ", commit " + h + (c.clean() ? "" : " with local changes"))
                                .orElse(", outside a checkout"));
        facts.put("Study source, SHA-256", c.studyHash());
        facts.put("Toolbox, SHA-256", c.toolboxHash());
        record.data()
                .orElse(List.of())
                .forEach(set -> facts.put("Content of " + set.id() + ", SHA-256", set.contentHash()));
        return pairs(
                "environment",
                "Environment: the machine and the settings that decide the bits of a result.",
                "What",
                facts);
    }

    /** All cells that trials reported, metrics before timings. */
    static List<String> cells(RunRecord record) {
        var cells = new LinkedHashSet<String>();
        record.trials().forEach(t -> cells.addAll(t.metrics().keySet()));
        record.trials().forEach(t -> cells.addAll(t.timings().keySet()));
        return List.copyOf(cells);
    }

    /** Every trial with its cells, digit for digit. */
    static Table trials(RunRecord record, int most) {
        var cells = cells(record);
        var columns = new ArrayList<Column>();
        columns.add(Column.text("Arm", 3));
        columns.add(Column.number("Seed", 1));
        columns.add(Column.text("Status", 1.4));
        cells.forEach(c -> columns.add(Column.number(c, 2)));
        columns.add(Column.number("CPU s", 1));
        columns.add(Column.number("Attempts", 1));
        var rows = record.trials().stream()
                .limit(most)
                .map(t -> {
                    var row = new ArrayList<Cell>();
                    row.add(Cell.of(t.arm()));
                    row.add(Cell.of(Long.toString(t.seed()), (double) t.seed()));
                    row.add(Cell.of(t.status().name().toLowerCase(Locale.ROOT)));
                    cells.forEach(c -> row.add(Arms.cell(t, c)
                            .map(v -> Cell.of(Double.toString(v), v))
                            .orElse(Cell.of("–"))));
                    row.add(Cell.of(
                            String.format(Locale.ROOT, "%.2f", t.cost().cpuSeconds()),
                            t.cost().cpuSeconds()));
                    row.add(Cell.of(Integer.toString(t.attempts()), t.attempts()));
                    return List.copyOf(row);
                })
                .toList();
        return new Table("trials", "Every trial, digit for digit as recorded.", columns, rows);
    }

    /** Means over seeds of every cell for every arm. */
    static Table means(RunRecord record) {
        var arms = new Arms(record);
        var cells = cells(record);
        var columns = new ArrayList<Column>();
        columns.add(Column.text("Arm", 2));
        columns.add(Column.number("Seeds", 1));
        cells.forEach(c -> columns.add(Column.number(c, 2)));
        var rows = record.arms().stream()
                .map(a -> {
                    var row = new ArrayList<Cell>();
                    int n = arms.done(a.name()).size();
                    row.add(Cell.of(a.name()));
                    row.add(Cell.of(Integer.toString(n), n));
                    cells.forEach(c -> {
                        var e = Estimate.of(arms.values(a.name(), c));
                        row.add(Cell.of(
                                e.n() == 0 ? "–" : Numbers.estimate(e) + (e.n() < n ? " (n = " + e.n() + ")" : ""),
                                e.mean()));
                    });
                    return List.copyOf(row);
                })
                .toList();
        return new Table(
                "means",
                "Means over seeds with 95 % t intervals; n in brackets where not every seed has a value.",
                columns,
                rows);
    }

    static List<TrialRecord> failures(RunRecord record) {
        return record.trials().stream()
                .filter(t -> t.status() == TrialStatus.FAILED)
                .toList();
    }
}
