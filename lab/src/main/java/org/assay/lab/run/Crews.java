package org.assay.lab.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.assay.lab.RunRecord.Code;
import org.assay.lab.RunRecord.Environment;

/** How the workers of a laboratory are put together. */
record Crews(Path runs, LabSettings settings, Path powercap) {

    /** Begins to count what the processor packages take. */
    Energy energy() {
        return Energy.meter(powercap);
    }

    /**
     * Workers for the trials of a plan.
     *
     * @param recorded settings of an environment that are to be forced again
     * @param attempts how often a trial is tried whose failure may pass
     * @param foreground whether trials write to the terminal rather than to log files
     */
    Crew of(
            Bench<?> bench,
            Code code,
            RunFolder folder,
            Map<String, String> recorded,
            int size,
            int attempts,
            boolean foreground,
            RunListener listener) {
        var hash = new Hash().add(code.studyHash()).add(code.toolboxHash()).hex();
        var prepare = new Message.Prepare(
                bench.request(), runs.resolve("shared").toAbsolutePath().toString(), hash);
        var hiring = new Hiring(
                bench.request(), prepare, folder, settings.flags(), properties(bench, recorded), size, foreground);
        return new Crew(
                size,
                attempts,
                hiring,
                settings.stall().orElse(bench.plan().stall()),
                settings.start(),
                listener,
                energy());
    }

    private Map<String, String> properties(Bench<?> bench, Map<String, String> recorded) {
        var properties = new HashMap<String, String>();
        properties.put("assay.threads", Integer.toString(bench.plan().threads()));
        if (bench.plan().onDevice()) {
            properties.put("assay.device", bench.plan().device());
        }
        properties.putAll(recorded);
        properties.putAll(settings.properties());
        return properties;
    }

    /**
     * How many workers a plan gets: one if its trials run alone, else as many as asked for, or one for each core that a trial's threads leave; one
     * where trials share a device.
     */
    static int workers(Bench<?> bench) {
        if (bench.plan().alone()) {
            return 1;
        }
        int asked = bench.request().workers();
        if (asked > 0) {
            return asked;
        }
        return bench.plan().onDevice()
                ? 1
                : Math.max(1, Machine.cores() / bench.plan().threads());
    }

    static Environment environment(Bench<?> bench, Message.Ready ready) {
        return new Environment(
                Machine.os(),
                Machine.processor(),
                Machine.cores(),
                Machine.memoryBytes(),
                Machine.jdk(),
                workers(bench),
                bench.plan().threads(),
                ready.settings(),
                ready.libraries());
    }
}
