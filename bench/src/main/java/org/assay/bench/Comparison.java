package org.assay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assay.bench.Messages.Reply;
import org.assay.bench.Messages.Request;
import org.assay.bench.Messages.Verb;

/**
 * Runs contestants in turn, A B A B, and compares them within each round, so that what slows the machine for a while slows
 * all of them. Before a workload is timed all start from the same weights and must show the same losses.
 */
public final class Comparison {
    private static final List<Workload> AT_ONCE = List.of(Workload.W1, Workload.W3, Workload.W4, Workload.W8);
    private static final int ROUNDS_AT_ONCE = 3;
    private static final Map<String, Double> LOSS_TOLERANCE = Map.of("f32", 1e-3, "bf16", 3e-2);

    private final Path home;
    private final Plan plan;
    private final Consumer<String> progress;
    private final List<String> notes = new ArrayList<>();

    /**
     * What to measure.
     *
     * @param precisions {@code f32}, {@code bf16} or both
     * @param peers beside whom; those not installed are left out
     * @param install whether to install them first
     * @param rounds of every contestant
     * @param seconds of each turn
     */
    public record Plan(
            List<Workload> workloads,
            List<String> precisions,
            List<Peers> peers,
            boolean install,
            int rounds,
            double seconds) {
        public Plan {
            workloads = List.copyOf(workloads);
            precisions = List.copyOf(precisions);
            for (var precision : precisions) {
                if (!LOSS_TOLERANCE.containsKey(precision)) {
                    throw new BenchException("There is no precision " + precision + ": choose f32 or bf16.");
                }
            }
            peers = List.copyOf(peers);
            if (rounds < 1 || seconds <= 0) {
                throw new BenchException("A comparison needs at least one round, and turns longer than 0 s.");
            }
        }
    }

    /** A comparison by the scripts of a checkout, which tells of its progress line by line. */
    public Comparison(Path home, Plan plan, Consumer<String> progress) {
        this.home = home;
        this.plan = plan;
        this.progress = progress;
    }

