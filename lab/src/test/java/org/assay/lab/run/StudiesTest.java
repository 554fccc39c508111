package org.assay.lab.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assay.lab.LabException;
import org.assay.lab.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudiesTest {

    @TempDir
    private Path folder;

    @Test
    void aDamagedListOfStudiesIsSaidInASentence() throws IOException {
        var services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(Study.class.getName()), "org.assay.lab.NoSuchStudy\n");
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            assertThatThrownBy(Studies::all)
                    .isInstanceOf(LabException.class)
                    .hasMessageStartingWith("The catalogue of studies cannot be read: ")
                    .hasMessageContaining("org.assay.lab.NoSuchStudy");
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
