package org.assay.lab.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.lab.RunRecord.Code;
import org.assay.lab.Study;

/** Where the code of a run comes from. */
final class Provenance {

    /** What a method computes with: a change here may change bits, so records made before are marked. */
    private static final List<String> TOOLBOX =
            List.of("org/assay/tensor", "org/assay/nn", "org/assay/data", "org/assay/solve", "org/assay/lab");

    private Provenance() {}

    static Code code(Study<?> study) {
        var source = Studies.source(study);
        var place = place(source);
        var folder = place.map(
                        p -> Files.isDirectory(p) ? p : p.toAbsolutePath().getParent())
                .orElse(Path.of("."));
        var commit = Machine.command(folder, "git", "rev-parse", "HEAD");
        boolean clean = commit.isPresent()
                && Machine.command(folder, "git", "status", "--porcelain")
                        .orElse("unknown")
                        .isEmpty();
        var version = Optional.ofNullable(Provenance.class.getPackage().getImplementationVersion());
        return new Code(version.orElse("development"), commit, clean, studyHash(source), toolboxHash());
    }

    /**
     * SHA-256 over the classes of a study: its own, those nested in it, and whatever they use from the same folder or jar outside the toolbox.
     * Classes rather than source, so that the answer is there for a study that came as a jar.
     */
    static String studyHash(Class<?> study) {
        var home = place(study);
        var found = new TreeMap<String, byte[]>();
        var open = new ArrayDeque<>(List.of(study.getName().replace('.', '/')));
        while (!open.isEmpty()) {
            var name = open.poll();
            if (found.containsKey(name) || inToolbox(name)) {
                continue;
            }
            var bytes = bytes(study, home, name);
            if (bytes.isPresent()) {
                found.put(name, bytes.get());
                open.addAll(references(bytes.get()));
            }
        }
        var hash = new Hash();
        found.forEach((name, bytes) -> hash.add(name).add(bytes));
        return hash.hex();
    }

    private static Optional<byte[]> bytes(Class<?> study, Optional<Path> home, String name) {
        var file = name + ".class";
        try {
            if (home.isPresent() && Files.isDirectory(home.get())) {
                var path = home.get().resolve(file);
                return Files.exists(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
            }
            var url = study.getResource("/" + file);
            boolean same = url != null
                    && home.isPresent()
                    && url.toString().contains(home.get().getFileName() + "!");
            if (!same) {
                return Optional.empty();
            }
            try (var stream = url.openStream()) {
                return Optional.of(stream.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Class " + name + " cannot be read.", e);
        }
    }

    private static Set<String> references(byte[] classFile) {
        var names = new TreeSet<String>();
        for (var entry : ClassFile.of().parse(classFile).constantPool()) {
            if (entry instanceof ClassEntry used && !used.asInternalName().startsWith("[")) {
                names.add(used.asInternalName());
            }
        }
        return names;
    }

    private static boolean inToolbox(String className) {
        return TOOLBOX.stream().anyMatch(part -> className.startsWith(part + "/"));
    }

    /** SHA-256 over the classes of the toolbox and the laboratory on the class path, the same for folders and jars. */
    static String toolboxHash() {
        var classes = new TreeMap<String, byte[]>();
        for (var entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
            var path = Path.of(entry);
            try {
                if (Files.isDirectory(path)) {
                    collect(path, classes);
                } else if (path.getFileName() != null
                        && path.getFileName().toString().startsWith("assay-")
                        && Files.exists(path)) {
                    try (var jar = FileSystems.newFileSystem(path)) {
                        collect(jar.getPath("/"), classes);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Class path entry " + path + " cannot be read.", e);
            }
        }
        var hash = new Hash();
        classes.forEach((name, bytes) -> hash.add(name).add(bytes));
        return hash.hex();
    }

    private static void collect(Path root, Map<String, byte[]> classes) throws IOException {
        for (var part : TOOLBOX) {
            var folder = root.resolve(part);
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (var files = Files.walk(folder)) {
                for (var file :
                        files.filter(f -> f.toString().endsWith(".class")).toList()) {
                    classes.putIfAbsent(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                }
            }
        }
    }

    private static Optional<Path> place(Class<?> type) {
        var source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
