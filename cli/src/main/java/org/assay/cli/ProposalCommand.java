package org.assay.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.assay.lab.Scale;
import org.assay.lab.run.Studies;
import org.assay.report.Proposal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "proposal",
        sortOptions = false,
        description = "Write the one-page proposal that comes before a study: question, claims, data, plan and cost.",
        footerHeading = "%n",
        footer =
                "It comes as PDF, HTML and Markdown, in at most 500 words. What it costs is told from the recorded run, where there is one.")
final class ProposalCommand implements Callable<Integer> {

    private final Io io;

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

    @Option(
            names = "--to",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The folder that takes the files (default: this one).")
    @SuppressWarnings("NullAway.Init")
    Path to;

    @Mixin
    RunsOption runs = new RunsOption();

    @Mixin
    HelpOption help = new HelpOption();

    ProposalCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException {
        var found = Studies.find(StudyArgument.ref(study, second, runs.in(io), io));
        var recorded = Recorded.in(io).find(found.id());
        var files = Proposal.write(
                found,
                scale,
                recorded,
                LocalDate.now(ZoneId.systemDefault()),
                io.directory().resolve(to));
        files.forEach(file -> io.out().line("Proposal: " + io.shown(file)));
        return Exit.OK;
    }
}
