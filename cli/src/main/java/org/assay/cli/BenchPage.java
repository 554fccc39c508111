package org.assay.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assay.bench.Peers;
import org.assay.bench.Report;
import org.assay.bench.Workload;

/** What a comparison found, for people: as a table on the screen and as a page. */
record BenchPage(
        Report report, List<String> head, List<List<String>> rows, List<List<String>> loaders, List<String> facts) {

    private static final double TORCH_BAR = 0.97;
    private static final List<String> LOADERS_HEAD = List.of("loader", "pictures/s", "ours over theirs", "threads");

    static BenchPage of(Report report) {
        var head = new ArrayList<>(List.of("workload", "precision", "steps/s", "GFLOP/s", "of peak", "threads"));
        var peers = Arrays.stream(Peers.values()).map(Peers::title).toList();
        head.addAll(peers);
        var rows = new ArrayList<List<String>>();
        for (var line : report.workloads()) {
            double peak = report.peak().getOrDefault(line.precision(), Double.NaN);
            var row = new ArrayList<>(List.of(
                    line.id(),
                    line.precision(),
                    number("%.1f", line.stepsPerSecond()),
                    number("%.1f", line.gflops()),
                    number("%.0f %%", 100 * line.gflops() / peak),
                    line.threads().values().stream().map(String::valueOf).collect(Collectors.joining("/"))));
            for (var peer : peers) {
                row.add(Optional.ofNullable(line.ratios().get(peer))
                        .map(ratio -> number("%.2f", ratio))
                        .orElse("-"));
            }
            rows.add(row);
        }
        var loaders = report.loading().map(BenchPage::loaders).orElse(List.of());
        return new BenchPage(report, head, rows, loaders, facts(report, peers));
    }

    private static List<List<String>> loaders(Report.Loading loading) {
        double speed = loading.picturesPerSecond();
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("assay", number("%.0f", speed), "", threads(loading, "assay")));
        loading.ratios()
                .forEach((peer, ratio) -> rows.add(
                        List.of(peer, number("%.0f", speed / ratio), number("%.2f", ratio), threads(loading, peer))));
        return rows;
    }

    private static String threads(Report.Loading loading, String who) {
        return String.valueOf(loading.threads().getOrDefault(who, 0));
    }

    private static List<String> facts(Report report, List<String> peers) {
        var facts = new ArrayList<String>();
        for (var peer : peers) {
            double mean = report.geometricMean(peer);
            if (!Double.isNaN(mean)) {
                facts.add("Steps a second over those of " + peer + ", geometric mean: " + number("%.2f", mean) + ".");
            }
        }
        var behind = report.workloads().stream()
                .filter(line -> line.ratios().getOrDefault("torch-eager", 1.0) < TORCH_BAR)
                .map(line -> line.id() + " " + line.precision())
                .toList();
        if (!behind.isEmpty()) {
            facts.add("Slower than PyTorch (eager) on " + String.join(", ", behind) + ".");
        }
        report.peak()
                .forEach((precision, peak) -> facts.add("Products of 512x512 matrices, " + precision + ", all cores: "
                        + number("%.0f", peak) + " GFLOP/s."));
        facts.add("Adding 8x8 matrices inside a scope: " + number("%.2f", report.operatorMicros()) + " microseconds.");
        if (!report.twoTrials().isEmpty()) {
            facts.add("Two trials at once over one alone, one thread each: "
                    + report.twoTrials().entrySet().stream()
                            .map(entry -> entry.getKey() + " " + number("%.2f", entry.getValue()))
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        report.loading()
                .map(loading ->
                        "A batch of %d pictures of %s, shuffled, cropped, flipped and standardised, takes %s of a step of W2."
                                .formatted(
                                        loading.batch(),
                                        loading.dataSet(),
                                        loading.shareOfStep().entrySet().stream()
                                                .map(share -> number("%.2f %%", 100 * share.getValue()) + " ("
                                                        + share.getKey() + ")")
                                                .collect(Collectors.joining(", "))))
                .ifPresent(facts::add);
        facts.addAll(report.notes());
        return facts;
    }

    List<String> lines(Screen screen) {
        var lines = new ArrayList<>(table(head, rows).lines(screen));
        lines.add("");
        if (!loaders.isEmpty()) {
            lines.addAll(table(LOADERS_HEAD, loaders).lines(screen));
            lines.add("");
        }
        facts.forEach(fact -> lines.addAll(Text.wrap(fact, screen.width())));
        return lines;
    }

    private static Table table(List<String> head, List<List<String>> rows) {
        var table = new Table(head.toArray(String[]::new));
        rows.forEach(row -> table.row(row.toArray(String[]::new)));
        return table;
    }

    String markdown(String command, LocalDate day) {
        var text = new StringBuilder("# Training steps, timed\n\n");
        text.append(
                        "Ratios are our steps a second over the peer's in the same round, medians over rounds; above 1 we are faster. ")
                .append("All take the same steps: the same weights at the start, the same batch, the same losses. ")
                .append("Threads are those that took most steps, in the order ")
                .append(report.workloads().stream()
                        .map(line -> String.join("/", line.threads().keySet()))
                        .max(java.util.Comparator.comparingInt(String::length))
                        .orElse("assay"))
                .append(".\n\nMade on ")
                .append(day)
                .append(" with `")
                .append(command)
                .append("` on: ")
                .append(report.machine())
                .append(".\n\n");
        report.contestants()
                .forEach((name, kernels) -> text.append("- ")
                        .append(name)
                        .append(": ")
                        .append(kernels)
                        .append("\n"));
        text.append("\n");
        table(text, head, rows);
        report.loading().ifPresent(loading -> {
            text.append("Training batches of ")
                    .append(loading.dataSet())
                    .append(", each loader with the threads (torch-dataloader: worker processes) that made most. ")
                    .append(
                            "`torch-dataloader` is PyTorch's DataLoader with torchvision's transforms, `torch-epoch` and ")
                    .append("`torch-batch` are vectorised by hand, a pass or a batch at a time.\n\n");
            table(text, LOADERS_HEAD, loaders);
        });
        facts.forEach(fact -> text.append("- ").append(fact).append("\n"));
        text.append("\n");
        for (var workload : Workload.values()) {
            text.append("- ")
                    .append(workload)
                    .append(": ")
                    .append(workload.title())
                    .append("; ")
                    .append(workload.optimiser())
                    .append("; ")
                    .append(number("%.4g", workload.flop() / 1e9))
                    .append(" GFLOP a step.\n");
        }
        return text.toString();
    }

    private static void table(StringBuilder text, List<String> head, List<List<String>> rows) {
        row(text, head);
        row(text, head.stream().map(_ -> "---").toList());
        rows.forEach(row -> row(text, row));
        text.append("\n");
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
