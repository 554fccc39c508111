package org.assay.lab.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.LabException;
import org.assay.lab.RunRecord;
import org.assay.lab.Scale;
import org.assay.lab.TrialStatus;
import org.assay.lab.Verdict;
import org.assay.lab.run.LabSettings;
import org.assay.lab.run.Laboratory;
import org.assay.lab.run.RunListener;
import org.assay.lab.run.RunRequest;
import org.assay.lab.tensorboard.EventFile;
import org.assay.lab.tensorboard.Scalar;
import org.assay.lab.tensorboard.TensorBoard;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small script in another language as a study. */
class CommandStudyTest {

    private static final LabSettings QUICK = new LabSettings(
            Optional.empty(), LabSettings.DEFAULT.start(), Map.of(), List.of("-XX:TieredStopAtLevel=1", "-Xmx64m"));

    /** Awk is on every system that has a shell; its arguments here hold blanks, quotes and a dollar sign, which no shell may touch. */
    private static final String STUDY = """
            id: falling-apples
            question: Do heavy apples fall faster?
            family: own
            paper: {title: On apples, authors: [I. Newton], venue: Principia 1687, id: "book:principia"}
            command: [awk, -f, fall.awk, -v, "mass={mass}", -v, "seed={seed:wind}", -v, "words=a b 'c' $HOME"]
            environment: {APPLE: "{arm}"}
            settings: {mass: 1.0, height: 100}
            scales:
              smoke: {height: 10}
            arms:
              light:
              heavy: {mass: 2.0}
            exploratory:
              feather: {mass: 0.01}
            looks: [3, 4]
            timeout: 60s
            claims:
              - {id: A1, text: heavy apples take as long as light ones, primary: true,
                 that: heavy, has: time, within: 0.5, of: light}
              - {id: A2, text: an apple takes about 1.4 s, that: light, has: time, near: 1.4, within: 0.3}
            """;

