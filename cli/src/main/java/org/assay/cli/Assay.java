package org.assay.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code assay} itself. */
@Command(
        name = "assay",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "A reproducibility laboratory for deep learning: name a paper, run its experiment at a scale this machine can bear, "
                    + "and see which of its claims hold.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        footerHeading = "%n",
        footer = {
            "'assay help COMMAND' tells more of each. Begin with: assay run grokking",
            "",
            "Exit codes: 0 all went well, whatever the verdicts; 1 trials failed or results differ; 2 the command line was not "
                    + "understood; 3 the machine does not allow it; 70 a defect of Assay; 130 interrupted.",
            "Environment: ASSAY_JAVA_HOME picks the JDK, ASSAY_JAVA_OPTS gives flags to the JVM, ASSAY_MIRROR names a folder or address "
                    + "that holds the data sets, ASSAY_DEBUG=1 shows stack traces, NO_COLOR=1 leaves out colour."
        })
final class Assay implements Runnable {

    /** In the order of the help. */
    static final Map<String, Class<?>> COMMANDS = commands();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and stop.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and stop.")
    boolean version;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static Map<String, Class<?>> commands() {
        var commands = new LinkedHashMap<String, Class<?>>();
        commands.put("run", RunCommand.class);
        commands.put("resume", ResumeCommand.class);
        commands.put("runs", RunsCommand.class);
        commands.put("list", ListCommand.class);
        commands.put("show", ShowCommand.class);
        commands.put("report", ReportCommand.class);
        commands.put("export", ExportCommand.class);
        commands.put("bundle", BundleCommand.class);
        commands.put("proposal", ProposalCommand.class);
        commands.put("results", ResultsCommand.class);
        commands.put("verify", VerifyCommand.class);
        commands.put("trial", TrialCommand.class);
        commands.put("data", DataCommand.class);
        commands.put("serve", ServeCommand.class);
        commands.put("doctor", DoctorCommand.class);
        commands.put("bench", BenchCommand.class);
        commands.put("new", NewCommand.class);
        commands.put("readme", ReadmeCommand.class);
        commands.put("completion", CompletionCommand.class);
        commands.put("help", CommandLine.HelpCommand.class);
        return commands;
    }
}
