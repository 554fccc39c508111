package org.assay.cli;

import org.assay.lab.Scale;
import org.assay.lab.Study;
import org.assay.lab.run.Studies;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which study, by which plan and at which scale, for commands that look at a plan and run nothing. */
final class PlanOptions {

    @Parameters(paramLabel = "STUDY", description = StudyArgument.DESCRIPTION)
    @SuppressWarnings("NullAway.Init")
    String study;

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            defaultValue = "laptop",
            converter = ScaleName.class,
            completionCandidates = ScaleName.class,
            description = "smoke, laptop (the default) or paper.")
    @SuppressWarnings("NullAway.Init")
    Scale scale;

    @Option(
            names = "--plan",
            paramLabel = "NAME",
            description = "The study's second plan; in the catalogue it also stands as STUDY-NAME.")
    @Nullable
    String second;

    /** The study by the plan that is meant. */
    Study<?> find(RunsOption runs, Io io) {
        return Studies.find(StudyArgument.ref(study, second, runs.in(io), io));
    }
}
