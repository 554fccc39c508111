package org.assay.lab.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assay.lab.RunRecord.Cost;
import org.assay.lab.RunRecord.DataRecord;
import org.assay.lab.RunRecord.SharedRecord;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.TrialStatus;
import org.assay.lab.store.Image;
import org.assay.lab.store.Series;
import org.assay.lab.store.TrialResult;

/** One attempt at a trial as its worker reports it. */
final class Attempt {

    private final Task task;
    private final int number;
    private final Cost before;
    private final Map<String, Double> metrics = new LinkedHashMap<>();
    private final Map<String, Double> timings = new LinkedHashMap<>();
    private final Map<String, PointBuffer> series = new LinkedHashMap<>();
    private final Map<String, Image> images = new LinkedHashMap<>();
    private final Map<String, String> samples = new LinkedHashMap<>();
    private final List<SharedRecord> shared = new ArrayList<>();
    private final Map<String, String> data = new TreeMap<>();

    /**
     * @param number 1 for the first attempt
     * @param before what earlier attempts at the trial cost
     */
    Attempt(Task task, int number, Cost before) {
        this.task = task;
        this.number = number;
        this.before = before;
    }

    Task task() {
        return task;
    }

    int number() {
        return number;
    }

    Cost before() {
        return before;
    }

    /** Keeps what belongs to the result; other messages are of no interest here. */
    void take(Message message) {
        switch (message) {
            case Message.Cell cell -> (cell.timing() ? timings : metrics).put(cell.name(), cell.value());
            case Message.Points points ->
                series.computeIfAbsent(points.series(), _ -> new PointBuffer()).add(points.x(), points.y());
            case Message.Picture p ->
                images.put(p.name(), new Image(p.name(), p.channels(), p.height(), p.width(), p.pixels()));
            case Message.Sample sample -> samples.put(sample.name(), sample.text());
            case Message.Shared work -> shared.add(new SharedRecord(work.name(), work.address(), work.cost()));
            case Message.Data read -> data.putAll(read.hashes());
            default -> {}
        }
    }

    TrialResult done(Cost cost) {
        return result(TrialStatus.DONE, cost, Optional.empty());
    }

    TrialResult failed(Cost cost, String cause) {
        return result(TrialStatus.FAILED, cost, Optional.of(cause));
    }

    private TrialResult result(TrialStatus status, Cost cost, Optional<String> failure) {
        var points = new LinkedHashMap<String, Series>();
        series.forEach((name, buffer) -> points.put(name, buffer.series()));
        var record = new TrialRecord(
                task.arm(),
                task.seed(),
                status,
                metrics,
                timings,
                before.plus(cost),
                number,
                failure,
                Optional.of(Instant.now()));
        return new TrialResult(record, points, List.copyOf(images.values()), samples, shared, read());
    }

    private List<DataRecord> read() {
        return data.entrySet().stream()
                .map(set -> new DataRecord(set.getKey(), set.getValue()))
                .toList();
    }
}
