package org.assay.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.assay.report.Bundle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "bundle",
        sortOptions = false,
        description =
                "Pack a run as a research object: report, record, plan, source, figures, notebook and environment in one archive.",
        footerHeading = "%n",
        footer = {
            "The archive carries RO-Crate 1.2 metadata, a hash of every file and reproduce.sh, which repeats the run.",
            "'assay bundle --check FILE' says whether an archive, or the folder it was unpacked into, is as it was written."
        })
final class BundleCommand implements Callable<Integer> {

    private final Io io;

    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description =
                    "A run ('assay runs'), a study with a recorded run ('assay results'), or the path of a run.json.")
    @Nullable
    String run;

    @Option(
            names = "--with-program",
            description = "Put the program in too (130 MB): the bundle then needs nothing but a JDK 25.")
    boolean program;

    @Option(names = "--check", paramLabel = "FILE", description = "Check a bundle rather than make one.")
    @Nullable
    Path check;

    @Mixin
    RunsOption runs = new RunsOption();

    @Mixin
    HelpOption help = new HelpOption();

    BundleCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException {
        if (check != null && run == null) {
            return check(io.directory().resolve(check));
        }
        if (check != null || run == null) {
            throw Failure.usage("'assay bundle' takes a run to pack, or --check with a bundle to check, and not both.");
        }
        var bundle = Reports.with(run, runs, io, found -> Bundle.write(found.data(), found.folder(), program));
        io.out().line("Bundle: " + io.shown(bundle));
        io.out().line("To check it: assay bundle --check " + io.shown(bundle));
        return Exit.OK;
    }

    private int check(Path bundle) throws IOException {
        var problems = Bundle.check(bundle);
        problems.forEach(io.out()::line);
        if (problems.isEmpty()) {
            io.out().line(io.shown(bundle) + " is as it was written.");
        }
        return problems.isEmpty() ? Exit.OK : Exit.FAILED;
    }
}
