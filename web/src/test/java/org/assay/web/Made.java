package org.assay.web;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.Paper;
import org.assay.lab.Published;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.ArmRecord;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.lab.RunRecord.Cost;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.Scale;
import org.assay.lab.TrialStatus;
import org.assay.lab.Verdict;
import org.assay.lab.store.Image;
import org.assay.lab.store.Series;
import org.assay.lab.store.Store;
import org.assay.lab.store.StoredRun;
import org.assay.lab.store.TrialResult;

/** A run put into a store by hand. */
final class Made {

    private final String run;
    private final String study;
    private final String words;
    private final List<String> arms = new ArrayList<>();
    private final List<TrialResult> trials = new ArrayList<>();

    /** @param words what stands wherever a study may write: question, claim, paper, settings, notes */
    Made(String run, String study, String words) {
        this.run = run;
        this.study = study;
        this.words = words;
    }

    Made arm(String name) {
        arms.add(name);
        return this;
    }

    Made done(String arm, long seed, Map<String, Double> metrics, Map<String, Series> series) {
        return ended(arm, seed, TrialStatus.DONE, metrics, series, List.of(), Map.of(), Optional.empty());
    }

    Made ended(
            String arm,
            long seed,
            TrialStatus status,
            Map<String, Double> metrics,
            Map<String, Series> series,
            List<Image> images,
            Map<String, String> samples,
            Optional<String> failure) {
        var cost = new Cost(3, 4, 512L << 20);
        var trial = new TrialRecord(arm, seed, status, metrics, Map.of(), cost, 1, failure);
        trials.add(new TrialResult(trial, series, images, samples, List.of(), List.of()));
        return this;
    }

    RunRecord record() {
        var claim = new ClaimRecord(
                "C1",
                words,
                true,
                Optional.of(new Published(words, words, Published.Source.RECALLED)),
                words,
                Verdict.REPRODUCED,
                Optional.of(2.0),
                List.of(1.0, 3.0),
                0.5,
                "",
                3,
                List.of(1.0, 2.0, 3.0),
                "REPRODUCED (smoke): " + words,
                Map.of("kind", "difference"));
        var settings = new LinkedHashMap<String, Object>();
        settings.put(words, words);
        return new RunRecord(
                RunRecord.SCHEMA,
                run,
                study,
                words,
                words,
                List.of(Paper.of(words, words, words, words)),
                Scale.SMOKE,
                "0".repeat(64),
                "{\"looks\": [3]}",
                Instant.parse("2026-11-20T10:15:00Z"),
                Optional.of(Instant.parse("2026-11-20T10:20:00Z")),
                true,
                1,
                arms.stream().map(arm -> new ArmRecord(arm, false, settings)).toList(),
                List.of(claim),
                List.of(),
                List.of(),
                Optional.empty(),
                new Cost(0, 300, 0),
                new RunRecord.Environment("Linux", "a processor", 2, 1L << 33, "25", 2, 1, Map.of(), Map.of()),
                new RunRecord.Code("1.0.0", Optional.empty(), true, "1", "2"),
                List.of(words),
                List.of(words));
    }

    /** Puts the run into the store of a folder. */
    void in(Path runs) {
        try (var store = Store.open(runs)) {
            store.add(
                    new StoredRun(
                            record(),
                            "{\"study\":\"gone\",\"classPath\":[],\"scale\":\"SMOKE\",\"arms\":[],\"changes\":[],\"workers\":1,\"fresh\":false}"));
            trials.forEach(trial -> store.add(run, trial));
        }
    }
}
