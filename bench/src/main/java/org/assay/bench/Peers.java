package org.assay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The other contestants: what they are called, and how their processes start. */
public enum Peers {
    TORCH_EAGER("torch-eager", "torch_peer.py", "eager"),
    TORCH_COMPILE("torch-compile", "torch_peer.py", "compile"),
    JAX("jax", "jax_peer.py", ""),
    NAIVE_PRESETS("naive-presets", "", "");

    private static final Path SCRIPTS = Path.of("bench", "peers");
    private static final Path ENVIRONMENT = Path.of("target", "peers");

    private final String title;
    private final String script;
    private final String mode;

    Peers(String title, String script, String mode) {
        this.title = title;
        this.script = script;
        this.mode = mode;
    }

    public String title() {
        return title;
    }

    /** Peers by their names, as {@code torch-eager,jax}. */
    public static List<Peers> named(String text) {
        return Arrays.stream(text.split(",")).map(Peers::one).distinct().toList();
    }

    private static Peers one(String name) {
        return Arrays.stream(values())
                .filter(peer -> peer.title.equals(name.strip()))
                .findFirst()
                .orElseThrow(() -> new BenchException("There is no peer " + name.strip() + ": choose among "
                        + Arrays.stream(values()).map(Peers::title).collect(Collectors.joining(", ")) + "."));
    }

    /** Whether it takes part in a workload: the presets are used naively for the one network that their examples show. */
    boolean runs(Workload workload, String precision) {
        return this != NAIVE_PRESETS || (workload == Workload.W1 && precision.equals("f32"));
    }

    private boolean isPython() {
        return !script.isEmpty();
    }

    /** The commands of those that are installed, in order. */
    static Map<Peers, List<String>> installed(Path home, List<Peers> wanted) {
        var python = python(home);
        var commands = new LinkedHashMap<Peers, List<String>>();
        for (var peer : wanted) {
            if (!peer.isPython()) {
                commands.put(peer, JavaProcess.command(NaivePresets.class));
            } else if (Files.isExecutable(python)) {
                var script = home.resolve(SCRIPTS).resolve(peer.script);
                commands.put(peer, List.of(python.toString(), script.toString(), peer.mode));
            }
        }
        return commands;
    }

    private static Path python(Path home) {
        return home.resolve(ENVIRONMENT).resolve("bin").resolve("python");
    }

    /** The commands of PyTorch's loaders of training batches, by name. */
    static Map<String, List<String>> loaders(Path home) {
        return Loaders.torch(python(home), home.resolve(SCRIPTS).resolve("loaders.py"));
    }

    /** Installs the Python peers where they are wanted and not there yet; says whether they are there now. */
    static boolean install(Path home, List<Peers> wanted) {
        if (wanted.stream().noneMatch(Peers::isPython)) {
            return true;
        }
        var environment = home.resolve(ENVIRONMENT);
        var script = home.resolve(SCRIPTS).resolve("install.sh");
        try {
            var process = new ProcessBuilder(script.toString(), environment.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
