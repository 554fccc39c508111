package org.assay.lab.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.Change;
import org.assay.lab.Plan;
import org.assay.lab.PlanException;
import org.assay.lab.Scale;

/**
 * What a user asked for.
 *
 * @param study how workers find the study
 * @param looks replaces the plan's looks: {@code --seeds 3} is one look at three seeds
 * @param arms names of the arms to run; empty for all
 * @param changes over every arm's settings: {@code --set name=value}
 * @param workers number of worker processes; 0 for one a core
 * @param budget stop launching in time and judge at the last complete look
 * @param fresh start anew even if the same plan has a run already
 * @param pilot whether the look is on seeds kept for pilots; there is one look then
 * @param part which part of a plan that tunes itself
 */
public record RunRequest(
        StudyRef study,
        Scale scale,
        Optional<List<Integer>> looks,
        List<String> arms,
        List<Change> changes,
        int workers,
        Optional<Duration> budget,
        boolean fresh,
        boolean pilot,
        Part part) {

    public RunRequest {
        if (pilot && looks.filter(l -> l.size() == 1).isEmpty()) {
            throw new PlanException("A pilot is judged once: give it one number of seeds.");
        }
    }

    /** A whole plan. */
    public RunRequest(
            StudyRef study,
            Scale scale,
            Optional<List<Integer>> looks,
            List<String> arms,
            List<Change> changes,
            int workers,
            Optional<Duration> budget,
            boolean fresh) {
        this(study, scale, looks, arms, changes, workers, budget, fresh, false, Part.WHOLE);
    }

    /**
     * The part of a plan that tunes itself.
     *
     * @param search the trials of the tuning, rather than those of the plan
     * @param found what tuning has found, by arm
     */
    public record Part(boolean search, Map<String, List<Change>> found) {

        static final Part WHOLE = new Part(false, Map.of());

        public Part {
            found = Map.copyOf(found);
        }
    }

    RunRequest with(Part other) {
        return new RunRequest(study, scale, looks, arms, changes, workers, budget, fresh, pilot, other);
    }

    RunRequest with(int otherWorkers, Optional<Duration> otherBudget) {
        return new RunRequest(study, scale, looks, arms, changes, otherWorkers, otherBudget, fresh, pilot, part);
    }

    /** The same as a pilot of its one look. */
    public RunRequest asPilot() {
        return new RunRequest(study, scale, looks, arms, changes, workers, budget, fresh, true, part);
    }

    /** The study's plan as it is asked for; what was tuned is not in it yet. */
    public <S extends Record> Plan<S> of(Plan<S> planned) {
        return pilot
                ? planned.pilot(looks.orElseThrow().getFirst()).with(Optional.empty(), arms, changes)
                : planned.with(looks, arms, changes);
    }

    /** Whether the same plan of the same study is meant, whatever the study says of it today. */
    boolean asks(RunRequest other) {
        // The classes of a study in a file lie elsewhere whenever the file has changed.
        return study.id().equals(other.study.id())
                && study.plan().equals(other.study.plan())
                && scale == other.scale
                && looks.equals(other.looks)
                && arms.equals(other.arms)
                && changes.equals(other.changes)
                && pilot == other.pilot
                && part.search() == other.part.search();
    }

    /**
     * How a worker finds the study.
     *
     * @param id the study's id, or its class name when {@code classPath} is given
     * @param classPath folders and jars beyond the worker's own class path; for a study compiled from one source file
     * @param plan name of the study's second plan; empty for its first
     */
    public record StudyRef(String id, List<Path> classPath, String plan) {

        public StudyRef(String id, List<Path> classPath) {
            this(id, classPath, "");
        }

        /** The same study through its second plan of that name. */
        public StudyRef withPlan(String name) {
            return new StudyRef(id, classPath, name);
        }

        public static StudyRef of(String id) {
            return new StudyRef(id, List.of());
        }
    }
}