    private static final String SCRIPT = """
            BEGIN {
                srand(seed); time = 1.4 + 0.01 * rand()
                print "dropping, " words " " ENVIRON["APPLE"]
                for (i = 0; i < 3; i++) printf "{\\"step\\": %d, \\"height\\": %g}\\n", i, 10 - i * i
                printf "{\\"progress\\": 0.5}\\n{\\"time\\": %.6f, \\"note\\": \\"fell\\"}\\n", time
                exit (mass < 0.1) ? 3 : 0
            }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void script() throws IOException, InterruptedException {
        boolean awk;
        try {
            awk = new ProcessBuilder("awk", "BEGIN { exit 0 }").start().waitFor() == 0;
        } catch (IOException e) {
            awk = false;
        }
        Assumptions.assumeTrue(awk, "there is no awk here");
        Files.writeString(folder.resolve("fall.awk"), SCRIPT);
        Files.writeString(folder.resolve("line.awk"), """
                BEGIN { for (x = 1; x <= 4; x *= 2) printf "{\\"y@x=%d\\": %g}\\n", x, 2 * x + shift }
                """);
    }

    private RunRecord run(Laboratory laboratory, String yaml) throws IOException {
        var file = Files.writeString(folder.resolve("study.yaml"), yaml);
        var request = new RunRequest(
                CommandStudy.compile(file, folder.resolve("runs")),
                Scale.SMOKE,
                Optional.empty(),
                List.of(),
                List.of(),
                2,
                Optional.empty(),
                false);
        return laboratory.run(request, new RunListener() {});
    }

    private Laboratory open() {
        return Laboratory.open(folder.resolve("runs"), QUICK);
    }

    @Test
    void aScriptIsAStudyWithVerdictsLogsAndFailures() throws IOException {
        try (var laboratory = open()) {
            var record = run(laboratory, STUDY);
            assertThat(record.study()).isEqualTo("falling-apples");
            assertThat(record.complete()).isTrue();
            assertThat(record.claims()).extracting(c -> c.verdict()).containsOnly(Verdict.REPRODUCED);
            assertThat(record.arms().getFirst().settings())
                    .containsEntry("mass", 1.0)
                    .containsEntry("height", 10);
            assertThat(record.papers().getFirst().title()).isEqualTo("On apples");

            var heavy = record.trial("heavy", 1);
            assertThat(heavy.metrics()).containsOnlyKeys("time");
            // Arms of one seed share their streams.
            assertThat(heavy.metrics()).isEqualTo(record.trial("light", 1).metrics());
            var feather = record.trial("feather", 1);
            assertThat(feather.status()).isEqualTo(TrialStatus.FAILED);
            assertThat(feather.failure().orElseThrow())
                    .startsWith("The command ended with exit code 3: awk -f fall.awk");
            assertThat(feather.metrics()).containsOnlyKeys("time");

            var data = laboratory.runData(record.run());
            assertThat(data.series("heavy", 2, "height").orElseThrow().y()).containsExactly(10, 9, 6);
            assertThat(Files.readString(data.log("heavy", 2).orElseThrow()))
                    .isEqualTo("dropping, a b 'c' $HOME heavy\n");

            assertThat(laboratory.verify(record.run(), 1, new RunListener() {}).holds())
                    .isTrue();

            TensorBoard.export(data, folder.resolve("tb"));
            try (var files = Files.list(folder.resolve("tb/heavy/seed-2"))) {
                assertThat(EventFile.read(files.findFirst().orElseThrow()))
                        .containsExactly(
                                new Scalar("height", 0, 10), new Scalar("height", 1, 9), new Scalar("height", 2, 6));
            }
        }
    }

    @Test
    void aChangedScriptIsANewRun() throws IOException {
        try (var laboratory = open()) {
            var before = run(laboratory, STUDY);
            assertThat(run(laboratory, STUDY).run()).isEqualTo(before.run());
            Files.writeString(folder.resolve("fall.awk"), SCRIPT.replace("1.4", "1.5"));
            var after = run(laboratory, STUDY);
            assertThat(after.run()).isNotEqualTo(before.run());
            assertThat(after.planHash()).isEqualTo(before.planHash());
            assertThat(after.trial("light", 1).metrics())
                    .isNotEqualTo(before.trial("light", 1).metrics());
        }
    }

    @Test
    void aChangedPlanIsANewRunThatSaysWhatHasChanged() throws IOException {
        try (var laboratory = open()) {
            var before = run(laboratory, STUDY);
            var after = run(laboratory, STUDY.replace("near: 1.4, within: 0.3", "near: 1.4, within: 0.2"));
            assertThat(after.run()).isNotEqualTo(before.run());
            assertThat(before.notes()).isEmpty();
            assertThat(after.notes())
                    .singleElement()
                    .asString()
                    .startsWith("The plan has changed since run " + before.run() + ", whose hash begins "
                            + before.planHash().substring(0, 12) + ": ")
                    .contains("claims.A2.statement.high was 1.7 and is 1.5")
                    .contains("claims.A2.statement.low was 1.09")
                    .doesNotContain("A1");
        }
    }

    /** With wind from one random stream the heavier apple falls no faster, and the tuned height is the one that takes least time. */
    @Test
    void aScriptIsTunedAndItsClaimsAreSaidInEveryWay() throws IOException {
        var script = """
                BEGIN { srand(seed); printf "{\\"loss\\": %g, \\"other\\": %g}\\n", (rate - 2) * (rate - 2) + 0.01 * rand() + shift, 7 }
                """;
        Files.writeString(folder.resolve("fall.awk"), script);
        var study = """
                id: tuned-apples
                question: Does a shift show?
                command: [awk, -f, fall.awk, -v, "rate={rate}", -v, "shift={shift}", -v, "seed={seed:wind}"]
                settings: {rate: 0.0, shift: 0.0}
                arms: {plain: , moved: {shift: 1.0}}
                looks: [3]
                tune: {settings: {rate: [1.0, 2.0, 4.0]}, lowest: loss, seeds: 1}
                claims:
                  - {id: U, text: they differ, that: moved, has: loss, called: height, differsFrom: plain, byAtLeast: 0.5}
                  - {id: V, text: and go on, untilDecided: true, that: plain, has: loss, differsFrom: 0, byAtLeast: 0}
                """;
        try (var laboratory = open()) {
            var record = run(laboratory, study);
            assertThat(record.arms())
                    .extracting(arm -> arm.settings().get("rate"))
                    .containsExactly(2.0, 2.0);
            assertThat(record.trial("moved", 1).metrics()).containsOnlyKeys("loss", "other");
            assertThat(record.claims().getFirst().verdict()).isEqualTo(Verdict.REPRODUCED);
            assertThat(record.claims().getFirst().shape())
                    .isEqualTo("height of moved different from that of plain by at least 0.5");
            assertThat(laboratory.runs()).hasSize(2);
        }
        assertThatThrownBy(() -> run(study.replace("lowest: loss,", "")))
                .hasMessageContaining("needs settings, each with a list of values, and the cell that decides");
    }

    @Test
    void metricsComeFromCsvAndFromEventFiles() throws IOException {
        EventFile.write(
                List.of(new Scalar("loss", 1, 0.5), new Scalar("loss", 2, 0.25)),
                1,
                folder.resolve("events.out.tfevents.1"));
        var csv = """
                id: from-csv
                question: Is a file read?
                command: [awk, "BEGIN {{ print \\"epoch,acc,name\\\\n1,0.5,a\\\\n2,0.75,\\\\\\"b,c\\\\\\"\\" > \\"{out}/log.csv\\" }}"]
                metrics: {csv: "{out}/log.csv", step: epoch}
                exploratory: {only: }
                looks: [2]
                """;
        var events = """
                id: from-events
                question: Are event files read?
                command: [cp, events.out.tfevents.1, "{out}"]
                metrics: {tensorboard: "{out}"}
                exploratory: {only: }
                looks: [2]
                """;
        try (var laboratory = open()) {
            var fromCsv = run(laboratory, csv);
            assertThat(fromCsv.trial("only", 1).failure()).isEmpty();
            assertThat(fromCsv.trial("only", 1).metrics()).containsExactly(Map.entry("acc", 0.75));
            var acc = laboratory.runData(fromCsv.run()).series("only", 1, "acc").orElseThrow();
            assertThat(acc.x()).containsExactly(1, 2);
            assertThat(acc.y()).containsExactly(0.5, 0.75);
            var fromEvents = run(laboratory, events);
            assertThat(fromEvents.trial("only", 2).metrics()).containsExactly(Map.entry("loss", 0.25));
        }
    }

    /** A straight line of which every figure is known: y = 2 x + shift, the same in every seed. */
    private static final String LINE = """
            id: lines
            question: Which way does a line go?
            command: [awk, -f, line.awk, -v, "shift={shift}"]
            settings: {shift: 0}
            arms: {low: , high: {shift: 1}}
            looks: [3]
            claims:
            """;

    private static String line(String... claims) {
        var yaml = new StringBuilder(LINE);
        for (int i = 0; i < claims.length; i++) {
            yaml.append("  - {id: C")
                    .append(i)
                    .append(", text: a claim, ")
                    .append(claims[i])
                    .append("}\n");
        }
        return yaml.toString();
    }

    @Test
    void guardsCombinationsAndCurvesAreSaidAsInJava() throws IOException {
        var above = "{that: high, has: y@x=1, above: low, byAtLeast: 0.5}";
        var below = "{that: high, has: y@x=1, below: low, byAtLeast: 0.5}";
        var curve = "curve: {over: x, arm: low, cell: y@x=*, at: [1, 2, 4]";
        try (var laboratory = open()) {
            var record = run(
                    laboratory,
                    line(
                            "allOf: [" + above + ", {that: low, has: y@x=2, near: 4, within: 0.1}]",
                            "allOf: [" + above + ", " + below + "]",
                            "atLeast: {needed: 1, of: [" + above + ", " + below + "]}",
                            curve + "}, trend: rises, byAtLeast: 5",
                            curve + "}, trend: rises, byAtLeastEachStep: 3",
                            curve + "}, trend: falls, byAtLeast: 0",
                            curve + ", figure: slope}, near: 2, within: 0.01",
                            curve + ", figure: peak}, between: [3.5, 4.5]",
                            "given: " + above + ", that: low, has: y@x=1, above: 1, byAtLeast: 0.5",
                            "given: [" + above + ", " + below + "], that: low, has: y@x=1, above: 1, byAtLeast: 0.5",
                            "givenInSeed: " + below + ", that: low, has: y@x=1, above: 1, byAtLeast: 0.5"));
            assertThat(record.claims())
                    .extracting(c -> c.verdict())
                    .containsExactly(
                            Verdict.REPRODUCED,
                            Verdict.CONTRADICTED,
                            Verdict.REPRODUCED,
                            Verdict.REPRODUCED,
                            Verdict.PARTLY,
                            Verdict.CONTRADICTED,
                            Verdict.REPRODUCED,
                            Verdict.REPRODUCED,
                            Verdict.REPRODUCED,
                            Verdict.NOT_TESTABLE,
                            Verdict.NOT_TESTABLE);
        }
    }

    @Test
    void mistakesInGuardsAndCurvesAreSaidInASentence() {
        assertThatThrownBy(() -> run(line("allOf: [{that: low, has: y@x=1, above: 1, byAtLeast: 0}]")))
                .hasMessageContaining("Entry allOf of number 1 of claims in")
                .hasMessageContaining("must be a list of two statements or more");
        assertThatThrownBy(() -> run(line("curve: {over: x, arm: low, cell: y@x=*, at: [1, 2]}")))
                .hasMessageContaining("add trend, which is rises or falls, or the curve's figure");
        assertThatThrownBy(() -> run(line("curve: {over: x, arm: low, cell: y@x=*, at: [1, two]}, trend: rises")))
                .hasMessageContaining("must be numbers, not two");
        assertThatThrownBy(
                        () -> run(line("curve: {over: x, arm: low, cell: y@x=*, at: [1, 2], figure: hump}, above: 1")))
                .hasMessageContaining("must be slope, peak, trough");
        assertThatThrownBy(() -> run(line("given: {id: G, that: low}, that: low, has: y@x=1, above: 1, byAtLeast: 0")))
                .hasMessageContaining("number 1 of given in number 1 of claims in")
                .hasMessageContaining("has an entry id, which means nothing here");
        assertThatThrownBy(() -> run(line("that: low, has: y@x=1, above: 1, byAtLeast: -1")))
                .hasMessageContaining("In number 1 of claims in")
                .hasMessageContaining("The smallest effect that matters is -1.0: give it a number from 0 on.");
        assertThatThrownBy(() -> run(line("has: y@x=1, above: 1, byAtLeast: 0")))
                .hasMessageContaining("lacks the entry that");
        assertThatThrownBy(() -> run(line().replace("looks:", "device: gpu\nlooks:")))
                .hasMessageContaining("The plan's device is gpu: it must be cpu, cuda or cuda:1");
    }

    @Test
    void theDeviceOfThePlanHasAPlaceInTheCommand() throws IOException {
        var study = """
                id: on-device
                question: Where does it compute?
                command: [echo, "device is {device}"]
                device: cuda:1
                exploratory: {only: }
                looks: [1]
                """;
        try (var laboratory = open()) {
            var record = run(laboratory, study);
            assertThat(record.plan()).contains("\"device\" : \"cuda:1\"");
            assertThat(Files.readString(
                            laboratory.runData(record.run()).log("only", 1).orElseThrow()))
                    .isEqualTo("device is cuda:1\n");
        }
    }

    @Test
    void mistakesInTheFileAreSaidInASentence() {
        assertThatThrownBy(() -> run(STUDY.replace("looks:", "loks:")))
                .hasMessageContaining("has an entry loks, which means nothing here. Did you mean looks?");
        assertThatThrownBy(() -> run(STUDY.replace("mass={mass}", "mass={mas}")))
                .hasMessageContaining("has a place {mas} that nothing fills. Did you mean mass?");
        assertThatThrownBy(() -> run(STUDY.replace("{mass: 2.0}", "{mas: 2.0}")))
                .hasMessageContaining("There is no setting mas. Did you mean mass?");
        assertThatThrownBy(() -> run(STUDY.replace("of: light", "of: lght")))
                .hasMessageContaining("Did you mean light?");
        assertThatThrownBy(() -> run(STUDY.replace("within: 0.5, of: light", "byAtLeast: 1")))
                .hasMessageContaining("says nothing of its cell");
        assertThatThrownBy(() -> run(STUDY.replace("  smoke: {", "  smoke: [")))
                .isInstanceOf(LabException.class)
                .hasMessageMatching(".*study.yaml, line \\d+: .*");
        assertThatThrownBy(() -> run(STUDY.replace("command:", "family2:"))).hasMessageContaining("family2");
    }

    private RunRecord run(String yaml) throws IOException {
        try (var laboratory = open()) {
            return run(laboratory, yaml);
        }
    }
}
