package org.assay.lab.run;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.assay.lab.LabException;

/** Runs the trials of one study in this process, one after the other. */
final class TrialRunner {

    private final Message.Prepare order;
    private final Wire wire;
    private final Map<String, String> settings = new TreeMap<>();
    private final Map<String, String> libraries = new TreeMap<>();
    private final List<EnvironmentProbe> probes = new ArrayList<>();
    private Optional<Bench<?>> bench = Optional.empty();

    TrialRunner(Message.Prepare order, Wire wire) {
        this.order = order;
        this.wire = wire;
    }

    /** Finds the study and says so; false if there is no use in going on. */
    boolean ready() {
        try {
            bench = Optional.of(Bench.of(order.request()));
            ServiceLoader.load(EnvironmentProbe.class).forEach(probes::add);
            for (var probe : probes) {
                settings.putAll(probe.settings());
                libraries.putAll(probe.libraries());
            }
            send(new Message.Ready(settings, libraries));
            return true;
        } catch (LabException e) {
            send(new Message.Refused(String.valueOf(e.getMessage())));
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            send(new Message.Refused("The study cannot be loaded: " + e + "."));
        }
        return false;
    }

    /** One trial from its first line to its report; false if this process should not be used again. */
    boolean run(Message.Begin begin) {
        if (!begin.log().isEmpty()) {
            log(Path.of(begin.log()));
        }
        return run(bench.orElseThrow(), begin);
    }

    private <S extends Record> boolean run(Bench<S> ready, Message.Begin begin) {
        var study = ready.study();
        var report = new Report(wire);
        var hash = new Hash().add(order.codeHash());
        settings.forEach((name, value) -> hash.add(name).add(value));
        var sharedWork = new SharedWork(Path.of(order.sharedFolder()), hash.hex(), this::data);
        var trial = new WorkerTrial<>(
                ready.setting(begin.arm()),
                begin.arm(),
                begin.seed(),
                Path.of(begin.checkpoints()),
                sharedWork,
                report,
                ready.tunedCell());
        try {
            study.run(trial);
            report.flush();
            report.data(data());
            var fault = report.notFinite()
                    .map(cause -> new Message.Failed(cause, Fault.NOT_FINITE, trial.cost()))
                    .or(() -> trial.missing().map(cause -> new Message.Failed(cause, Fault.EXCEPTION, trial.cost())));
            send(fault.isPresent() ? fault.get() : new Message.Done(trial.cost()));
            return true;
        } catch (OutOfMemoryError e) {
            send(new Message.Failed("out of memory: " + e.getMessage(), Fault.MEMORY, trial.cost()));
            return false;
        } catch (Throwable e) {
            e.printStackTrace();
            report.flush();
            report.data(data());
            send(new Message.Failed(Causes.sentence(e, Studies.source(study)), Causes.kind(e), trial.cost()));
            return true;
        } finally {
            System.out.flush();
            System.err.flush();
        }
    }

    private Map<String, String> data() {
        var read = new TreeMap<String, String>();
        probes.forEach(probe -> read.putAll(probe.data()));
        return read;
    }

    private static void log(Path file) {
        System.out.flush();
        System.err.flush();
        if (!Posix.redirectOutput(file)) {
            try {
                var stream = new PrintStream(new FileOutputStream(file.toFile(), true), true, StandardCharsets.UTF_8);
                System.setOut(stream);
                System.setErr(stream);
            } catch (FileNotFoundException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void send(Message message) {
        try {
            wire.send(message);
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }
}
