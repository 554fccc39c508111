package org.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assay.lab.Judge;
import org.assay.lab.Results;
import org.assay.lab.RunRecord;
import org.assay.lab.store.RunJson;
import org.assay.lab.tensorboard.EventFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run, and everything that reads it afterwards. */
final class RecordsTest {

    @TempDir
    static Path folder;

    static RunRecord record;

    @BeforeAll
    static void makeAndRecordARun() throws IOException {
        var said = assay("run", "toy", "--scale", "smoke", "--seeds", "3,5", "--workers", "1");
        assertThat(said.exit()).as(said.err()).isZero();
        try (var files = Files.walk(folder)) {
            var file = files.filter(f -> f.endsWith("run.json")).findFirst().orElseThrow();
            record = RunJson.read(file);
            Files.createDirectories(folder.resolve("results"));
            Files.copy(file, folder.resolve("results").resolve("toy.json"));
        }
    }

    private static Spoken assay(String... arguments) {
        return Spoken.of(folder, Map.of(), arguments);
    }

    @Test
    void runsAreListed() throws Exception {
        assertThat(assay("runs").out())
                .contains(record.run())
                .contains("complete, " + record.trials().size() + " trials")
                .contains("1 reproduced");
        assertThat(Json.tree(assay("runs", "--json").out()).findValuesAsText("run"))
                .containsExactly(record.run());
    }

    @Test
    void reportsAreWrittenAgain() throws Exception {
        var report = folder.resolve("runs").resolve(record.run()).resolve("report.html");
        Files.delete(report);
        var said = assay("report", record.run());
        assertThat(said.out()).contains("REPRODUCED (smoke)").contains("report.html");
        assertThat(report).exists();
        assertThat(RunJson.read(assay("report", record.run(), "--json").out(), "standard output"))
                .isEqualTo(record);
        assertThat(assay("report", record.run() + "x").err())
                .contains("There is no run")
                .contains(record.run());
    }

