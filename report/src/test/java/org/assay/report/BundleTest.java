package org.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assay.lab.store.RunJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

final class BundleTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    Path run;
    Path unpacked;

    @BeforeEach
    void folders() {
        run = folder.resolve("run");
        unpacked = folder.resolve("unpacked");
    }

    static List<SyntheticRun> runs() {
        return ReportTest.runs();
    }

    private void unpack(Path archive) throws IOException {
        try (var zip = FileSystems.newFileSystem(archive);
                var files = Files.walk(zip.getPath("/"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = unpacked.resolve(file.toString().substring(1));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static List<String> faults(String schema, String json) throws IOException {
        try (var in = BundleTest.class.getResourceAsStream(schema + ".schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in, InputFormat.JSON)
                    .validate(json, InputFormat.JSON)
                    .stream()
                    .map(e -> e.getInstanceLocation() + ": " + e.getMessage())
                    .toList();
        }
    }

    private String read(String name) throws IOException {
        return Files.readString(unpacked.resolve(name));
    }

    private JsonNode graph() throws IOException {
        return JSON.readTree(read("ro-crate-metadata.json")).path("@graph");
    }

    private JsonNode entity(String id) throws IOException {
        for (var e : graph()) {
            if (e.path("@id").asText().equals(id)) {
                return e;
            }
        }
        throw new AssertionError("There is no entity " + id + ".");
    }

    @ParameterizedTest
    @MethodSource("runs")
    void everyBundleIsAValidCrateAndChecksWell(SyntheticRun data) throws IOException {
        var archive = Bundle.write(data, run, false);
        assertThat(Bundle.check(archive)).isEmpty();
        unpack(archive);
        assertThat(Bundle.check(unpacked)).isEmpty();
        assertThat(faults("crate", read("ro-crate-metadata.json"))).isEmpty();
        assertThat(faults("croissant", read("croissant.json"))).isEmpty();
        assertThat(faults("notebook", read("study.ipynb"))).isEmpty();
        assertThat(faults("citation", JSON.writeValueAsString(new Yaml().load(read("CITATION.cff")))))
                .isEmpty();
        assertThat(RunJson.read(unpacked.resolve("run.json"))).isEqualTo(data.record());
    }

    @Test
    void everyFileIsListedWithItsHashAndEveryReferenceLeadsSomewhere() throws IOException {
        unpack(Bundle.write(SyntheticRun.pictures(), run, false));
        var known = new ArrayList<String>();
        graph().forEach(e -> known.add(e.path("@id").asText()));
        var parts = entity("./").path("hasPart").findValuesAsText("@id");
        try (var files = Files.walk(unpacked)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                String name = unpacked.relativize(file).toString();
                if (!List.of("ro-crate-metadata.json", "SHA256SUMS").contains(name)) {
                    assertThat(parts).contains(name);
                    assertThat(entity(name).path("sha256").asText()).isEqualTo(BundleFiles.sha256(file));
                    assertThat(entity(name).path("contentSize").asLong()).isEqualTo(Files.size(file));
                }
            }
        }
        var references = new ArrayList<String>();
        graph().forEach(e -> e.properties().forEach(f -> {
            if (!f.getKey().startsWith("@")) {
                references.addAll(f.getValue().findValuesAsText("@id"));
            }
        }));
        assertThat(references).isNotEmpty().isSubsetOf(known);
        assertThat(parts)
                .contains("README.md", "LICENSE", "CITATION.cff", "reproduce.sh", "run.json", "plan.json", "trials.csv")
                .contains("report.html", "report.pdf", "notes.md", "study.ipynb", "environment-lock.json")
                .contains(
                        "source/Study.java",
                        "croissant/kodak.json",
                        "figures/psnr.svg",
                        "latex/report.tex",
                        "latex/figures/psnr.pdf");
    }

    @Test
    void everyTrialIsAnActionAndFailedOnesSayWhy() throws IOException {
        unpack(Bundle.write(SyntheticRun.pictures(), run, false));
        var actions = new ArrayList<JsonNode>();
        graph().forEach(e -> {
            if (e.path("@type").asText().equals("CreateAction")) {
                actions.add(e);
            }
        });
        assertThat(actions).hasSize(8);
        assertThat(entity("./").path("mentions")).hasSize(8);
        assertThat(actions).extracting(a -> a.path("@id").asText()).doesNotHaveDuplicates();
        var plain = actions.stream()
                .filter(a -> a.path("name").asText().equals("plain, seed 1"))
                .findFirst()
                .orElseThrow();
        assertThat(plain.path("endTime").asText()).isEqualTo("2026-11-20T10:21:00+00:00");
        var failed = actions.stream().filter(a -> a.has("error")).toList();
        assertThat(failed).singleElement().satisfies(a -> {
            assertThat(a.path("name").asText()).isEqualTo("plain, seed 3");
            assertThat(a.path("error").asText()).startsWith("The loss became NaN at step 7");
            assertThat(a.path("description").asText())
                    .isEqualTo("./assay trial pictures-laptop-20261120-101500 plain 3");
            assertThat(a.path("object").findValuesAsText("@id")).contains("plan.json", "#data-kodak");
            // Nobody noted when it ended, so nothing is said.
            assertThat(a.has("endTime")).isFalse();
        });
    }

    @Test
    void dataSetsAreDescribedInCroissant() throws IOException {
        unpack(Bundle.write(SyntheticRun.pictures(), run, false));
        var text = read("croissant/kodak.json");
        assertThat(faults("croissant", text)).isEmpty();
        var set = JSON.readTree(text);
        assertThat(set.path("license").asText()).isEqualTo("unrestricted");
        assertThat(set.path("distribution").path(0).path("contentUrl").asText())
                .isEqualTo("http://r0k.us/graphics/kodak/kodak/kodim19.png");
        assertThat(set.path("distribution").path(0).path("sha256").asText()).isEqualTo("a1".repeat(32));
        var results = JSON.readTree(read("croissant.json"));
        var columns = results.path("recordSet").path(0).path("field").findValuesAsText("column");
        assertThat(String.join(",", columns))
                .isEqualTo(read("trials.csv").lines().findFirst().orElseThrow());
    }

    @Test
    void oneChangedByteOfAnyFileIsFound() throws IOException {
        unpack(Bundle.write(SyntheticRun.pictures(), run, false));
        List<Path> files;
        try (var found = Files.walk(unpacked)) {
            files = found.filter(Files::isRegularFile).toList();
        }
        assertThat(files).hasSizeGreaterThan(20);
        for (var file : files) {
            var bytes = Files.readAllBytes(file);
            for (int at : new int[] {0, bytes.length / 2, bytes.length - 1}) {
                var changed = bytes.clone();
                changed[at] ^= 1;
                Files.write(file, changed);
                assertThat(Bundle.check(unpacked)).as("%s, byte %d", file, at).isNotEmpty();
            }
            Files.write(file, bytes);
        }
        assertThat(Bundle.check(unpacked)).isEmpty();
        Files.writeString(unpacked.resolve("more.txt"), "more");
        assertThat(Bundle.check(unpacked)).containsExactly("more.txt does not belong to the bundle.");
        Files.delete(unpacked.resolve("more.txt"));
        Files.delete(unpacked.resolve("trials.csv"));
        assertThat(Bundle.check(unpacked)).containsExactly("trials.csv is missing.");
    }

    @Test
    void aTableThatTheRecordDoesNotGiveIsFoundEvenWithNewHashes() throws IOException {
        unpack(Bundle.write(SyntheticRun.pictures(), run, false));
        var table = unpacked.resolve("trials.csv");
        String before = BundleFiles.sha256(table);
        Files.writeString(table, Files.readString(table).replace("25.125", "35.125"));
        for (var listing : List.of("SHA256SUMS", "ro-crate-metadata.json")) {
            var file = unpacked.resolve(listing);
            Files.writeString(file, Files.readString(file).replace(before, BundleFiles.sha256(table)));
        }
        var sums = unpacked.resolve("SHA256SUMS");
        Files.writeString(
                sums,
                Files.readString(sums)
                        .replaceAll(
                                "[0-9a-f]{64}(?=  ro-crate)",
                                BundleFiles.sha256(unpacked.resolve("ro-crate-metadata.json"))));
        assertThat(Bundle.check(unpacked)).containsExactly("trials.csv is not the table that run.json gives.");
    }

    @Test
    void whatIsNoBundleIsSaid() throws IOException {
        assertThat(Bundle.check(folder.resolve("absent.zip")))
                .singleElement()
                .asString()
                .startsWith("There is no ");
        var text = Files.writeString(folder.resolve("text.zip"), "no archive");
        assertThat(Bundle.check(text)).singleElement().asString().startsWith("text.zip is no readable archive");
        assertThat(Bundle.check(Files.createDirectory(folder.resolve("empty"))))
                .singleElement()
                .asString()
                .startsWith("There is no file SHA256SUMS");
    }

    @Test
    void theSameRunGivesTheSameBundle() throws IOException {
        var one = Bundle.write(SyntheticRun.grokking(), folder.resolve("one"), false);
        var two = Bundle.write(SyntheticRun.grokking(), folder.resolve("two"), false);
        assertThat(one).hasSameBinaryContentAs(two);
    }

    @Test
    void peopleOfTheNotesAreItsAuthors() throws IOException {
        Files.createDirectories(run);
        Files.writeString(
                run.resolve("notes.md"), "## Team and contributions\n\n- Ann One: code\n- Bo Two (writing)\n");
        unpack(Bundle.write(SyntheticRun.pictures(), run, false));
        assertThat(read("CITATION.cff")).contains("  - name: \"Ann One\"\n  - name: \"Bo Two\"\n");
        assertThat(entity("./").path("author").findValuesAsText("@id")).containsExactly("#person-1", "#person-2");
        assertThat(entity("#person-2").path("name").asText()).isEqualTo("Bo Two");
    }

    @Test
    void theLockNamesLibrariesWithCoordinatesAndHashes() throws IOException {
        unpack(Bundle.write(SyntheticRun.pictures(), run, false));
        var lock = JSON.readTree(read("environment-lock.json"));
        assertThat(lock.path("run").path("jdk").asText()).isEqualTo("Temurin 25.0.1+8");
        JsonNode jackson = null;
        for (var library : lock.path("libraries")) {
            assertThat(library.path("sha256").asText()).matches("[0-9a-f]{64}");
            if (library.path("artifact").asText().equals("jackson-databind")) {
                jackson = library;
            }
        }
        assertThat(jackson).isNotNull();
        assertThat(jackson.path("group").asText()).isEqualTo("com.fasterxml.jackson.core");
        assertThat(jackson.path("file").asText())
                .isEqualTo("jackson-databind-" + jackson.path("version").asText() + ".jar");
    }

    @Test
    void theScriptIsSoundWhateverTheStudyIsCalled() throws Exception {
        unpack(Bundle.write(SyntheticRun.hostile(), run, false));
        var script = unpacked.resolve("reproduce.sh");
        assertThat(Files.readString(script)).contains("assay verify run.json").doesNotContain("%");
        var shell = new ProcessBuilder("sh", "-n", script.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
    }

    @Test
    void withTheProgramNothingElseIsNeeded() throws IOException {
        var archive = Bundle.write(SyntheticRun.pictures(), run, true);
        try (var zip = FileSystems.newFileSystem(archive);
                var jars = Files.list(zip.getPath("/lib"))) {
            assertThat(jars.map(j -> j.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(EnvironmentLock.jars().stream()
                            .map(j -> j.getFileName().toString())
                            .toList());
        }
        assertThat(Bundle.check(archive)).isEmpty();
    }

    @Test
    void theReadmeSaysWhatIsNeededAndWhatToExpect() throws IOException {
        unpack(Bundle.write(SyntheticRun.pictures(), run, false));
        assertThat(read("README.md"))
                .contains("# Reproducibility bundle: A paper on pictures")
                .contains("- P1: REPRODUCED (laptop)")
                .contains("JDK 25")
                .contains("sh reproduce.sh CHECKOUT")
                .contains("commit `4f22ad0c9a7b1e3d5566778899aabbccddeeff00`")
                .contains("bit for bit")
                .contains("The whole run took ")
                .contains("Apache License 2.0");
        assertThat(Pattern.compile("%[A-Z]+%").matcher(read("README.md")).find())
                .isFalse();
        assertThat(read("LICENSE")).contains("Apache License").contains("Version 2.0, January 2004");
    }
}
