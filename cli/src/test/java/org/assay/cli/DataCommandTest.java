package org.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** {@code assay data}, with a cache of the test's own and without the network. */
final class DataCommandTest {

    @TempDir
    Path folder;

    private Spoken data(Map<String, String> environment, String... arguments) {
        var all = new HashMap<>(environment);
        all.put("ASSAY_CACHE", folder.resolve("cache").toString());
        var words = new String[arguments.length + 1];
        words[0] = "data";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return Spoken.of(folder, all, words);
    }

    private Spoken data(String... arguments) {
        return data(Map.of(), arguments);
    }

    /** A file of the right name and size and of another content: only its checksum tells. */
    private Path swapped() throws IOException {
        var file = folder.resolve("cache/data/sms-spam/sms.tsv.gz");
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[198_803]);
    }

    @Test
    void listShowsEverySetAndWhatIsThere() throws Exception {
        swapped();
        var said = data("list");
        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .containsPattern("(?m)^cifar10 +absent +60000 +103 MiB ")
                .containsPattern("(?m)^sms-spam +present +5574 ");
        var json = Json.tree(data("list", "--json").out());
        assertThat(json.findValuesAsText("id"))
                .contains("cifar10", "qm7", "tiny-shakespeare")
                .isSorted();
        assertThat(json).allSatisfy(entry -> {
            assertThat(entry.path("items").asLong()).isPositive();
            assertThat(entry.path("status").asText()).isIn("absent", "present");
        });
    }

    @Test
    void checkFindsASwappedFileByItsChecksum() throws Exception {
        var file = swapped();
        var said = data("check");
        assertThat(said.exit()).isEqualTo(Exit.FAILED);
        assertThat(said.out())
                .contains("damaged  sms-spam: " + file + " is not the file the catalogue names: its SHA-256 is ")
                .contains("run `assay data get sms-spam` to replace it.")
                .contains("absent   names\n");
        var json = Json.tree(data("check", "sms-spam", "--json").out());
        assertThat(json.path(0).path("status").asText()).isEqualTo("damaged");
        assertThat(data("check", "names").exit()).isEqualTo(Exit.FAILED);
    }

    @Test
    void withNothingThereACheckHasNothingAgainstIt() {
        assertThat(data("check").exit()).isZero();
    }

    @Test
    void pathPrintsTheFolderAndNothingElse() throws Exception {
        var file = swapped();
        assertThat(data("path", "sms-spam").out()).isEqualTo(file.getParent() + "\n");
        assertThat(Json.tree(data("path", "sms-spam", "--json").out())
                        .path("path")
                        .asText())
                .isEqualTo(file.getParent().toString());
        mistake(data("path", "names"), Exit.MACHINE, "fetch it with `assay data get names`.");
    }

    @Test
    void mistakesGetOneSentence() {
        mistake(data("get", "cifar01"), Exit.USAGE, "there is no data set \"cifar01\"; did you mean cifar10?");
        mistake(data("chekc"), Exit.USAGE, "There is no command data chekc. Did you mean check? Commands: list, get,");
        mistake(data("get"), Exit.USAGE, "assay data get needs ID; 'assay data get --help' tells more.");
        mistake(
                data(Map.of("ASSAY_MIRROR", folder.resolve("empty").toString()), "get", "qm7"),
                Exit.MACHINE,
                "the data set qm7 cannot be had: the mirror " + folder.resolve("empty") + " holds no complete qm7; ");
    }

    private static void mistake(Spoken said, int exit, String sentence) {
        assertThat(said.exit()).isEqualTo(exit);
        assertThat(said.out()).isEmpty();
        assertThat(said.err().lines())
                .singleElement()
                .asString()
                .startsWith("assay: ")
                .contains(sentence)
                .endsWith(".");
    }

    @Test
    void withoutAWordItExplainsItself() {
        assertThat(data().out())
                .contains("Usage: assay data")
                .contains("list")
                .contains("get")
                .contains("check")
                .contains("path");
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "ASSAY_MIRROR", matches = ".+")
    void everySetOfTheMirrorPassesTheCheck() throws Exception {
        var mirror = Map.of("ASSAY_MIRROR", System.getenv("ASSAY_MIRROR"));
        var said = data(mirror, "check", "--json");
        assertThat(said.exit()).as(said.err()).isZero();
        var entries = Json.tree(said.out());
        assertThat(entries)
                .filteredOn(entry -> entry.path("status").asText().equals("ok"))
                .hasSizeGreaterThanOrEqualTo(33);
        assertThat(data(mirror, "get", "names").out())
                .isEqualTo("names is in " + Path.of("cache", "data", "names") + "\n");
    }
}