    public Report run() {
        if (plan.install && !Peers.install(home, plan.peers)) {
            note("The Python peers could not be installed (is the package index within reach?): they are left out.");
        }
        var commands = Peers.installed(home, plan.peers);
        plan.peers.stream()
                .filter(peer -> !commands.containsKey(peer))
                .forEach(peer -> note(peer.title() + " is not installed: assay bench --peers installs it."));
        try {
            var folder = Files.createTempDirectory("assay-bench");
            try {
                return measured(commands, folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new BenchException("The comparison's temporary files: " + e.getMessage() + ".", e);
        }
    }

    private Report measured(Map<Peers, List<String>> commands, Path folder) {
        var log = folder.resolve("log");
        var contestants = new LinkedHashMap<String, String>();
        var lines = new ArrayList<Report.Line>();
        progress.accept("operators ...");
        double micros = OperatorOverhead.micros(plan.seconds);
        try (var all = new Crew()) {
            var ours = all.join(Peer.start("assay", Ours.command(), log));
            commands.forEach((peer, command) -> all.join(Peer.start(peer.title(), command, log)));
            for (var peer : List.copyOf(all.peers)) {
                var hello = peer.ask(Request.hello());
                contestants.put(peer.name(), hello.failure().orElse(hello.kernels()));
                progress.accept(peer.name() + ": " + contestants.get(peer.name()));
            }
            var peak = peak(ours);
            for (var workload : plan.workloads) {
                var file = folder.resolve(workload.name() + ".safetensors");
                ours.require(new Request(Verb.EXPORT, workload.name(), "", file.toString(), 0, 0));
                for (var precision : plan.precisions) {
                    var rivals = all.peers.stream()
                            .filter(peer -> peer != ours)
                            .filter(peer -> Peers.named(peer.name()).getFirst().runs(workload, precision))
                            .toList();
                    lines.add(line(workload, precision, file, ours, rivals));
                }
            }
            var atOnce = atOnce(ours, log);
            var loading = loading(lines, commands.containsKey(Peers.TORCH_EAGER), folder, log);
            return new Report(
                    lines, loading, peak, micros, atOnce, Machine.describe(), contestants, List.copyOf(notes));
        }
    }

    /** How fast the batches of a ResNet on small photographs are made; its steps are what that is weighed against. */
    private Optional<Report.Loading> loading(List<Report.Line> lines, boolean torch, Path folder, Path log) {
        var steps = new TreeMap<String, Double>();
        lines.stream()
                .filter(line -> line.id().equals(Workload.W2.name()))
                .forEach(line -> steps.put(line.precision(), line.stepsPerSecond()));
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        var rivals = torch ? Peers.loaders(home) : Map.<String, List<String>>of();
        var found = new Loaders(OwnLoader.command(), rivals, new Turns(plan.rounds), plan.seconds, this::note)
                .run(folder, log, steps);
        found.ifPresent(loading -> progress.accept(
                "batches of CIFAR-10 %9.0f pictures/s  %s".formatted(loading.picturesPerSecond(), loading.ratios())));
        return found;
    }

    /** The processes of a comparison, all ended with it. */
    private static final class Crew implements AutoCloseable {
        private final List<Peer> peers = new ArrayList<>();

        Peer join(Peer peer) {
            peers.add(peer);
            return peer;
        }

        @Override
        public void close() {
            peers.forEach(Peer::close);
        }
    }

    private Map<String, Double> peak(Peer ours) {
        var peak = new TreeMap<String, Double>();
        for (var precision : plan.precisions) {
            double best = 0;
            for (int round = 0; round < plan.rounds; round++) {
                int cores = Runtime.getRuntime().availableProcessors();
                var reply = ours.ask(new Request(Verb.PEAK, "", precision, "", cores, plan.seconds / 2));
                best = Math.max(best, reply.flop() / reply.seconds() / 1e9);
            }
            peak.put(precision, best);
        }
        return peak;
    }

    private Report.Line line(Workload workload, String precision, Path file, Peer ours, List<Peer> rivals) {
        var request = new Request(Verb.PREPARE, workload.name(), precision, file.toString(), 0, 0);
        var own = ours.require(request);
        var threads = new TreeMap<>(Map.of(ours.name(), own.threads()));
        var running = new ArrayList<Peer>();
        for (var rival : rivals) {
            var reply = rival.ask(request);
            var fault = fault(own, reply, precision);
            if (fault.isPresent()) {
                note(workload + " " + precision + ": " + rival.name() + " is left out. " + fault.get());
            } else {
                running.add(rival);
                threads.put(rival.name(), reply.threads());
            }
        }
        var run = new Request(Verb.RUN, workload.name(), precision, "", 0, plan.seconds);
        var found = new Turns(plan.rounds).of(run, ours, running);
        double rate = found.rate();
        var line = new Report.Line(
                workload.name(), precision, rate, rate * workload.flop() / 1e9, found.ratios(), threads);
        progress.accept("%s %-4s %9.1f steps/s %6.0f GFLOP/s  %s"
                .formatted(workload, precision, rate, line.gflops(), found.ratios()));
        return line;
    }

    /** Why a contestant's steps are not those that we take, if they are not. */
    private static Optional<String> fault(Reply own, Reply reply, String precision) {
        if (reply.failure().isPresent()) {
            return reply.failure();
        }
        if (reply.parameters() != own.parameters()) {
            return Optional.of("It has " + reply.parameters() + " parameters, not " + own.parameters() + ".");
        }
        double tolerance = LOSS_TOLERANCE.getOrDefault(precision, 0.0);
        for (int i = 0; i < reply.losses().size(); i++) {
            double difference = Math.abs(reply.losses().get(i) - own.losses().get(i));
            if (!(difference <= tolerance * Math.abs(own.losses().get(i)))) {
                return Optional.of("Its losses are " + reply.losses() + ", not " + own.losses() + ".");
            }
        }
        return Optional.empty();
    }

    /** One process, then two at once, in turn. */
    private Map<String, Double> atOnce(Peer ours, Path log) {
        var ratios = new TreeMap<String, Double>();
        var chosen = AT_ONCE.stream().filter(plan.workloads::contains).toList();
        if (chosen.isEmpty()) {
            return ratios;
        }
        try (var other = Peer.start("assay", Ours.command(), log)) {
            for (var workload : chosen) {
                var prepare = new Request(Verb.PREPARE, workload.name(), "f32", "", 1, 0);
                ours.require(prepare);
                other.require(prepare);
                var run = new Request(Verb.RUN, workload.name(), "f32", "", 1, plan.seconds);
                var found = new ArrayList<Double>();
                for (int round = 0; round < ROUNDS_AT_ONCE; round++) {
                    double alone = ours.require(run).rate();
                    ours.send(run);
                    other.send(run);
                    found.add((ours.requireNext().rate() + other.requireNext().rate()) / alone);
                }
                ratios.put(workload.name(), Medians.of(found));
                progress.accept("%s two at once: %.2f times one".formatted(workload, Medians.of(found)));
            }
        }
        return ratios;
    }

    private void note(String sentence) {
        notes.add(sentence);
        progress.accept(sentence);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
