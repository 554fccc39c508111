import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Builds what {@code ./assay} starts: run by the launcher when the sources are newer than the last build.
 *
 * <p>A build goes into a folder of its own, {@code target/assay/<digest>}, and {@code target/assay/current} names the newest. A run that was
 * started before keeps the jars it was started with, and so do the workers it starts later. The file lock is held by the process, so a killed
 * build leaves nothing to clean up, and of two launchers at once one builds and the other waits.
 */
final class Build {

    private static final Pattern MODULE = Pattern.compile("\\[INFO] Building (\\S+) \\S+ +\\[(\\d+)/(\\d+)]");
    private static final Pattern ADVICE = Pattern.compile("\\[ERROR] *(|.*(\\[Help 1]|stack trace|debug logging|possible solutions|resume the build|mvn <args>).*)");
    private static final Duration KEPT = Duration.ofDays(14);

    private final Path base;
    private final Path built;
    private final Path current;
    private final PrintStream out = System.out;

    private Build(Path base) {
        this.base = base;
        this.built = base.resolve("target", "assay");
        this.current = built.resolve("current");
    }

    public static void main(String[] args) throws Exception {
        try {
            new Build(Path.of(args[0]).toRealPath()).underLock();
        } catch (BuildFailed failed) {
            System.out.println(failed.getMessage());
            System.exit(1);
        }
    }

