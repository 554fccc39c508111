package org.assay.report;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.assay.lab.RunRecord;

/** The machine of the run, and every library of the program that wrote the bundle with its Maven coordinates and hash. */
final class EnvironmentLock {

    private static final Pattern REPOSITORY =
            Pattern.compile(".*/repository/(?<group>.+)/(?<artifact>[^/]+)/(?<version>[^/]+)/[^/]+\\.jar");
    private static final Pattern POM = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");

    /** Written by the build: {@code group:artifact:type[:classifier]:version:scope}, one a line. */
    private static final String LIST = "/META-INF/assay/libraries.txt";

    private EnvironmentLock() {}

    /** A library; coordinates are empty where neither the build nor the jar tells them. */
    record Library(
            Path file, Optional<String> group, Optional<String> artifact, Optional<String> version, String sha256) {}

    /** The jars this program runs from, in the order of the class path. */
    static List<Path> jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
                .filter(e -> e.endsWith(".jar"))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }

    static List<Library> libraries(List<Path> jars) {
        var listed = listed();
        return jars.stream().map(jar -> library(jar, listed)).toList();
    }

    private static Library library(Path jar, Map<String, String[]> listed) {
        var name = String.valueOf(jar.getFileName());
        var hash = BundleFiles.sha256(jar);
        var known = listed.get(name);
        if (known != null) {
            return new Library(jar, Optional.of(known[0]), Optional.of(known[1]), Optional.of(known[2]), hash);
        }
        var path = REPOSITORY.matcher(jar.toAbsolutePath().toString().replace('\\', '/'));
        if (path.matches()) {
            return new Library(
                    jar,
                    Optional.of(path.group("group").replace('/', '.')),
                    Optional.of(path.group("artifact")),
                    Optional.of(path.group("version")),
                    hash);
        }
        var pom = pom(jar, name);
        return new Library(
                jar,
                pom.map(p -> p.getProperty("groupId")),
                pom.map(p -> p.getProperty("artifactId")),
                pom.map(p -> p.getProperty("version")),
                hash);
    }

    private static Map<String, String[]> listed() {
        var files = new LinkedHashMap<String, String[]>();
        try (var in = EnvironmentLock.class.getResourceAsStream(LIST)) {
            var text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .map(l -> l.strip().split("[: ]", -1))
                    .filter(p -> p.length >= 5)
                    .forEach(p -> {
                        boolean classified =
                                p.length >= 6 && List.of("compile", "runtime").contains(p[5]);
                        String version = classified ? p[4] : p[3];
                        files.put(
                                p[1] + "-" + version + (classified ? "-" + p[3] : "") + ".jar",
                                new String[] {p[0], p[1], version});
                    });
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the jar says of itself, where it holds one artifact. */
    private static Optional<Properties> pom(Path jar, String name) {
        try (var file = new JarFile(jar.toFile())) {
            for (var entry : file.stream()
                    .filter(e -> POM.matcher(e.getName()).matches())
                    .toList()) {
                var properties = new Properties();
                properties.load(file.getInputStream(entry));
                if (name.startsWith(properties.getProperty("artifactId", "?") + "-")) {
                    return Optional.of(properties);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The library " + jar + " cannot be read.", e);
        }
    }

    static String write(RunRecord record, List<Library> libraries) {
        var e = record.environment();
        var list = new ArrayList<Object>();
        for (var l : libraries) {
            list.add(JsonText.object(
                    "file", String.valueOf(l.file().getFileName()),
                    "group", l.group().orElse(""),
                    "artifact", l.artifact().orElse(""),
                    "version", l.version().orElse(""),
                    "sha256", l.sha256()));
        }
        return JsonText.of(JsonText.object(
                "about",
                "The machine and settings of the run as it recorded them, and the libraries of the program that wrote this bundle.",
                "run",
                JsonText.object(
                        "os", e.os(),
                        "processor", e.processor(),
                        "cores", e.cores(),
                        "memoryBytes", e.memoryBytes(),
                        "jdk", e.jdk(),
                        "workers", e.workers(),
                        "threadsPerTrial", e.threadsPerTrial(),
                        "settings", e.settings(),
                        "libraries", e.libraries()),
                "code",
                JsonText.object(
                        "version", record.code().version(),
                        "commit", record.code().commit().orElse(""),
                        "clean", record.code().clean(),
                        "studySha256", record.code().studyHash(),
                        "toolboxSha256", record.code().toolboxHash()),
                "libraries",
                list));
    }
}
