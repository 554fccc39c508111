package org.assay.lab.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assay.lab.LabException;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.Code;
import org.assay.lab.RunRecord.Environment;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.TrialStatus;
import org.assay.lab.store.Store;
import org.assay.lab.store.StoredRun;
import org.assay.lab.store.TrialResult;

/**
 * Runs plans in worker processes and keeps what they leave: one folder of runs, one store.
 *
 * <p>All methods throw {@link LabException} with one sentence for what a user can put right.
 */
public final class Laboratory implements AutoCloseable {

    private static final int ATTEMPTS = 2;
    private static final long FAREWELL_SECONDS = 10;

    private final Path runs;
    private final Store store;
    private final LabSettings settings;

    private Laboratory(Path runs, Store store, LabSettings settings) {
        this.runs = runs;
        this.store = store;
        this.settings = settings;
    }

    /** The laboratory in a folder, which is made if need be. */
    public static Laboratory open(Path runs) {
        return open(runs, LabSettings.DEFAULT);
    }

    public static Laboratory open(Path runs, LabSettings settings) {
        return new Laboratory(runs, Store.open(runs), settings);
    }

    /** The laboratory in a folder that has runs, opened only to be read: what would change the store is refused. */
    public static Laboratory reading(Path runs) {
        return new Laboratory(runs, Store.reading(runs), LabSettings.DEFAULT);
    }

    /**
     * Runs a plan to its end. A run of the same plan, code and machine that was interrupted goes on where it stopped; a finished one is returned as
     * it is, unless the request is for a fresh one.
     *
     * @return the record, complete or, if the budget or an interruption ended it, not
     */
    public RunRecord run(RunRequest request, RunListener listener) {
        var bench = Bench.of(request);
        var code = Provenance.code(bench.study());
        if (!request.fresh()) {
            var earlier = store.runs(bench.study().id(), bench.plan().hash(request.scale()));
            for (var run : earlier) {
                var header = run.header();
                if (!sameCode(header.code(), code) || !sameMachine(header.environment())) {
                    continue;
                }
                if (header.complete()) {
                    listener.note("This plan has been run already, as " + header.run()
                            + ": here is its record. Ask for a fresh run to run it again.");
                    return Records.whole(header, store);
                }
                return goOn(run, bench, listener);
            }
            earlier.stream().findFirst().ifPresent(run -> listener.note(difference(run.header(), code)));
        }
        return begin(bench, code, listener);
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
        var bench = Bench.of(
                how.map(h -> Requests.with(asked, h.workers(), h.budget())).orElse(asked));
        var header = stored.header();
        requireSamePlan(header, bench);
        if (header.complete()) {
            listener.note("Run " + run + " is complete: here is its record.");
            return Records.whole(header, store);
        }
        var code = Provenance.code(bench.study());
        if (!sameCode(header.code(), code) || !sameMachine(header.environment())) {
            throw new LabException(difference(header, code) + " Run the study again to begin a new run.");
        }
        return goOn(stored, bench, listener);
    }

    private RunRecord begin(Bench<?> bench, Code code, RunListener listener) {
        var now = Instant.now();
        var folder = RunFolder.create(runs, bench.study().id(), bench.request().scale(), now);
        try (var _ = lock(folder);
                var crew = crew(bench, code, folder, Map.of(), listener)) {
            var hook = new Hook(crew);
            try {
                var ready = crew.environment();
                if (ready.isEmpty()) {
                    folder.delete();
                    throw new LabException("The run was interrupted before it began; nothing is stored.");
                }
                var environment = environment(bench, ready.get());
                var header = Records.planned(bench, folder.run(), now, environment, code);
                store.add(new StoredRun(header, Requests.text(bench.request())));
                return execute(bench, header, folder, crew, listener);
            } finally {
                hook.end();
            }
        }
    }

    private RunRecord goOn(StoredRun run, Bench<?> bench, RunListener listener) {
        var header = run.header();
        var folder = new RunFolder(runs.resolve(header.run()));
        try (var _ = lock(folder);
                var crew =
                        crew(bench, header.code(), folder, header.environment().settings(), listener)) {
            var hook = new Hook(crew);
            try {
                return execute(bench, header, folder, crew, listener);
            } finally {
                hook.end();
            }
        }
    }

    private RunRecord execute(Bench<?> bench, RunRecord header, RunFolder folder, Crew crew, RunListener listener) {
        int workers = workers(bench);
        var execution = new Execution(bench, header, store, folder, workers, listener);
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
        int size = workers(bench);
        var hiring = new Hiring(
                bench.request(),
                prepare(bench, code),
                folder,
                settings.flags(),
                properties(bench, recorded),
                size,
                false);
        return new Crew(
                size, ATTEMPTS, hiring, settings.stall().orElse(bench.plan().stall()), settings.start(), listener);
    }

    private Message.Prepare prepare(Bench<?> bench, Code code) {
        var hash = new Hash().add(code.studyHash()).add(code.toolboxHash()).hex();
        return new Message.Prepare(
                bench.request(), runs.resolve("shared").toAbsolutePath().toString(), hash);
    }

    private Map<String, String> properties(Bench<?> bench, Map<String, String> recorded) {
        var properties = new HashMap<String, String>();
        properties.put("assay.threads", Integer.toString(bench.plan().threads()));
        properties.putAll(recorded);
        properties.putAll(settings.properties());
        return properties;
    }

