package org.assay.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assay.lab.LabException;
import org.assay.lab.Study;
import org.assay.lab.run.Laboratory;
import org.assay.lab.run.LiveRun;
import org.assay.lab.run.LiveRun.LiveTrial;
import org.assay.lab.run.RunSummary;
import org.assay.lab.run.Studies;
import org.jspecify.annotations.Nullable;

/** The runs in a folder and their store, opened only to be read; what has not changed is not read again. */
final class Archive implements AutoCloseable {

    private static final String STORE = "assay.db";
    private static final int REMEMBERED = 8;
    private static final Set<String> REPORTS = Set.of("report.html", "report.pdf");

    private final Path runs;
    private final List<Study<?>> catalogue;
    private final Map<String, Followed> followed = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Followed> eldest) {
            return size() > REMEMBERED;
        }
    };
    private Optional<Laboratory> laboratory = Optional.empty();
    private @Nullable Object store;
    private final Map<String, LiveRun> lives = new HashMap<>();
    private List<RunSummary> summaries = List.of();
    private List<Object> summariesStamp = List.of();
    private List<Line> lines = List.of();

    /** @param catalogue studies that need not be loaded from elsewhere */
    Archive(Path runs, List<Study<?>> catalogue) {
        this.runs = runs;
        this.catalogue = catalogue;
    }

    /**
     * A run in the list.
     *
     * @param atMost how many trials it will have at most; only while it is going on
     */
    record Line(RunSummary run, RunState.Phase phase, Optional<Integer> atMost) {}

    /** A run that somebody looks at. */
    private static final class Followed {
        private final LiveRun live;
        private final Optional<Study<?>> study;
        private List<Object> stamp = List.of();
        private Optional<RunState> state = Optional.empty();

        private Followed(LiveRun live, Optional<Study<?>> study) {
            this.live = live;
            this.study = study;
        }
    }

    /** All runs, newest first; the same list as before if nothing has changed. */
    synchronized List<Line> runs() {
        var open = opened();
        if (open.isEmpty()) {
            return List.of();
        }
        var stamp = stamp();
        if (!stamp.equals(summariesStamp)) {
            summaries = open.get().runs();
            summariesStamp = stamp;
        }
        // A run that goes on or is killed shows in its live files before it shows in the store.
        var now = summaries.stream().map(this::line).toList();
        lines = now.equals(lines) ? lines : now;
        return lines;
    }

    private Line line(RunSummary run) {
        boolean going = isGoing(run);
        return new Line(
                run,
                RunState.Phase.of(going, run.complete(), run.ended().isPresent()),
                going ? Optional.of(run(run.run()).atMost()) : Optional.empty());
    }

    private boolean isGoing(RunSummary run) {
        return !run.complete() && live(run.run()).going();
    }

    /**
     * A run as it stands; the same object as before if nothing has changed.
     *
     * @throws Refusal if there is none
     */
    synchronized RunState run(String id) {
        var found = followed(id);
        try {
            var going = found.live.going();
            var live = found.live.trials();
            var reports = reports(id);
            var stamp = stamp();
            stamp.addAll(List.of(
                    going, reports, live.stream().map(Archive::signature).toList()));
            if (found.state.isEmpty() || !stamp.equals(found.stamp)) {
                var data = opened().orElseThrow(() -> unknown(id)).runData(id);
                var ended = data.record().trials().stream()
                        .map(t -> List.of(t.arm(), t.seed()))
                        .collect(Collectors.toSet());
                var working = live.stream()
                        .filter(t -> !ended.contains(List.of(t.arm(), t.seed())))
                        .toList();
                found.state = Optional.of(new RunState(data, going, working, found.study, reports));
                found.stamp = stamp;
            }
            return found.state.get();
        } catch (LabException e) {
            followed.remove(id);
            lives.remove(id);
            throw e.getCause() == null ? Refusal.missing(String.valueOf(e.getMessage())) : e;
        }
    }

    private Followed followed(String id) {
        // An id is the name of a folder beside the store.
        if (!id.matches("[^/\\\\.\\p{Cntrl}][^/\\\\\\p{Cntrl}]{0,249}")) {
            throw unknown(id);
        }
        var laboratory = opened().orElseThrow(() -> unknown(id));
        var known = followed.get(id);
        if (known != null) {
            return known;
        }
        var fresh = new Followed(live(id), study(laboratory, id));
        followed.put(id, fresh);
        return fresh;
    }

    private LiveRun live(String id) {
        try {
            return lives.computeIfAbsent(
                    id, name -> opened().orElseThrow(() -> unknown(name)).live(name));
        } catch (LabException e) {
            throw e.getCause() == null ? Refusal.missing(String.valueOf(e.getMessage())) : e;
        }
    }

    private Optional<Study<?>> study(Laboratory laboratory, String id) {
        var ref = laboratory.request(id).study();
        if (ref.classPath().isEmpty()) {
            return catalogue.stream()
                    .filter(study -> study.id().equals(ref.id()))
                    .findFirst();
        }
        try {
            return Optional.of(Studies.find(ref));
        } catch (RuntimeException | LinkageError e) {
            // A study of one's own that is gone or no longer loads: what its run left is shown all the same.
            return Optional.empty();
        }
    }

    private static Refusal unknown(String id) {
        return Refusal.missing("There is no run " + id + ".");
    }

    private static List<Object> signature(LiveTrial trial) {
        return List.of(
                trial.arm(),
                trial.seed(),
                trial.attempt(),
                trial.fraction(),
                trial.series().values().stream().mapToInt(s -> s.size()).sum());
    }

    private Set<String> reports(String id) {
        return REPORTS.stream()
                .filter(name -> Files.isRegularFile(runs.resolve(id).resolve(name)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The laboratory, opened when there is a store, and again when the store is another. */
    private Optional<Laboratory> opened() {
        var now = attributes(STORE).map(BasicFileAttributes::fileKey).orElse(null);
        var there = Files.isRegularFile(runs.resolve(STORE));
        if (laboratory.isPresent() && (!there || !Objects.equals(now, store))) {
            close();
        }
        if (laboratory.isEmpty() && there) {
            laboratory = Optional.of(Laboratory.reading(runs));
            store = now;
        }
        return laboratory;
    }

    /** Changes when the store does: SQLite appends to the log beside it. */
    private List<Object> stamp() {
        var stamp = new ArrayList<>();
        Stream.of(STORE, STORE + "-wal")
                .map(this::attributes)
                .forEach(file -> stamp.add(file.map(f -> List.<Object>of(f.size(), f.lastModifiedTime()))
                        .orElse(List.of())));
        return stamp;
    }

    private Optional<BasicFileAttributes> attributes(String file) {
        try {
            return Optional.of(Files.readAttributes(runs.resolve(file), BasicFileAttributes.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * A file of a run, links resolved.
     *
     * @throws Refusal if it is not there or lies outside the folder of runs
     */
    Path inside(Path file) {
        try {
            var real = file.toRealPath();
            if (real.startsWith(runs.toRealPath()) && Files.isRegularFile(real)) {
                return real;
            }
        } catch (IOException e) {
            // as good as not there
        }
        throw Refusal.missing("There is no such file.");
    }

    @Override
    public synchronized void close() {
        laboratory.ifPresent(Laboratory::close);
        laboratory = Optional.empty();
        followed.clear();
        lives.clear();
        summariesStamp = List.of();
    }
}
