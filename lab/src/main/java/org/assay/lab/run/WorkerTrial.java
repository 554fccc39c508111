package org.assay.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assay.lab.Names;
import org.assay.lab.RunRecord.Cost;
import org.assay.lab.Trial;

/** A trial in its worker process. Of a tuning trial one cell is kept, whatever the method reports: nobody chooses settings by test data. */
final class WorkerTrial<S extends Record> implements Trial<S> {

    private final S setting;
    private final String arm;
    private final long seed;
    private final Path checkpoints;
    private final SharedWork sharedWork;
    private final Report report;
    private final Optional<String> only;
    private final Set<String> dropped = new TreeSet<>();
    private Meter meter = Meter.start();
    private Cost cost = Cost.NONE;
    private Optional<Double> operations = Optional.empty();

    /** @param only the one cell that is kept of a tuning trial; empty for other trials */
    WorkerTrial(
            S setting,
            String arm,
            long seed,
            Path checkpoints,
            SharedWork sharedWork,
            Report report,
            Optional<String> only) {
        this.setting = setting;
        this.arm = arm;
        this.seed = seed;
        this.checkpoints = checkpoints;
        this.sharedWork = sharedWork;
        this.report = report;
        this.only = only;
    }

    @Override
    public S setting() {
        return setting;
    }

    @Override
    public String arm() {
        return arm;
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public long seed(String stream) {
        return Seeds.of(seed, stream);
    }

    @Override
    public boolean tuning() {
        return only.isPresent();
    }

    @Override
    public void metric(String cell, double value) {
        if (only.isEmpty() || only.get().equals(cell)) {
            report.cell(cell, false, value);
        } else {
            drop(cell);
        }
    }

    private synchronized void drop(String cell) {
        dropped.add(cell);
    }

    /** What is wrong with a tuning trial that has ended: the cell that decides is missing. */
    synchronized Optional<String> missing() {
        return only.filter(cell -> !report.has(cell))
                .map(cell -> "tuning reads the cell " + cell + ", which the trial does not report."
                        + Names.suggestion(cell, dropped));
    }

    @Override
    public void timing(String cell, double seconds) {
        if (only.isEmpty()) {
            report.cell(cell, true, seconds);
        }
    }

    @Override
    public synchronized void operations(double count) {
        if (!(count >= 0)) {
            throw new IllegalArgumentException("A number of operations is at least 0, not " + count + ".");
        }
        operations = Optional.of(operations.orElse(0.0) + count);
    }

    @Override
    public void series(String name, double x, double y) {
        if (only.isEmpty()) {
            report.point(name, x, y);
        }
    }

    @Override
    public void progress(double fraction) {
        report.progress(fraction);
    }

    @Override
    public void image(String name, int channels, int height, int width, float[] pixels) {
        if (only.isEmpty()) {
            report.image(name, channels, height, width, pixels);
        }
    }

    @Override
    public void sample(String name, String text) {
        if (only.isEmpty()) {
            report.sample(name, text);
        }
    }

    @Override
    public synchronized Path shared(String name, Record settings, long sharedSeed, Maker make) throws Exception {
        // Whoever makes the work, and whoever waits for it, does not pay: its cost is booked once, by itself.
        cost = cost.plus(meter.stop());
        try {
            var work = sharedWork.get(name, settings, sharedSeed, make, () -> report.progress(Double.NaN));
            report.shared(name, work.address(), work.cost());
            report.data(work.data());
            return work.folder();
        } finally {
            meter = Meter.start();
        }
    }

    @Override
    public Path checkpoints() {
        try {
            return Files.createDirectories(checkpoints);
        } catch (IOException e) {
            throw new IllegalStateException("The folder for checkpoints, " + checkpoints + ", cannot be made.", e);
        }
    }

    /** What the trial spent itself, shared work excepted. */
    synchronized Cost cost() {
        return cost.plus(meter.stop()).plus(new Cost(0, 0, 0, Optional.empty(), operations));
    }
}
