package org.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.tools.ToolProvider;
import org.assay.lab.Study;
import org.assay.lab.run.RunRequest.StudyRef;

/** A study in one Java source file, compiled for the workers to load. */
final class SourceStudy {

    private SourceStudy() {}

    /**
     * Compiles a file into a folder named by its content, where a resumed run finds it again.
     *
     * @param folder parent of such folders
     * @throws Failure with javac's own messages if the file does not compile
     */
    static StudyRef compile(Path source, Path folder, Io io) {
        try {
            var text = Files.readAllBytes(source);
            var classes = folder.resolve(digest(text));
            if (!Files.isDirectory(classes)) {
                var part = Files.createTempDirectory(Files.createDirectories(folder), "part");
                javac(source, part, io);
                Files.copy(source, part.resolve(source.getFileName()));
                Files.move(part, classes);
            }
            return new StudyRef(studyIn(classes, source), List.of(classes.toAbsolutePath()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void javac(Path source, Path classes, Io io) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw Failure.machine("This Java has no compiler; start Assay with a JDK 25 (ASSAY_JAVA_HOME picks one).");
        }
        var said = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, UTF_8)) {
            var options = List.of(
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-parameters",
                    "-proc:none",
                    "-encoding",
                    "UTF-8");
            var compiled = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            io.err().raw(said.toString());
            if (!compiled) {
                deleteAll(classes);
                throw Failure.usage(io.shown(source) + " does not compile; what javac said stands above.");
            }
        }
    }

    private static String studyIn(Path classes, Path source) throws IOException {
        var found = new ArrayList<String>();
        try (var loader = new URLClassLoader(new java.net.URL[] {classes.toUri().toURL()});
                var files = Files.walk(classes)) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
                var name = classes.relativize(file)
                        .toString()
                        .replaceAll("\\.class$", "")
                        .replaceAll("[/\\\\]", ".");
                var type = Class.forName(name, false, loader);
                if (Study.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                    found.add(name);
                }
            }
        } catch (ClassNotFoundException | LinkageError e) {
            throw Failure.usage("The classes of " + source + " cannot be loaded: " + e.getMessage() + ".");
        }
        if (found.size() != 1) {
            throw Failure.usage(
                    found.isEmpty()
                            ? source + " holds no study: its class must implement org.assay.lab.Study."
                            : source + " holds " + found.size() + " studies (" + String.join(", ", found)
                                    + "); put each into a file of its own.");
        }
        return found.getFirst();
    }

    private static void deleteAll(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String digest(byte[] text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(System.getProperty("java.class.path").getBytes(UTF_8));
            return HexFormat.of().formatHex(digest.digest(text), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK has no SHA-256.", e);
        }
    }
}
