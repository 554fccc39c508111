package org.assay.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "completion",
        description = "Print a completion script for bash and zsh.",
        footerHeading = "%n",
        footer = {
            "In bash or zsh: source <(assay completion)",
            "For good, bash: assay completion > ~/.local/share/bash-completion/completions/assay"
        })
final class CompletionCommand implements Callable<Integer> {

    private final Io io;

    @Mixin
    HelpOption help = new HelpOption();

    CompletionCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() {
        var all = Main.withAllCommands(io);
        io.out().raw(AutoComplete.bash("assay", all));
        return Exit.OK;
    }
}
