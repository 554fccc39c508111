package org.assay.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assay.bench.Messages.Request;
import org.assay.bench.Messages.Verb;

/**
 * How fast training batches of CIFAR-10 are made: shuffled, shifted by up to 4 pixels, flipped and standardised. Beside PyTorch's
 * DataLoader with torchvision's transforms, and beside PyTorch loaders vectorised by hand.
 */
final class Loaders {
    static final int BATCH = 128;

    private final List<String> own;
    private final Map<String, List<String>> rivals;
    private final Turns turns;
    private final double seconds;
    private final Consumer<String> note;

    /**
     * @param own the command of our loader
     * @param rivals commands of the others by name
     * @param note takes sentences about what could not be measured
     */
    Loaders(List<String> own, Map<String, List<String>> rivals, Turns turns, double seconds, Consumer<String> note) {
        this.own = own;
        this.rivals = new LinkedHashMap<>(rivals);
        this.turns = turns;
        this.seconds = seconds;
        this.note = note;
    }

    /** The commands of PyTorch's loaders in a checkout, by name. */
    static Map<String, List<String>> torch(Path python, Path script) {
        var commands = new LinkedHashMap<String, List<String>>();
        for (var kind : List.of("dataloader", "epoch", "batch")) {
            commands.put("torch-" + kind, List.of(python.toString(), script.toString(), kind));
        }
        return commands;
    }

    /**
     * What the loaders did; empty where CIFAR-10 cannot be had.
     *
     * @param steps of our training of W2, by precision: whole steps a second
     */
    Optional<Report.Loading> run(Path folder, Path log, Map<String, Double> steps) {
        var file = folder.resolve("pictures.safetensors").toString();
        var peers = new ArrayList<Peer>();
        try {
            var ours = Peer.start("assay", own, log);
            peers.add(ours);
            var export = ours.ask(new Request(Verb.EXPORT, "", "", file, 0, 0));
            if (export.failure().isPresent()) {
                note.accept("How fast batches are made is not measured: "
                        + export.failure().get() + ".");
                return Optional.empty();
            }
            var prepare = new Request(Verb.PREPARE, "", "", file, 0, 0);
            var threads =
                    new TreeMap<>(Map.of(ours.name(), ours.require(prepare).threads()));
            var running = new ArrayList<Peer>();
            rivals.forEach((name, command) -> {
                var rival = Peer.start(name, command, log);
                peers.add(rival);
                var reply = rival.ask(prepare);
                reply.failure().ifPresentOrElse(why -> note.accept(name + " is left out: " + why + "."), () -> {
                    running.add(rival);
                    threads.put(name, reply.threads());
                });
            });
            var found = turns.of(new Request(Verb.RUN, "", "", "", 0, seconds), ours, running);
            var shares = new TreeMap<String, Double>();
            steps.forEach((precision, rate) -> shares.put(precision, rate / found.rate()));
            return Optional.of(
                    new Report.Loading("CIFAR-10", BATCH, BATCH * found.rate(), found.ratios(), threads, shares));
        } finally {
            peers.forEach(Peer::close);
        }
    }
}
