package org.assay.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.assay.report.Proposal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "proposal",
        sortOptions = false,
        description = "Write the one-page proposal that comes before a study: question, claims, data, plan and cost.",
        footerHeading = "%n",
        footer =
                "It comes as PDF, HTML and Markdown, in at most 500 words. What it costs is told from the recorded run, where there is one.")
final class ProposalCommand implements Callable<Integer> {

    private final Io io;

    @Mixin
    PlanOptions plan = new PlanOptions();

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
        var found = plan.find(runs, io);
        var recorded = Recorded.in(io).find(found.id());
        var files = Proposal.write(
                found,
                plan.scale,
                recorded,
                LocalDate.now(ZoneId.systemDefault()),
                io.directory().resolve(to));
        files.forEach(file -> io.out().line("Proposal: " + io.shown(file)));
        return Exit.OK;
    }
}
