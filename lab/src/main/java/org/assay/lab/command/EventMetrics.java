package org.assay.lab.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.assay.lab.LabException;
import org.assay.lab.Trial;
import org.assay.lab.tensorboard.EventFile;

/** Metrics of TensorBoard event files: every tag is a series, its last value a metric; a file in a folder below bears the folder in the name. */
final class EventMetrics {

    private EventMetrics() {}

    static void read(Path folder, Trial<?> trial) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new LabException("The command left no folder " + folder + " with event files.");
        }
        var last = new LinkedHashMap<String, Double>();
        try (var paths = Files.walk(folder)) {
            var files = paths.filter(p -> p.getFileName().toString().contains("tfevents"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new LabException("There is no TensorBoard event file in " + folder + ".");
            }
            for (var file : files) {
                var below = folder.relativize(file).getParent();
                var prefix = below == null ? "" : below.toString().replace('\\', '/') + "/";
                for (var scalar : EventFile.read(file)) {
                    var name = prefix + scalar.tag();
                    trial.series(name, (double) scalar.step(), scalar.value());
                    last.put(name, scalar.value());
                }
            }
        }
        last.forEach(trial::metric);
    }
}
