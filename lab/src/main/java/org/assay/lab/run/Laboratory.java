package org.assay.lab.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.LabException;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.Code;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.Tuning;
import org.assay.lab.run.RunRequest.Part;
import org.assay.lab.store.Store;
import org.assay.lab.store.StoredRun;

/**
 * Runs plans in worker processes and keeps what they leave: one folder of runs, one store.
 *
 * <p>All methods throw {@link LabException} with one sentence for what a user can put right.
 */
public final class Laboratory implements AutoCloseable {

    private static final int ATTEMPTS = 2;
    private static final String PILOT =
            "A pilot, on seeds that no plan uses: what it says helps to fix a plan and is no verdict on the study.";

    private final Path runs;
    private final Store store;
    private final Crews crews;

    private Laboratory(Path runs, Store store, LabSettings settings, Path powercap) {
        this.runs = runs;
        this.store = store;
        this.crews = new Crews(runs, settings, powercap);
    }

    /** The laboratory in a folder, which is made if need be. */
    public static Laboratory open(Path runs) {
        return open(runs, LabSettings.DEFAULT);
    }

    public static Laboratory open(Path runs, LabSettings settings) {
        return open(runs, settings, Energy.POWERCAP);
    }

    /** The same with the energy counters of another folder. */
    static Laboratory open(Path runs, LabSettings settings, Path powercap) {
        return new Laboratory(runs, Store.open(runs), settings, powercap);
    }

    /** The laboratory in a folder that has runs, opened only to be read: what would change the store is refused. */
    public static Laboratory reading(Path runs) {
        return new Laboratory(runs, Store.reading(runs), LabSettings.DEFAULT, Energy.POWERCAP);
    }

    /**
     * Runs a plan to its end. A run of the same plan, code and machine that was interrupted goes on where it stopped; a finished one is returned as
     * it is, unless the request is for a fresh one.
     *
     * @return the record, complete or, if the budget or an interruption ended it, not
     */
    public RunRecord run(RunRequest request, RunListener listener) {
        var bench = Bench.of(request);
        return bench.plan().untuned() ? tuneAndRun(request, bench, listener) : run(bench, List.of(), listener);
    }

    /** Two runs: the trials of the tuning, which have a plan, a hash and a record of their own, and those of the plan with what was found. */
    private RunRecord tuneAndRun(RunRequest request, Bench<?> untuned, RunListener listener) {
        long began = System.nanoTime();
        var tuning = untuned.plan().tuning().orElseThrow();
        listener.note("The plan tunes " + tuning.words() + ".");
        var search = run(Bench.of(request.with(new Part(true, Map.of()))), List.of(), listener);
        if (!search.complete()) {
            return search;
        }
        var found = tuning.choose(search.trials());
        var note = String.format(
                Locale.ROOT,
                "Tuned beforehand by run %s: %s. It took %d trials and %.0f s of processor time, beside what is counted here, and chose: %s.",
                search.run(),
                tuning.words(),
                search.trials().size(),
                search.cost().cpuSeconds(),
                Tuning.words(found));
        listener.note(note);
        var left = request.budget().map(time -> {
            var rest = time.minusNanos(System.nanoTime() - began);
            return rest.isPositive() ? rest : Duration.ofNanos(1);
        });
        var frozen = request.with(request.workers(), left).with(new Part(false, found));
        return run(Bench.of(frozen), List.of(note), listener);
    }

    private RunRecord run(Bench<?> bench, List<String> notes, RunListener listener) {
        var request = bench.request();
        var code = Provenance.code(bench.study());
        if (!request.fresh()) {
            var earlier = store.runs(bench.study().id(), bench.plan().hash(request.scale()));
            for (var run : earlier) {
                var header = run.header();
                if (!Same.code(header.code(), code) || !Same.machine(header.environment())) {
                    continue;
                }
                if (header.complete()) {
                    listener.note(
                            request.part().search()
                                    ? "The tuning has been run already, as " + header.run() + "."
                                    : "This plan has been run already, as " + header.run()
                                            + ": here is its record. Ask for a fresh run to run it again.");
                    return Records.whole(header, store);
                }
                return goOn(run, bench, listener);
            }
            earlier.stream().findFirst().ifPresent(run -> listener.note(Same.difference(run.header(), code)));
        }
        return begin(bench, code, notes, listener);
    }

    /** Goes on with a run that was interrupted, under the settings it began with. */
    public RunRecord resume(String run, RunListener listener) {
        return resume(run, Optional.empty(), listener);
    }

    /**
     * The same with another number of workers and another budget.
     *
     * @param how only {@code workers} and {@code budget} are read
     */
    public RunRecord resume(String run, Optional<RunRequest> how, RunListener listener) {
        var stored = stored(run);
        var asked = Requests.parse(stored.request());
        var bench = Bench.of(how.map(h -> asked.with(h.workers(), h.budget())).orElse(asked));
        var header = stored.header();
        Same.requirePlan(header, bench);
        if (header.complete()) {
            listener.note("Run " + run + " is complete: here is its record.");
            return Records.whole(header, store);
        }
        var code = Provenance.code(bench.study());
        if (!Same.code(header.code(), code) || !Same.machine(header.environment())) {
            throw new LabException(Same.difference(header, code) + " Run the study again to begin a new run.");
        }
        return goOn(stored, bench, listener);
    }

