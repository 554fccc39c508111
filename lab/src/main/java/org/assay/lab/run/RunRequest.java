package org.assay.lab.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assay.lab.Change;
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
 */
public record RunRequest(
        StudyRef study,
        Scale scale,
        Optional<List<Integer>> looks,
        List<String> arms,
        List<Change> changes,
        int workers,
        Optional<Duration> budget,
        boolean fresh) {

    /**
     * How a worker finds the study.
     *
     * @param id the study's id, or its class name when {@code classPath} is given
     * @param classPath folders and jars beyond the worker's own class path; for a study compiled from one source file
     */
    public record StudyRef(String id, List<Path> classPath) {
        public static StudyRef of(String id) {
            return new StudyRef(id, List.of());
        }
    }
}
