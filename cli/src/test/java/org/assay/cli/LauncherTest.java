package org.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.assay.cli.Processes.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout whose Maven is a script: it copies a jar made here and counts how often it is called. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "assay is a POSIX shell script")
final class LauncherTest {

    private static final String PROGRAM = """
            package org.assay.cli;

            public final class Main {
                public static void main(String[] arguments) {
                    System.out.println("VERSION in " + System.getProperty("user.dir") + " with " + String.join("|", arguments)
                            + " and " + System.getProperty("flag"));
                    System.exit(arguments.length == 1 ? Integer.parseInt(arguments[0]) : 0);
                }
            }
            """;

    @TempDir
    Path folder;

    Path checkout;

    @BeforeEach
    void makeCheckout() throws Exception {
        checkout = Files.createDirectory(folder.resolve("a check out")).toRealPath();
        var source = sourceTree();
        Files.copy(source.resolve("assay"), checkout.resolve("assay"));
        Files.createDirectories(checkout.resolve(".mvn"));
        for (var name : List.of("find-jdk.sh", "Build.java")) {
            Files.copy(source.resolve(".mvn", name), checkout.resolve(".mvn", name));
        }
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Files.createDirectories(checkout.resolve("cli", "src", "main"));
        Files.writeString(checkout.resolve("cli", "pom.xml"), "<project/>");
        program("one");
        script(checkout.resolve("mvnw"), """
                #!/bin/sh
                cd "$(dirname "$0")"
                echo called >>calls
                echo "[INFO] Building assay-cli 1.0 [1/1]"
                [ ! -f broken ] || { echo "[ERROR] cannot find symbol"; exit 1; }
                mkdir -p cli/target
                cp program.jar cli/target/assay-cli-1.0.jar
                printf %s "$PWD/library.jar" >cli/target/classpath
                """);
        library();
    }

    @Test
    void buildsOnceAndSaysSo() throws Exception {
        var first = assay("x", "y z");
        assertThat(first.exit()).isZero();
        assertThat(first.out()).isEqualTo("one in " + checkout + " with x|y z and null\n");
        assertThat(first.err()).contains("Building Assay for the first use").contains("1/1 assay-cli");

        var second = assay();
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).startsWith("one in ");
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        assay();
        program("two");
        var source = Files.writeString(checkout.resolve("cli", "src", "main", "New.java"), "class New {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));

        var again = assay();
        assertThat(again.err()).contains("sources have changed");
        assertThat(again.out()).startsWith("two in ");
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        var command = List.of(checkout.resolve("assay").toString());
        var one = Processes.start(folder, environment(), command);
        var other = Processes.start(folder, environment(), command);
        for (var outcome : List.of(one.outcome(), other.outcome())) {
            assertThat(outcome.exit()).isZero();
            assertThat(outcome.out()).startsWith("one in ");
        }
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void runsThroughALinkFromAnywhere() throws Exception {
        var bin = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("far"), checkout.resolve("assay"));
        Files.createSymbolicLink(bin.resolve("assay"), Path.of("far"));
        var outcome = Processes.run(bin, environment(), List.of("./assay", "a"));
        assertThat(outcome.out()).isEqualTo("one in " + bin.toRealPath() + " with a and null\n");
    }

    @Test
    void movedCheckoutIsBuiltAgain() throws Exception {
        assay();
        var moved = folder.resolve("moved");
        Files.move(checkout, moved);
        checkout = moved.toRealPath();
        var outcome = assay();
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.err()).contains("Building Assay");
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void passesFlagsAndExitCodes() throws Exception {
        var environment = environment();
        environment.put("ASSAY_JAVA_OPTS", "-Dflag=set -Xmx64m");
        var outcome = Processes.run(checkout, environment, List.of("./assay", "7"));
        assertThat(outcome.out()).endsWith(" and set\n");
        assertThat(outcome.exit()).isEqualTo(7);
    }

    @Test
    void brokenBuildShowsWhatMavenSaid() throws Exception {
        Files.createFile(checkout.resolve("broken"));
        var outcome = assay();
        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("cannot find symbol").contains("could not be built");
    }

    @Test
    void withoutAJdkOneSentence() throws Exception {
        Files.copy(sourceTree().resolve("mvnw"), checkout.resolve("mvnw"), StandardCopyOption.REPLACE_EXISTING);
        var empty = Files.createDirectory(folder.resolve("nothing"));
        for (var tool : List.of("dirname", "sed", "readlink", "find", "head")) {
            script(empty.resolve(tool), "#!/bin/sh\nexec " + which(tool) + " \"$@\"\n");
        }
        var finder = checkout.resolve(".mvn", "find-jdk.sh");
        var nowhere = Files.readString(finder).replaceAll("(?<=[ \n])/(usr|opt|Library)/", empty + "/$1/");
        Files.writeString(finder, nowhere);
        var environment = Map.of("PATH", empty.toString(), "HOME", empty.toString(), "JAVA_HOME", "");

        for (var command : List.of("./assay", "./mvnw")) {
            var outcome = Processes.run(checkout, environment, List.of("/bin/sh", command, "--version"));
            assertThat(outcome.exit()).isNotZero();
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err().lines())
                    .singleElement()
                    .asString()
                    .contains("needs a JDK 25")
                    .contains("sdk install java");
        }
    }

    private Outcome assay(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(checkout.resolve("assay").toString()));
        command.addAll(List.of(arguments));
        return Processes.run(checkout, environment(), command);
    }

    private Map<String, String> environment() {
        return new HashMap<>(Map.of("JAVA_HOME", System.getProperty("java.home")));
    }

    private long calls() throws IOException {
        return Files.readAllLines(checkout.resolve("calls")).size();
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void program(String version) throws IOException {
        var classes = Files.createTempDirectory(folder, "classes");
        var source = Files.writeString(classes.resolve("Main.java"), PROGRAM.replace("VERSION", version));
        var compiled =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString());
        assertThat(compiled).isZero();
        try (var jar = new JarOutputStream(Files.newOutputStream(checkout.resolve("program.jar")))) {
            jar.putNextEntry(new JarEntry("org/assay/cli/Main.class"));
            Files.copy(classes.resolve("org/assay/cli/Main.class"), jar);
        }
    }

    private void library() throws IOException {
        var library = checkout.resolve("library.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(library))) {
            jar.putNextEntry(new JarEntry("library.txt"));
        }
    }

    private static String which(String tool) {
        for (var folder : List.of("/usr/bin", "/bin")) {
            if (Files.isExecutable(Path.of(folder, tool))) {
                return folder + "/" + tool;
            }
        }
        throw new AssertionError("There is no " + tool + " on this machine.");
    }

    /** The checkout these tests belong to. */
    static Path sourceTree() {
        var path = Path.of("").toAbsolutePath();
        while (!Files.exists(path.resolve("assay"))) {
            path = path.getParent();
        }
        return path;
    }
}
