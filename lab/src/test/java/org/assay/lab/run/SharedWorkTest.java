package org.assay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedWorkTest {

    private record Teacher(int width, double rate) {}

    @TempDir
    private Path root;

    private final AtomicInteger made = new AtomicInteger();

    private SharedWork.Made get(String code, String name, Teacher settings, long seed) throws Exception {
        return new SharedWork(root, code, Map::of)
                .get(
                        name,
                        settings,
                        seed,
                        folder -> {
                            made.incrementAndGet();
                            Files.writeString(folder.resolve("weights"), name + settings + seed);
                        },
                        () -> {});
    }

    @Test
    void theSameWorkIsMadeOnce() throws Exception {
        var first = get("code", "teacher", new Teacher(8, 0.1), 1);
        var second = get("code", "teacher", new Teacher(8, 0.1), 1);
        assertThat(made).hasValue(1);
        assertThat(second).isEqualTo(first);
        assertThat(first.address()).matches("[0-9a-f]{64}");
        assertThat(first.folder().resolve("weights")).hasContent("teacherTeacher[width=8, rate=0.1]1");
    }

    /** Whoever takes the work reads no data, and yet the data is in it. */
    @Test
    void theDataThatWentIntoTheWorkIsTold() throws Exception {
        var maker = new SharedWork(root, "code", () -> Map.of("digits", "abc"));
        var made = maker.get("teacher", new Teacher(8, 0.1), 1, _ -> {}, () -> {});
        var taken = new SharedWork(root, "code", Map::of).get("teacher", new Teacher(8, 0.1), 1, _ -> {}, () -> {});
        assertThat(made.data()).containsExactly(Map.entry("digits", "abc"));
        assertThat(taken).isEqualTo(made);
    }

    @Test
    void codeNameSettingsAndSeedMakeOtherWork() throws Exception {
        get("code", "teacher", new Teacher(8, 0.1), 1);
        get("other code", "teacher", new Teacher(8, 0.1), 1);
        get("code", "student", new Teacher(8, 0.1), 1);
        get("code", "teacher", new Teacher(9, 0.1), 1);
        get("code", "teacher", new Teacher(8, 0.1), 2);
        assertThat(made).hasValue(5);
    }

    @Test
    void workThatFailsOrIsCutShortIsMadeAnew() throws Exception {
        var work = new SharedWork(root, "code", Map::of);
        assertThatThrownBy(() -> work.get(
                        "teacher",
                        new Teacher(8, 0.1),
                        1,
                        folder -> {
                            Files.writeString(folder.resolve("half"), "half");
                            throw new IOException("the power went out");
                        },
                        () -> {}))
                .hasMessage("the power went out");
        var whole = get("code", "teacher", new Teacher(8, 0.1), 1);
        assertThat(whole.folder().resolve("weights")).exists();
        assertThat(whole.folder().resolve("half")).doesNotExist();
    }
}
