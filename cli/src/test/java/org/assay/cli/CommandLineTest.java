package org.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user types and reads, without running anything. */
final class CommandLineTest {

    @TempDir
    Path folder;

    private Spoken assay(String... arguments) {
        return Spoken.of(folder, Map.of(), arguments);
    }

    @Test
    void helpListsEveryCommandAndTheExitCodes() {
        for (var arguments : new String[][] {{}, {"--help"}, {"help"}}) {
            var said = assay(arguments);
            assertThat(said.exit()).isZero();
            assertThat(said.out()).contains("Exit codes:").contains(Assay.COMMANDS.keySet());
        }
    }

    static Iterable<String> commands() {
        return Assay.COMMANDS.keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItself(String command) {
        var said = assay("help", command);
        assertThat(said.exit()).isZero();
        assertThat(said.err()).isEmpty();
        assertThat(said.out()).contains("Usage: assay " + command);
        var spec = Main.withAllCommands(said.io()).getSubcommands().get(command).getCommandSpec();
        assertThat(spec.usageMessage().description()).isNotEmpty();
        assertThat(spec.args()).allSatisfy(arg -> assertThat(arg.description()).isNotEmpty());
    }

    @Test
    void versionNamesTheJdk() {
        assertThat(assay("--version").out()).startsWith("assay ").contains("JDK " + Runtime.version());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            rnu                                | There is no command rnu. Did you mean run? Commands: run,
            run --sedes 3 toy                  | assay run has no option --sedes. Did you mean --seeds? Options: --scale,
            run                                | assay run needs STUDY; 'assay help run' tells more.
            run toy toy                        | 'toy' is one argument too many for assay run;
            run tyo                            | There is no study tyo. Did you mean toy?
            show tyo                           | There is no study tyo. Did you mean toy?
            run toy --scale lpatop             | there is no scale 'lpatop'. Did you mean laptop? Scales: smoke, laptop, paper.
            run toy --seeds three              | Invalid value for option '--seeds'
            run toy --seeds 0                  | seed
            run toy --seeds 5,3                | seed
            run toy --pilot 0                  | A pilot takes at least 1 seed, not 0.
            run toy --pilot 3 --seeds 5        | --pilot and --seeds both say how many seeds run: give one of them.
            run toy --workers -1               | --workers is a number of at least 1, not -1.
            run toy --workers many             | 'many' is not an int
            run toy --budget soon              | 'soon' is no duration, such as 90s, 5m or 1h30m
            run toy --arms fiar                | There is no arm fiar. Did you mean fair? Arms: fair, shifted, twice.
            run toy --set shfit=1              | There is no setting shfit. Did you mean shift? Settings: shift (double), draws (int)
            run toy --set draws=many           | Setting draws is of type int, and "many" does not fit: give it another value.
            run toy --set draws                | --set takes NAME=VALUE, not 'draws'.
            run toy --plan nois                | Study toy has no second plan nois. Its second plan is noise.
            run Missing.yaml                   | There is no file Missing.yaml; examples/ has one to begin with.
            run Missing.java                   | There is no file Missing.java; 'assay new NAME' writes a study to begin with.
            resume                             | There are no runs in
            serve --port 70000                 | --port is a number from 0 to 65535, not 70000.
            serve --host nowhere.invalid       | --host is an address of this machine; there is no 'nowhere.invalid'.
            runs --runs elsewhere              | There are no runs in elsewhere yet
            """)
    void mistakesGetOneSentence(String line, String sentence) {
        var said = assay(line.split(" +", -1));
        assertThat(said.exit()).isEqualTo(Exit.USAGE);
        assertThat(said.out()).isEmpty();
        assertThat(said.err().lines())
                .singleElement()
                .asString()
                .startsWith("assay: ")
                .contains(sentence)
                .endsWith(".");
    }

    @Test
    void dryRunPrintsThePlanAndMakesNothing() throws Exception {
        var said = assay("run", "toy", "--dry-run", "--scale", "smoke", "--set", "millis=3", "--arms", "fair,shifted");
        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .contains("toy, smoke scale")
                .contains("A. Author, B. Author. On the mean of shifted numbers. Test 2026. test:toy.")
                .contains("Does a shift shift the mean?")
                .contains("draws=100, millis=3")
                .contains("2, judged once")
                .contains("the shift raises the mean (primary)")
                .contains("published: 0 to 1, Table 1 (recalled, not checked)")
                .contains("4 trials at most")
                .containsPattern("C1 would be shown: \\d+ % at")
                .containsPattern("plan hash +[0-9a-f]{64}")
                .doesNotContain("twice");
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void dryRunNamesTheGraphicsCardThatTrialsComputeOn() throws Exception {
        var study = Files.writeString(folder.resolve("card.yaml"), """
                id: card
                question: Where does it compute?
                command: [echo, "{device}"]
                device: cuda:1
                exploratory: {only: }
                looks: [1]
                """);
        assertThat(assay("run", study.toString(), "--dry-run").out()).containsPattern("device +cuda:1");
        assertThat(assay("run", "toy", "--dry-run").out()).doesNotContain("device");
    }

    @Test
    void aSecondPlanIsShownByItsNameAndTellsWhatItTunes() {
        for (var arguments : new String[][] {{"show", "toy-noise"}, {"show", "toy", "--plan", "noise"}}) {
            assertThat(assay(arguments).out())
                    .contains("toy-noise, laptop scale", "How noisy is a mean?")
                    .contains("shift over 0.5, 0.0 for the lowest mean: 2 candidates on 2 seeds of their own")
                    .contains("judged after 4, then 6, until every primary claim is decided")
                    .contains("then for N2 alone, until decided")
                    .containsPattern("plan hash +[0-9a-f]{64}, before");
        }
        assertThat(assay("run", "toy-noise", "--dry-run").out()).contains("12 trials at most after tuning");
    }

    @Test
    void jsonOfThePlanSaysTheSame() throws Exception {
        var dryRun = Json.tree(assay("run", "toy", "--dry-run", "--json").out());
        assertThat(dryRun.path("trials").asInt())
                .as("2 arms with 5 seeds, 1 with 3")
                .isEqualTo(13);
        assertThat(dryRun.path("power").path("C1").path(0).path("shown").asDouble())
                .isBetween(0.0, 1.0);
        var plan = dryRun.path("plan");
        assertThat(plan.path("study").asText()).isEqualTo("toy");
        assertThat(plan.path("looks").toString()).isEqualTo("[3,5]");
        assertThat(plan.path("arms").path(1).path("settings").path("shift").asDouble())
                .isEqualTo(1.0);
        assertThat(plan.path("claims").path(0).path("primary").asBoolean()).isTrue();

        var shown = Json.tree(assay("show", "toy", "--json").out());
        assertThat(shown.path("plan")).isEqualTo(plan);
        assertThat(shown.path("recorded")).isEmpty();
    }

    @Test
    void listAndResultsShowWhatIsRecorded() throws Exception {
        assertThat(assay("list").out()).contains("toy").contains("Does a shift shift the mean?");
        assertThat(Json.tree(assay("list", "--json").out()).findValuesAsText("study"))
                .contains("toy");
        assertThat(assay("list", "--course", "a COURSE").out()).contains("On the list A course, 2026: toy, toy-noise.");
        assertThat(Json.tree(assay("list", "--course", "another", "--json").out()))
                .isEmpty();
        assertThat(Json.tree(assay("list", "--family", "another", "--json").out()))
                .isEmpty();
        assertThat(Json.tree(assay("results", "--json").out())).isEmpty();
    }

    @Test
    void completionKnowsCommandsAndOptions() {
        assertThat(assay("completion").out())
                .contains("complete -F")
                .contains("--dry-run")
                .contains("resume");
    }

    @Test
    void stackTracesAreForThoseWhoAsk() {
        var said = Spoken.of(folder, Map.of("ASSAY_DEBUG", "1"), "run", "tyo");
        assertThat(said.err()).contains("at org.assay.").contains("There is no study tyo");
    }
}
