package org.assay.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assay.lab.run.RunRequest.StudyRef;
import org.assay.lab.run.SourceStudy;

/** What a user names as a study: an id of the catalogue or a Java source file. */
final class StudyArgument {

    private StudyArgument() {}

    /** @param runs the folder of runs, which takes the classes of a source file */
    static StudyRef ref(String given, Path runs, Io io) {
        if (!given.endsWith(".java")) {
            return StudyRef.of(given);
        }
        var source = io.directory().resolve(given);
        if (!Files.isRegularFile(source)) {
            throw Failure.usage(
                    "There is no file " + io.shown(source) + "; 'assay new NAME' writes a study to begin with.");
        }
        return SourceStudy.compile(source, runs);
    }
}