    private RunRecord begin(Bench<?> bench, Code code, List<String> notes, RunListener listener) {
        var now = Instant.now();
        var folder = RunFolder.create(runs, bench.study().id(), bench.request().scale(), now);
        try (var _ = lock(folder);
                var crew = crew(bench, code, folder, Map.of(), listener);
                var _ = new Hook(crew)) {
            var ready = crew.environment();
            if (ready.isEmpty()) {
                folder.delete();
                throw new LabException("The run was interrupted before it began; nothing is stored.");
            }
            var environment = Crews.environment(bench, ready.get());
            var all = new ArrayList<>(notes);
            if (bench.request().pilot()) {
                all.add(PILOT);
                listener.note(PILOT);
            }
            PlanChange.since(store, bench).ifPresent(all::add);
            var header = Records.planned(bench, folder.run(), now, environment, code, all);
            store.add(new StoredRun(header, Requests.text(bench.request())));
            return execute(bench, header, folder, crew, listener);
        }
    }

    private RunRecord goOn(StoredRun run, Bench<?> bench, RunListener listener) {
        var header = run.header();
        var folder = new RunFolder(runs.resolve(header.run()));
        var recorded = header.environment().settings();
        try (var _ = lock(folder);
                var crew = crew(bench, header.code(), folder, recorded, listener);
                var _ = new Hook(crew)) {
            return execute(bench, header, folder, crew, listener);
        }
    }

    private RunRecord execute(Bench<?> bench, RunRecord header, RunFolder folder, Crew crew, RunListener listener) {
        var execution = new Execution(bench, header, store, folder, Crews.workers(bench), listener, crews.energy());
        listener.planned(header, execution.atMost(), execution.finished(), execution.left());
        var record = execution.run(crew);
        if (crew.stopped()) {
            listener.note("Interrupted after " + execution.finished() + " of at most " + execution.atMost()
                    + " trials, which are stored: the same command goes on from there, and so does assay resume "
                    + header.run() + ".");
        }
        return record;
    }

    private static RunLock lock(RunFolder folder) {
        return RunLock.take(folder.path())
                .orElseThrow(() -> new LabException("Run " + folder.run()
                        + " is going on in another process: wait for it, or ask for a fresh run."));
    }

    private Crew crew(Bench<?> bench, Code code, RunFolder folder, Map<String, String> recorded, RunListener listener) {
        return crews.of(bench, code, folder, recorded, Crews.workers(bench), ATTEMPTS, false, listener);
    }

    private StoredRun stored(String run) {
        return store.run(run).orElseThrow(() -> Records.unknown(run, store));
    }

    /** All runs, newest first. */
    public List<RunSummary> runs() {
        return store.runs().stream()
                .map(StoredRun::header)
                .map(r -> new RunSummary(
                        r.run(),
                        r.study(),
                        r.scale(),
                        r.planHash(),
                        r.planned(),
                        r.ended(),
                        r.complete(),
                        r.looks(),
                        store.trialCount(r.run()),
                        r.claims()))
                .toList();
    }

    /** The record of a run as far as it has come. */
    public RunRecord record(String run) {
        return Records.whole(stored(run).header(), store);
    }

    /** The record with everything its trials left, for reports. Valid while this laboratory is open. */
    public RunData runData(String run) {
        return new RunData(record(run), new RunFolder(runs.resolve(run)), store);
    }

    /** What the run's trials at work say just now. */
    public LiveRun live(String run) {
        return new LiveRun(new RunFolder(runs.resolve(stored(run).header().run())));
    }

    /** What a user asked for when the run began. */
    public RunRequest request(String run) {
        return Requests.parse(stored(run).request());
    }

    /**
     * Runs trials of a run again, under its recorded settings, and compares their metrics with the record.
     *
     * @param share of the trials that ended well, above 0 and up to 1; which ones is fixed by the run's id
     */
    public Verification verify(String run, double share, RunListener listener) {
        return new Reruns(crews).verify(record(run), request(run), share, listener);
    }

    /** The same for a record from elsewhere, such as one under {@code results/}. */
    public Verification verify(RunRecord record, double share, RunListener listener) {
        return new Reruns(crews).verify(record, Requests.plain(record), share, listener);
    }

    /** Runs one trial of a run again, under its recorded settings, with its output on the terminal; nothing is stored. */
    public TrialRecord trial(String run, String arm, long seed, RunListener listener) {
        return new Reruns(crews).trial(record(run), request(run), arm, seed, listener);
    }

    /** Removes a run with its trials and its folder; a run that is going on is refused. */
    public void delete(String run) {
        var folder = new RunFolder(runs.resolve(stored(run).header().run()));
        if (java.nio.file.Files.isDirectory(folder.path())) {
            try (var _ = lock(folder)) {
                store.delete(run);
            }
            folder.delete();
        } else {
            store.delete(run);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
