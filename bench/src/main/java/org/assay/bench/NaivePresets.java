package org.assay.bench;

import java.io.IOException;
import java.util.List;
import org.assay.bench.Messages.Reply;
import org.assay.bench.Messages.Request;
import org.assay.bench.naive.NaiveMlp;

/** The presets used naively as a contestant. They start from weights of their own, so losses are not compared. */
final class NaivePresets implements Contestant {
    private static final int FIRST_STEPS = 20;

    private final NaiveMlp network = new NaiveMlp();

    public static void main(String[] arguments) throws IOException {
        Contestant.serve(new NaivePresets());
    }

    @Override
    public Reply answer(Request request) {
        return switch (request.verb()) {
            case HELLO -> Reply.of("the presets of libtorch as they start by themselves");
            case PREPARE -> {
                for (int i = 0; i < FIRST_STEPS; i++) {
                    network.step();
                }
                yield Reply.prepared(network.parameters(), List.of(), 0);
            }
            case RUN -> Contestant.steps(network::step, Workload.W1.flop(), request.seconds());
            case EXPORT, PEAK -> Reply.failed("The naive presets only take steps.");
        };
    }
}
