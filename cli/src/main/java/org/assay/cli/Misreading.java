package org.assay.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.assay.lab.Names;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What was wrong with a command line, or with a file, in one sentence. */
final class Misreading {

    private Misreading() {}

    static String sentence(ParameterException problem) {
        var command = problem.getCommandLine();
        var name = command.getCommandSpec().qualifiedName();
        return switch (problem) {
            case UnmatchedArgumentException unmatched ->
                unknown(command, unmatched.getUnmatched().getFirst());
            case MissingParameterException missing
            when missing.getMissing().stream().allMatch(CommandLine.Model.ArgSpec::isPositional) ->
                name + " needs "
                        + String.join(
                                " and ",
                                missing.getMissing().stream()
                                        .map(CommandLine.Model.ArgSpec::paramLabel)
                                        .toList())
                        + "; " + help(command) + ".";
            default -> ended(String.valueOf(problem.getMessage())) + " " + capital(help(command)) + ".";
        };
    }

    private static String unknown(CommandLine command, String given) {
        var spec = command.getCommandSpec();
        if (given.startsWith("-")) {
            var options = new ArrayList<String>();
            spec.options().stream()
                    .filter(option -> !option.hidden())
                    .forEach(option -> options.add(option.longestName()));
            return spec.qualifiedName() + " has no option " + given + "." + Names.suggestion(given, options)
                    + " Options: " + String.join(", ", options) + ".";
        }
        if (spec.parent() == null || !spec.subcommands().isEmpty()) {
            var commands = List.copyOf(
                    spec.parent() == null
                            ? Assay.COMMANDS.keySet()
                            : spec.subcommands().keySet());
            var prefix = spec.parent() == null ? "" : spec.name() + " ";
            return "There is no command " + prefix + given + "." + Names.suggestion(given, commands) + " Commands: "
                    + String.join(", ", commands) + ".";
        }
        return "'" + given + "' is one argument too many for " + spec.qualifiedName() + "; " + help(command) + ".";
    }

    private static String help(CommandLine command) {
        var words = command.getCommandSpec().qualifiedName().split(" ", 3);
        return words.length == 3
                ? "'" + String.join(" ", words) + " --help' tells more"
                : "'assay help" + (words.length == 1 ? "" : " " + words[1]) + "' tells more";
    }

    /** What an input or output error means to a user. */
    static String of(@Nullable IOException problem) {
        var message = problem == null ? "a file could not be read or written" : String.valueOf(problem.getMessage());
        return switch (problem) {
            case NoSuchFileException missing -> "there is no file " + missing.getFile() + ".";
            case AccessDeniedException denied -> "no permission to read or write " + denied.getFile() + ".";
            case FileSystemException other ->
                other.getFile() + ": "
                        + ended(other.getReason() == null ? "cannot be read or written" : other.getReason());
            case null, default -> ended(message);
        };
    }

    static String ended(String text) {
        var last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
        return last == '.' || last == '?' || last == '!' ? text : text + ".";
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    }
}