    @Test
    void aRecordedRunHasAReportWithoutItsRun() throws Exception {
        var said = assay("report", "toy", "--runs", "none");
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out()).contains("REPRODUCED (smoke)").contains("From a record alone");
        assertThat(folder.resolve("none/recorded/toy/report.html"))
                .content()
                .contains("Left out, because no trial reported what they show");
        assertThat(assay("report", "results/toy.json", "--runs", "none").exit()).isZero();
        assertThat(assay("report", "no-such-study", "--runs", "empty").err()).contains("There are no runs in empty");
    }

    @Test
    void bundlesAreMadeAndChecked() throws Exception {
        var said = assay("bundle", record.run());
        assertThat(said.exit()).as(said.err()).isZero();
        var bundle = "runs/" + record.run() + "/bundle.zip";
        assertThat(said.out()).contains("Bundle: " + bundle);
        assertThat(assay("bundle", "--check", bundle).out()).isEqualTo(bundle + " is as it was written.\n");
        var bytes = Files.readAllBytes(folder.resolve(bundle));
        bytes[bytes.length / 2] ^= 1;
        Files.write(folder.resolve("changed.zip"), bytes);
        assertThat(assay("bundle", "--check", "changed.zip").exit()).isEqualTo(Exit.FAILED);
        assertThat(assay("bundle", "toy", "--runs", "none").exit()).isZero();
        assertThat(assay("bundle").err()).contains("takes a run to pack, or --check with a bundle");
        assertThat(assay("bundle", record.run(), "--check", bundle).exit()).isEqualTo(Exit.USAGE);
    }

    @Test
    void aProposalComesBeforeAStudy() {
        var said = assay("proposal", "toy", "--scale", "smoke", "--to", "proposals");
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(folder.resolve("proposals"))
                .isDirectoryContaining("glob:**toy-proposal.pdf")
                .isDirectoryContaining("glob:**toy-proposal.html");
        assertThat(folder.resolve("proposals/toy-proposal.md"))
                .content()
                .contains("Does a shift shift the mean?")
                .contains("from the trials of run " + record.run());
    }

    @Test
    void recordedVerdictsFollowFromRecordedTrialsDigitForDigit() {
        var study = new Toy();
        var again = Judge.judge(study.plan(), record.scale(), Results.of(record.trials()), record.looks());
        assertThat(again).hasSameSizeAs(record.claims());
        for (int i = 0; i < again.size(); i++) {
            var one = again.get(i);
            var other = record.claims().get(i);
            assertThat(one.verdict()).isEqualTo(other.verdict());
            assertThat(one.estimate()).isEqualTo(other.estimate());
            assertThat(one.interval()).isEqualTo(other.interval());
            assertThat(one.values()).isEqualTo(other.values());
            assertThat(one.statement()).isEqualTo(other.statement());
        }
    }

    @Test
    void verifyRunsTrialsAgain() throws Exception {
        for (var what : new String[] {"toy", "results/toy.json"}) {
            var said = assay("verify", what, "--share", "0.2");
            assertThat(said.exit()).as(said.err()).isZero();
            assertThat(said.out()).contains(record.run() + " run again").contains("identical bit for bit");
        }
        assertThat(Json.tree(assay("verify", record.run(), "--share", "0.1", "--json")
                                .out())
                        .path("checks")
                        .path(0)
                        .path("outcome")
                        .asText())
                .isEqualTo("IDENTICAL");
    }

    @Test
    void verifyFindsAMetricThatWasMeddledWith() throws Exception {
        var text = RunJson.text(record);
        var mean = record.trials().getFirst().metrics().get("mean").toString();
        Files.writeString(folder.resolve("meddled.json"), text.replace(mean, "0.125"));
        var said = assay("verify", "meddled.json", "--share", "1");
        assertThat(said.exit()).isEqualTo(Exit.FAILED);
        assertThat(said.out())
                .contains("different: fair, seed 1: mean was 0.125 and is " + mean)
                .contains("1 not as recorded");
    }

    @Test
    void aTrialByItself() throws Exception {
        var expected = record.trial("shifted", 2).metrics().get("mean");
        var said = assay("trial", record.run(), "shifted", "2");
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out()).containsPattern("mean +" + expected);
        assertThat(Json.tree(assay("trial", record.run(), "shifted", "2", "--json")
                                .out())
                        .path("metrics")
                        .path("mean")
                        .asDouble())
                .isEqualTo(expected);
        assertThat(assay("trial", record.run(), "shfted", "2").err()).contains("Did you mean shifted?");
    }

    @Test
    void theScoreboardMarksAChangedPlan() throws Exception {
        assertThat(assay("results").out())
                .contains("toy")
                .contains("C1* REPRODUCED")
                .doesNotContain("stale")
                .doesNotContain("note: ");
        var changed = Files.createDirectories(folder.resolve("elsewhere").resolve("results"));
        Files.writeString(changed.resolve("toy.json"), RunJson.text(record).replace(record.planHash(), "0".repeat(64)));
        var said = Spoken.of(changed.getParent(), Map.of(), "results");
        assertThat(said.out()).contains("stale: toy: the study's plan has changed since.");
    }

    /** Code that has changed is no proof that results have: it is said beside, and the record is not stale for it. */
    @Test
    void theScoreboardNotesChangedCode() throws Exception {
        var changed = Files.createDirectories(folder.resolve("later").resolve("results"));
        var text = RunJson.text(record);
        Files.writeString(
                changed.resolve("toy.json"),
                text.replace(record.code().studyHash(), "1".repeat(64))
                        .replace(record.code().toolboxHash(), "2".repeat(64)));
        var said = Spoken.of(changed.getParent(), Map.of(), "results");
        assertThat(said.out())
                .contains(
                        "note: the study's code and the toolbox changed since the record of toy; 'assay verify toy' tells whether results did.")
                .doesNotContain("stale");
        assertThat(Json.tree(Spoken.of(changed.getParent(), Map.of(), "results", "--json")
                                .out())
                        .path(0)
                        .path("changed"))
                .hasSize(2);
    }

    @Test
    void trialsAndSeriesAreExported() throws Exception {
        var said = assay("export", record.run(), "--to", "exported");
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out()).contains("exported/trials.csv", "exported/series.csv", "exported/tensorboard");
        var place = folder.resolve("exported");
        var trials = Files.readAllLines(place.resolve("trials.csv"));
        assertThat(trials).hasSize(1 + record.trials().size());
        assertThat(trials.getFirst()).startsWith("arm,seed,status").endsWith(",mean");
        var mean = record.trial("fair", 2).metrics().get("mean");
        assertThat(trials).anyMatch(row -> row.startsWith("fair,2,done,") && row.endsWith("," + mean));
        assertThat(Files.readAllLines(place.resolve("series.csv")))
                .as("ten points a trial")
                .hasSize(1 + 10 * record.trials().size())
                .contains("fair,2,running mean,100.0," + mean);
        try (var files = Files.list(place.resolve("tensorboard").resolve("fair").resolve("seed-2"))) {
            var scalars = EventFile.read(files.findFirst().orElseThrow());
            assertThat(scalars).hasSize(10);
            assertThat(scalars.getLast().step()).isEqualTo(100);
            assertThat(scalars.getLast().value()).isEqualTo((double) mean.floatValue());
        }
        assertThat(assay("export", record.run() + "x").err())
                .contains("There is no run")
                .contains("Did you mean");
    }

    @Test
    void recordedVerdictsShowInTheCatalogue() throws Exception {
        assertThat(assay("list").out()).contains("1 reproduced");
        assertThat(assay("show", "toy").out()).contains("Recorded verdicts").contains("REPRODUCED (smoke)");
        Files.writeString(
                folder.resolve("README.md"),
                "<!-- catalogue -->\n<!-- end of catalogue -->\n<!-- example -->\n<!-- end of example -->\n");
        assertThat(assay("readme").exit()).isZero();
        assertThat(folder.resolve("README.md"))
                .content()
                .contains("| [`toy`](results/toy.json) | Does a shift shift the mean? | C1 REPRODUCED (smoke) | ");
    }

    @Test
    void theDoctorFindsThisMachineFit() throws Exception {
        var said = assay("doctor");
        assertThat(said.exit()).as(said.out()).isZero();
        assertThat(said.out()
                        .lines()
                        .map(line -> line.substring(0, Math.min(20, line.length()))
                                .replaceAll("^(ok|warning) +", "")
                                .strip()))
                .contains("JDK", "processor", "memory", "libtorch", "BLAS", "disk", "data", "mirror", "runs");
        assertThat(Json.tree(assay("doctor", "--json").out()).findValuesAsText("state"))
                .doesNotContain("BROKEN");

        var away = Spoken.of(folder, Map.of("ASSAY_MIRROR", "/no/such/folder"), "doctor");
        assertThat(away.exit()).isZero();
        assertThat(away.out()).contains("/no/such/folder is no folder").contains("set ASSAY_MIRROR to");
    }

    @Test
    void aDamagedStoreIsOneSentence() throws Exception {
        var damaged = Files.createDirectories(folder.resolve("damaged"));
        Files.writeString(damaged.resolve("assay.db"), "this is no database ".repeat(500));
        var said = assay("runs", "--runs", "damaged");
        assertThat(said.exit()).isNotZero();
        assertThat(said.err().lines())
                .singleElement()
                .asString()
                .startsWith("assay: ")
                .contains("damaged");
        var doctor = assay("doctor", "--runs", "damaged");
        assertThat(doctor.exit()).isEqualTo(Exit.MACHINE);
        assertThat(doctor.out()).contains("broken   runs");
    }
}
