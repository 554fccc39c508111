package org.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.assay.lab.run.Studies;
import org.assay.lab.store.RunJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md says is so. */
final class ReadmeTest {

    private static final Path CHECKOUT = LauncherTest.sourceTree();

    @TempDir
    Path folder;

    private static String text(String file) throws IOException {
        return Files.readString(CHECKOUT.resolve(file));
    }

    @Test
    void catalogueAndExampleAreUpToDate() throws IOException {
        var studies = Studies.all().stream()
                .filter(study -> Studies.source(study) != Toy.class)
                .toList();
        var updated = Readme.updated(text("README.md"), List.copyOf(studies), Recorded.in(checkout()));
        assertThat(text("README.md")).as("./assay readme makes it so").isEqualTo(updated);
    }

    @Test
    void theExampleRunsAsItStands() throws Exception {
        var code = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(text("README.md"));
        assertThat(code.find()).isTrue();
        Files.writeString(folder.resolve("HeavyBall.java"), code.group(1));
        var said = Processes.run(
                folder, Map.of(), Processes.assay("run", "HeavyBall.java", "--scale", "smoke", "--workers", "1"));
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.err()).isEmpty();
        assertThat(said.out())
                .contains("heavy-ball, smoke scale")
                .contains("C2 ")
                .contains("report.html");
        try (var files = Files.walk(folder)) {
            var record = RunJson.read(
                    files.filter(file -> file.endsWith("run.json")).findFirst().orElseThrow());
            assertThat(record.claims()).hasSize(2);
            assertThat(record.trials())
                    .allSatisfy(trial -> assertThat(trial.metrics()).containsKeys("log10_loss", "rises"));
        }
    }

    @Test
    void newWritesAStudyAndNeverOverOne() throws Exception {
        var said = Spoken.of(folder, Map.of(), "new", "MyStudy");
        assertThat(said.exit()).isZero();
        var file = folder.resolve("MyStudy.java");
        assertThat(file).content().contains("public final class MyStudy implements Study<MyStudy.Setup>");
        Files.writeString(file, "mine");
        var again = Spoken.of(folder, Map.of(), "new", "MyStudy");
        assertThat(again.exit()).isEqualTo(Exit.USAGE);
        assertThat(again.err()).contains("MyStudy.java is there already");
        assertThat(file).hasContent("mine");
        assertThat(Spoken.of(folder, Map.of(), "new", "my-study").err()).contains("'my-study' is no class name");
    }

    @Test
    void aStudyThatDoesNotCompileSaysWhatJavacSays() throws Exception {
        Files.writeString(folder.resolve("Broken.java"), "public class Broken { int x = \"text\"; }");
        var said = Spoken.of(folder, Map.of(), "run", "Broken.java");
        assertThat(said.exit()).isEqualTo(Exit.USAGE);
        assertThat(said.err())
                .contains("Broken.java:1: error: incompatible types")
                .contains("1 error")
                .doesNotContain("\tat ");
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        for (var document : List.of("README.md", "CONTRIBUTING.md")) {
            var links = new ArrayList<String>();
            var link = Pattern.compile("]\\((?!https?:)([^)#]+)").matcher(text(document));
            while (link.find()) {
                links.add(link.group(1));
            }
            assertThat(links)
                    .allSatisfy(target -> assertThat(CHECKOUT.resolve(target)).exists());
        }
    }

    @Test
    void theCheckRunsTheTestCommandOfTheReadme() throws IOException {
        assertThat(text("README.md")).contains("```sh\n./mvnw verify\n```");
        assertThat(text(".ci/run").lines().toList()).last().asString().isEqualTo("exec ./mvnw verify");
    }

    @Test
    void checkFindsAStaleTable() throws IOException {
        Files.writeString(folder.resolve("README.md"), text("README.md"));
        assertThat(Spoken.of(folder, Map.of(), "readme", "--check").exit()).isEqualTo(Exit.FAILED);
        assertThat(Spoken.of(folder, Map.of(), "readme").exit()).isZero();
        assertThat(folder.resolve("README.md"))
                .content()
                .contains("| `toy` | Does a shift shift the mean? | not recorded yet |");
        assertThat(Spoken.of(folder, Map.of(), "readme", "--check").exit()).isZero();
    }

    private static Io checkout() {
        var nowhere = Screen.plain(System.out, 80);
        return new Io(nowhere, nowhere, CHECKOUT, Optional.of(CHECKOUT), Map.of());
    }
}
