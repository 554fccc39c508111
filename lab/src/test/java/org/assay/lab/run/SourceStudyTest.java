package org.assay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assay.lab.LabException;
import org.assay.lab.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceStudyTest {

    private static final String SOURCE = """
            import java.util.List;
            import org.assay.lab.Paper;
            import org.assay.lab.Plan;
            import org.assay.lab.Study;
            import org.assay.lab.Trial;

            public final class MyStudy implements Study<MyStudy.Setup> {
                public record Setup(double slope) {}

                private record Point(double x, double y) {}

                @Override public List<Paper> papers() { return List.of(); }
                @Override public String question() { return "Is a line straight?"; }
                @Override public String family() { return "own"; }

                @Override public Plan<Setup> plan() {
                    return Plan.of(new Setup(2)).exploratory("line").looks(2).build();
                }

                @Override public void run(Trial<Setup> trial) {
                    var point = new Point(trial.seed(), trial.setting().slope() * trial.seed());
                    trial.metric("y", point.y());
                }
            }
            """;

    @TempDir
    private Path folder;

    private Path source(String text) throws IOException {
        return Files.writeString(folder.resolve("MyStudy.java"), text);
    }

    @Test
    void oneSourceFileRunsInWorkers() throws IOException {
        var runs = folder.resolve("runs");
        var ref = SourceStudy.compile(source(SOURCE), runs);
        try (var laboratory = Laboratory.open(runs, RunMain.QUICK)) {
            var request = new RunRequest(
                    ref, Scale.SMOKE, Optional.empty(), List.of(), List.of(), 1, Optional.empty(), false);
            var record = laboratory.run(request, new Protocol());
            assertThat(record.study()).isEqualTo("my-study");
            assertThat(record.trial("line", 2).metrics()).containsEntry("y", 4.0);

            var verification = laboratory.verify(record.run(), 1, new Protocol());
            assertThat(verification.holds()).isTrue();
        }
        assertThat(SourceStudy.compile(source(SOURCE), runs)).isEqualTo(ref);
    }

    @Test
    void aChangedSourceIsANewRun() throws IOException {
        var runs = folder.resolve("runs");
        var before = Studies.find(SourceStudy.compile(source(SOURCE), runs));
        var after =
                Studies.find(SourceStudy.compile(source(SOURCE.replace("trial.seed());", "trial.seed() + 1);")), runs));
        assertThat(Provenance.studyHash(after.getClass())).isNotEqualTo(Provenance.studyHash(before.getClass()));
    }

    @Test
    void compileErrorsAreShownAsJavacShowsThem() throws IOException {
        var file = source(SOURCE.replace("point.y()", "point.z()"));
        assertThatThrownBy(() -> SourceStudy.compile(file, folder.resolve("runs")))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(file + ":22: error: cannot find symbol")
                .hasMessageContaining("trial.metric(\"y\", point.z());")
                .hasMessageContaining("1 error");
    }

    @Test
    void aFileThatIsNotThereOrNoStudyIsSaidSo() throws IOException {
        assertThatThrownBy(() -> SourceStudy.compile(folder.resolve("None.java"), folder))
                .hasMessage("There is no file " + folder.resolve("None.java") + ".");
        var file = Files.writeString(folder.resolve("Plain.java"), "public class Plain {}");
        var ref = SourceStudy.compile(file, folder.resolve("runs"));
        assertThatThrownBy(() -> Studies.find(ref))
                .isInstanceOf(LabException.class)
                .hasMessage("Class Plain is no study: let it implement org.assay.lab.Study.");
    }
}
