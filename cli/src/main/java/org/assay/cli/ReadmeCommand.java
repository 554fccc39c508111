package org.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.assay.lab.run.Studies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "readme",
        sortOptions = false,
        description =
                "Make the catalogue and the example in README.md anew, from results/ and from what 'assay new' writes.")
final class ReadmeCommand implements Callable<Integer> {

    private final Io io;

    @Option(names = "--check", description = "Change nothing; exit code 1 if README.md is not up to date.")
    boolean check;

    @Mixin
    HelpOption help = new HelpOption();

    ReadmeCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException {
        var file = io.home()
                .orElseThrow(() -> Failure.usage("There is no checkout here, so there is no README.md to write."))
                .resolve("README.md");
        var text = Files.readString(file);
        var updated = Readme.updated(text, Studies.all(), Recorded.in(io));
        if (text.equals(updated)) {
            io.out().line("README.md is up to date.");
            return Exit.OK;
        }
        if (check) {
            io.err().line("README.md is not up to date; ./assay readme makes it so.");
            return Exit.FAILED;
        }
        Files.writeString(file, updated);
        io.out().line("README.md is written.");
        return Exit.OK;
    }
}
