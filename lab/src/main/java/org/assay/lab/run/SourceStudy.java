package org.assay.lab.run;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import javax.tools.ToolProvider;
import org.assay.lab.LabException;
import org.assay.lab.run.RunRequest.StudyRef;

/** A study in one Java source file: {@code assay run MyStudy.java}. */
public final class SourceStudy {

    private SourceStudy() {}

    /**
     * Compiles a study, unless the same source was compiled before, into {@code runs/classes}, where workers and later commands find it.
     *
     * @throws LabException with the compiler's messages, as {@code javac} prints them, if the file does not compile
     */
    public static StudyRef compile(Path file, Path runs) {
        var source = read(file);
        var name = className(file, source);
        var key = new Hash()
                .add(name)
                .add(source)
                .add(Provenance.toolboxHash())
                .add(Runtime.version().toString())
                .hex()
                .substring(0, 16);
        var folder = runs.resolve("classes").resolve(key).toAbsolutePath();
        if (!Files.isDirectory(folder)) {
            javac(file, folder, name);
        }
        return new StudyRef(name, List.of(folder));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new LabException("There is no file " + file + ".", e);
        } catch (IOException e) {
            throw new LabException("The study " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** The public class of a source file bears its name; the package is what the source says. */
    private static String className(Path file, String source) {
        var simple = String.valueOf(file.getFileName()).replaceFirst("\\.java$", "");
        var matcher = java.util.regex.Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;")
                .matcher(source);
        return matcher.find() ? matcher.group(1) + "." + simple : simple;
    }

    private static void javac(Path file, Path folder, String className) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new LabException(
                    "This Java has no compiler: run Assay with a JDK 25, not a JRE, to run a study from its source file.");
        }
        var part = folder.resolveSibling(
                folder.getFileName() + ".part" + ProcessHandle.current().pid());
        try {
            Folders.delete(part);
            Files.createDirectories(part);
            var messages = new StringWriter();
            try (var files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
                var options = List.of(
                        "-d",
                        part.toString(),
                        "-parameters",
                        "-proc:none",
                        "-Xlint:-options",
                        "-classpath",
                        System.getProperty("java.class.path"));
                var task = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(file));
                if (!task.call()) {
                    throw new LabException(messages.toString().strip());
                }
            }
            // Beside its class, where the report looks for it.
            Files.copy(file, part.resolve(className.replace('.', '/') + ".java"));
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LabException(
                    "The study " + file + " cannot be compiled into " + folder + ": " + e.getMessage() + ".", e);
        } finally {
            try {
                Folders.delete(part);
            } catch (IOException e) {
                // Leftovers do no harm.
            }
        }
    }
}