    private static int workers(Bench<?> bench) {
        int asked = bench.request().workers();
        return asked > 0 ? asked : Math.max(1, Machine.cores() / bench.plan().threads());
    }

    private static Environment environment(Bench<?> bench, Message.Ready ready) {
        return new Environment(
                Machine.os(),
                Machine.processor(),
                Machine.cores(),
                Machine.memoryBytes(),
                Machine.jdk(),
                workers(bench),
                bench.plan().threads(),
                ready.settings(),
                ready.libraries());
    }

    private static boolean sameCode(Code a, Code b) {
        return a.studyHash().equals(b.studyHash()) && a.toolboxHash().equals(b.toolboxHash());
    }

    private static boolean sameMachine(Environment recorded) {
        return recorded.processor().equals(Machine.processor())
                && recorded.jdk().equals(Machine.jdk());
    }

    private static String difference(RunRecord header, Code code) {
        var what = !header.code().studyHash().equals(code.studyHash())
                ? "the study's code has changed since"
                : !header.code().toolboxHash().equals(code.toolboxHash())
                        ? "the toolbox has changed since"
                        : "it ran on another processor or JDK ("
                                + header.environment().processor() + ", "
                                + header.environment().jdk() + ")";
        return "Run " + header.run() + " has this plan but is not continued: " + what + ".";
    }

    private static void requireSamePlan(RunRecord header, Bench<?> bench) {
        if (!bench.plan().hash(header.scale()).equals(header.planHash())) {
            throw new LabException("The plan of study " + header.study() + " has changed since run " + header.run()
                    + " was planned: run the study again to begin a new run.");
        }
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
        return verify(record(run), request(run), share, listener);
    }

    /** The same for a record from elsewhere, such as one under {@code results/}. */
    public Verification verify(RunRecord record, double share, RunListener listener) {
        return verify(record, Requests.plain(record), share, listener);
    }

    private Verification verify(RunRecord record, RunRequest request, double share, RunListener listener) {
        if (!(share > 0 && share <= 1)) {
            throw new LabException("The share of trials to verify is " + share + "; it must be above 0 and at most 1.");
        }
        var bench = Bench.of(request);
        requireSamePlan(record, bench);
        var code = Provenance.code(bench.study());
        var done = new ArrayList<>(record.trials());
        done.removeIf(trial -> trial.status() == TrialStatus.FAILED);
        Collections.shuffle(done, new Random(record.run().hashCode()));
        var chosen = done.subList(0, (int) Math.ceil(share * done.size()));
        var errand =
                new Errand(chosen.stream().map(t -> new Task(t.arm(), t.seed())).toList(), listener);
        away(bench, code, record, "verify", ATTEMPTS, listener, errand);
        boolean sameProcessor = record.environment().processor().equals(Machine.processor());
        var checks = errand.results().stream()
                .map(TrialResult::trial)
                .map(again -> Comparison.of(record.trial(again.arm(), again.seed()), again, sameProcessor))
                .toList();
        return new Verification(record.run(), sameProcessor, sameCode(record.code(), code), checks);
    }

    /** Runs one trial of a run again, under its recorded settings, with its output on the terminal; nothing is stored. */
    public TrialRecord trial(String run, String arm, long seed, RunListener listener) {
        var record = record(run);
        var bench = Bench.of(request(run));
        requireSamePlan(record, bench);
        var task = new Task(bench.plan().arm(arm).name(), seed);
        var errand = new Errand(List.of(task), listener);
        away(bench, Provenance.code(bench.study()), record, "trial", 1, listener, errand);
        return errand.results().stream()
                .findFirst()
                .map(TrialResult::trial)
                .orElseThrow(() -> new LabException("The trial was interrupted."));
    }

    /** Runs trials outside a run, in a folder that is gone afterwards. */
    private void away(
            Bench<?> bench,
            Code code,
            RunRecord record,
            String what,
            int attempts,
            RunListener listener,
            Errand errand) {
        var folder = RunFolder.temporary(runs, record.run(), what);
        boolean foreground = attempts == 1;
        int size = foreground ? 1 : Math.min(workers(bench), Math.max(1, errand.pending()));
        var hiring = new Hiring(
                bench.request(),
                prepare(bench, code),
                folder,
                settings.flags(),
                properties(bench, record.environment().settings()),
                size,
                foreground);
        try (var crew = new Crew(
                size, attempts, hiring, settings.stall().orElse(bench.plan().stall()), settings.start(), listener)) {
            var hook = new Hook(crew);
            try {
                crew.work(errand, () -> false);
            } finally {
                hook.end();
            }
        }
        // Logs and crash reports of a trial that failed are what the user wants to see.
        if (errand.results().stream().allMatch(r -> r.trial().status() == TrialStatus.DONE)) {
            folder.deleteTemporary();
        }
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

    /** Ctrl-C: ends the workers and waits until the run has come to rest. */
    private static final class Hook {

        private final CountDownLatch ended = new CountDownLatch(1);
        private final Thread thread;

        private Hook(Crew crew) {
            thread = new Thread(() -> {
                crew.stop();
                try {
                    boolean _ = ended.await(FAREWELL_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            Runtime.getRuntime().addShutdownHook(thread);
        }

        private void end() {
            ended.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(thread);
            } catch (IllegalStateException e) {
                // The shutdown is under way: the hook has done its work.
            }
        }
    }
}
