package org.assay.report;

import java.util.stream.Collectors;
import org.assay.lab.RunRecord;

/** The bundle's {@code README.md} and {@code reproduce.sh}. */
final class BundleTexts {

    private final RunRecord record;
    private final Contents contents;
    private final boolean fromFile;

    BundleTexts(RunData data, Contents contents) {
        this.record = data.record();
        this.contents = contents;
        this.fromFile = data.arguments().getFirst().endsWith(".java");
    }

    String reproduce() {
        return Resources.text("bundle/reproduce.txt")
                .replace("%RUN%", comment(record.run()))
                .replace("%TIME%", comment(time()))
                .replace(
                        "%COMMIT%",
                        record.code()
                                .commit()
                                .filter(c -> c.matches("[0-9a-f]+"))
                                .orElse(""))
                .replace(
                        "%CHECK%",
                        fromFile ? again() : "assay verify run.json --share \"${SHARE:-0.1}\" --runs \"$runs\"")
                .replace("%AGAIN%", again());
    }

    private String again() {
        return "assay run " + (fromFile ? "source/" : "") + contents.command() + " --runs \"$runs\"";
    }

    /** Text for a comment of a shell script: one line. */
    private static String comment(String text) {
        return text.replaceAll("\\R", " ");
    }

    private String time() {
        var cost = record.cost();
        return Numbers.duration(cost.wallSeconds()) + " (" + Numbers.duration(cost.cpuSeconds())
                + " of processor time) on " + record.environment().processor() + " with "
                + Numbers.count(record.environment().cores(), "core");
    }

    String readme(boolean withProgram, BundleFiles files) {
        String code = record.code()
                .commit()
                .map(c -> "commit `" + c + "`" + (record.code().clean() ? "" : " with local changes"))
                .orElse("a version outside a checkout");
        return Resources.text("bundle/readme.txt")
                .replace("%TITLE%", MarkdownWriter.escape(contents.title()))
                .replace("%QUESTION%", MarkdownWriter.escape(record.question()))
                .replace("%TALLY%", Summary.tally(record))
                .replace(
                        "%CLAIMS%",
                        record.claims().stream()
                                .map(c -> "- " + MarkdownWriter.escape(c.id()) + ": " + ClaimFacts.verdict(record, c))
                                .collect(Collectors.joining("\n")))
                .replace(
                        "%PROGRAM%",
                        withProgram
                                ? "The program is in `lib/`, for the system this bundle was made on; all that is needed is a JDK 25."
                                : "The program is not in the bundle: it is Assay, " + code
                                        + ". Give the path of a checkout, built once with a network or with a filled Maven repository.")
                .replace("%USAGE%", withProgram ? "sh reproduce.sh" : "sh reproduce.sh CHECKOUT")
                .replace(
                        "%ENVIRONMENT%",
                        record.environment().os() + ", " + record.environment().jdk())
                .replace("%TIME%", time())
                .replace(
                        "%EXPECT%",
                        fromFile
                                ? "The study runs again as a whole; compare its verdicts with those above."
                                : "A tenth of the trials run again and are compared with `run.json`, bit for bit on the same kind of processor"
                                        + " and to a tolerance elsewhere; `SHARE=1` before the command takes all of them.")
                .replace(
                        "%FILES%",
                        files.entries().values().stream()
                                .filter(e -> !e.name().contains("/"))
                                .map(e -> "| `" + e.name() + "` | " + e.description() + " |")
                                .collect(Collectors.joining("\n")));
    }
}
