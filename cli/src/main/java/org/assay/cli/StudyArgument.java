package org.assay.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.assay.lab.command.CommandStudy;
import org.assay.lab.run.RunRequest.StudyRef;
import org.assay.lab.run.SourceStudy;
import org.jspecify.annotations.Nullable;

/** What a user names as a study: an id of the catalogue, a Java source file, or a YAML file that wraps a command. */
final class StudyArgument {

    /** How help texts call it. */
    static final String DESCRIPTION =
            "A study of the catalogue ('assay list'), a .java file, or a .yaml file that wraps a command.";

    private StudyArgument() {}

    /**
     * The study that is meant.
     *
     * @param plan name of its second plan, if that is meant
     * @param runs the folder of runs, which takes the classes of a file
     */
    static StudyRef ref(String given, @Nullable String plan, Path runs, Io io) {
        var ref = ref(given, runs, io);
        return Optional.ofNullable(plan).map(ref::withPlan).orElse(ref);
    }

    /** The study by its first plan. */
    static StudyRef ref(String given, Path runs, Io io) {
        boolean java = given.endsWith(".java");
        if (!java && !given.endsWith(".yaml") && !given.endsWith(".yml")) {
            return StudyRef.of(given);
        }
        var file = io.directory().resolve(given);
        if (!Files.isRegularFile(file)) {
            throw Failure.usage("There is no file " + io.shown(file)
                    + (java
                            ? "; 'assay new NAME' writes a study to begin with."
                            : "; examples/ has one to begin with."));
        }
        return java ? SourceStudy.compile(file, runs) : CommandStudy.compile(file, runs);
    }
}
