package org.assay.lab.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.lab.LabException;
import org.assay.lab.Trial;

/** One trial of a command: arguments as a list, never through a shell. */
final class CommandRun {

    /** Libraries that would otherwise start a thread for every core, which trials beside this one want too. */
    private static final List<String> THREADS =
            List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS");

    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final long SEED_BITS = 0x7fff_ffffL;

    private final CommandSpec spec;
    private final Trial<?> trial;
    private final Map<String, String> values = new LinkedHashMap<>();

    CommandRun(CommandSpec spec, Trial<?> trial) {
        this.spec = spec;
        this.trial = trial;
    }

    void run() throws Exception {
        var out = Files.createTempDirectory("assay-trial-");
        try {
            fillIn(out);
            var process = builder().start();
            process.getOutputStream().close();
            var lines = new LineReader(trial, spec.metrics() instanceof MetricSource.Lines);
            try (var reader = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
                for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.read(line);
                }
            }
            int exit = process.waitFor();
            if (exit != 0) {
                throw new LabException(
                        "The command ended with exit code " + exit + ": " + String.join(" ", words()) + ".");
            }
            switch (spec.metrics()) {
                case MetricSource.Lines _ -> {}
                case MetricSource.Csv csv -> CsvMetrics.read(path(csv.file()), csv.step(), trial);
                case MetricSource.Events events -> EventMetrics.read(path(events.folder()), trial);
            }
        } finally {
            delete(out);
        }
    }

    private void fillIn(Path out) throws IOException {
        for (var component : trial.setting().getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                values.put(
                        component.getName(),
                        String.valueOf(component.getAccessor().invoke(trial.setting())));
            } catch (ReflectiveOperationException e) {
                throw new IOException("Setting " + component.getName() + " cannot be read.", e);
            }
        }
        values.putIfAbsent(CommandSpec.DEVICE, spec.device());
        values.put("arm", trial.arm());
        values.put("seed", Long.toString(trial.seed()));
        values.put("out", out.toString());
        values.put("checkpoints", trial.checkpoints().toString());
    }

    private ProcessBuilder builder() {
        var command = new ArrayList<String>();
        if (Files.isExecutable(SETPRIV)) {
            // A worker that is killed takes its command with it.
            command.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "KILL", "--"));
        }
        command.addAll(words());
        var builder = new ProcessBuilder(command)
                .directory(spec.folder().toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        THREADS.forEach(name -> builder.environment().put(name, Integer.toString(spec.threads())));
        spec.environment().forEach((name, value) -> builder.environment().put(name, filled(value)));
        return builder;
    }

    private List<String> words() {
        return spec.command().stream().map(this::filled).toList();
    }

    private String filled(Template template) {
        // Other people's programs take seeds of 31 bits.
        return template.fill(values, stream -> Long.toString(trial.seed(stream) & SEED_BITS));
    }

    private Path path(Template template) {
        return spec.folder().resolve(filled(template));
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