    private void underLock() throws Exception {
        Files.createDirectories(built);
        try (var file = FileChannel.open(built.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var lock = file.tryLock();
            if (lock == null) {
                out.println("Assay is being built by another process; waiting for it ...");
                file.lock();
            }
            if (!upToDate()) {
                build();
            }
        }
    }

    private boolean upToDate() throws IOException {
        if (!Files.exists(current)) {
            return false;
        }
        var lines = Files.readAllLines(current);
        if (lines.size() < 2
                || !lines.get(1).equals(base.toString())
                || !Files.exists(built.resolve(lines.get(0), "java.args"))) {
            return false;
        }
        var stamp = Files.getLastModifiedTime(current);
        var sources = new ArrayList<>(List.of(base.resolve("pom.xml"), base.resolve(".mvn")));
        try (var modules = Files.list(base)) {
            modules.forEach(module -> {
                sources.add(module.resolve("pom.xml"));
                sources.add(module.resolve("src", "main"));
            });
        }
        for (var source : sources) {
            if (Files.exists(source)) {
                try (var files = Files.walk(source)) {
                    if (files.anyMatch(path -> modified(path).compareTo(stamp) > 0)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private void build() throws Exception {
        // What is edited while Maven runs must count as newer than this build.
        var started = Instant.now();
        out.println(
                Files.exists(current)
                        ? "Building Assay, whose sources have changed ..."
                        : "Building Assay for the first use (libraries are fetched once, about 200 MB) ...");
        maven();

        var ours = new ArrayList<Path>();
        var libraries = new ArrayList<Path>();
        ours.add(ownJar());
        for (var entry : Files.readString(base.resolve("cli", "target", "classpath")).strip().split(File.pathSeparator)) {
            var jar = Path.of(entry).toRealPath();
            (jar.startsWith(base) && jar.getParent().endsWith("target") ? ours : libraries).add(jar);
        }

        var version = digest(ours, libraries);
        var folder = built.resolve(version);
        var lib = Files.createDirectories(built.resolve("lib"));
        Files.createDirectories(folder);
        var classPath = new ArrayList<String>();
        for (var jar : ours) {
            var target = folder.resolve(jar.getFileName());
            if (!Files.exists(target)) {
                var part = Files.copy(jar, folder.resolve(jar.getFileName() + ".part"), StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            }
            classPath.add(target.toString());
        }
        for (var jar : libraries) {
            classPath.add(linked(jar, lib).toString());
        }
        var archive = folder.resolve("assay.aot");
        var flags = List.of(
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dassay.home=" + base,
                "-cp",
                String.join(File.pathSeparator, classPath));
        var arguments = folder.resolve("java.args");
        write(arguments, flags);
        remember(archive, arguments);
        if (Files.exists(archive)) {
            var all = new ArrayList<>(List.of(
                    "-XX:AOTCache=" + archive, "-Xlog:aot=off", "-Xlog:cds=off", "-Dassay.aot=" + archive));
            all.addAll(flags);
            write(arguments, all);
        }

        var next = built.resolve("current.part");
        Files.writeString(next, version + "\n" + base + "\n");
        Files.setLastModifiedTime(next, FileTime.from(started));
        Files.move(next, current, StandardCopyOption.ATOMIC_MOVE);
        forgetOld(version);
        out.println("Built in " + Duration.between(started, Instant.now()).toSeconds() + " s.");
    }

    private void maven() throws Exception {
        var windows = File.separatorChar == '\\';
        var command = List.of(
                base.resolve(windows ? "mvnw.cmd" : "mvnw").toString(),
                "--batch-mode",
                "-Dstyle.color=never",
                "-Dmaven.test.skip=true",
                "-Dspotless.skip=true",
                "-f",
                base.resolve("pom.xml").toString(),
                "package");
        var process = new ProcessBuilder(command)
                .directory(base.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File(windows ? "NUL" : "/dev/null")))
                .start();
        var tail = new ArrayDeque<String>();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var module = MODULE.matcher(line);
                if (module.find()) {
                    out.println("  " + module.group(2) + "/" + module.group(3) + " " + module.group(1));
                } else if (line.startsWith("Fetching Maven")) {
                    out.println("  " + line);
                } else if (!line.startsWith("[INFO]") && !ADVICE.matcher(line).matches()) {
                    tail.add(line);
                    if (tail.size() > 60) {
                        tail.removeFirst();
                    }
                }
            }
        }
        if (process.waitFor() != 0) {
            tail.forEach(out::println);
            throw new BuildFailed("Assay could not be built; what Maven said stands above.");
        }
    }

    private Path ownJar() throws IOException {
        try (var jars = Files.newDirectoryStream(base.resolve("cli", "target"), "assay-cli-*.jar")) {
            for (var jar : jars) {
                var name = jar.getFileName().toString();
                if (!name.endsWith("-sources.jar") && !name.endsWith("-tests.jar") && !name.endsWith("-javadoc.jar")) {
                    return jar;
                }
            }
        }
        throw new BuildFailed("The build left no assay-cli jar in " + base.resolve("cli", "target") + ".");
    }

    private static String digest(List<Path> ours, List<Path> libraries) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var jar : ours) {
                digest.update(jar.getFileName().toString().getBytes());
                digest.update(Files.readAllBytes(jar));
            }
            for (var jar : libraries) {
                digest.update(jar.toString().getBytes());
            }
            digest.update(Runtime.version().toString().getBytes());
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A hard link costs nothing and outlives a cleaned local repository; another file system gets a copy. */
    private static Path linked(Path jar, Path lib) throws IOException {
        var target = lib.resolve(jar.getFileName());
        if (Files.exists(target) && Files.size(target) == Files.size(jar)) {
            return target;
        }
        Files.deleteIfExists(target);
        try {
            return Files.createLink(target, jar);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException otherFileSystem) {
            return Files.copy(jar, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static void write(Path arguments, List<String> flags) throws IOException {
        var quoted = flags.stream()
                .map(flag -> '"' + flag.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .toList();
        Files.write(arguments, quoted);
    }

    /** Records the classes that a start needs, loaded and linked, so that the next start has them at once; without it starts are slower, no more. */
    private void remember(Path archive, Path arguments) throws IOException, InterruptedException {
        if (Files.exists(archive)) {
            return;
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var part = archive.resolveSibling("assay.aot.part");
        new ProcessBuilder(
                        java, "-XX:AOTCacheOutput=" + part, "@" + arguments, "org.assay.cli.WarmUp")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (Files.exists(part)) {
            Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.deleteIfExists(archive.resolveSibling("assay.aot.part.config"));
    }

    /** Older builds stay for the runs that use them. */
    private void forgetOld(String version) throws IOException {
        try (var folders = Files.list(built)) {
            for (var folder : folders.filter(Files::isDirectory).toList()) {
                var name = folder.getFileName().toString();
                var expired = modified(folder).toInstant().isBefore(Instant.now().minus(KEPT));
                if (!name.equals(version) && !name.equals("lib")) {
                    Files.deleteIfExists(folder.resolve("assay.aot"));
                    if (expired) {
                        delete(folder);
                    }
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static FileTime modified(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class BuildFailed extends RuntimeException {
        BuildFailed(String message) {
            super(message);
        }
    }
}
