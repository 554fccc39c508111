package org.assay.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.assay.bench.Messages.Reply;
import org.assay.bench.Messages.Request;
import org.assay.data.Augment;
import org.assay.data.Batches;
import org.assay.data.DataSets;
import org.assay.data.Examples;
import org.assay.data.Images;
import org.assay.data.Standardiser;
import org.assay.nn.Checkpoint;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;

/** This library as a maker of training batches, as in a study; a step is a batch. Its counterparts are in {@code bench/peers/loaders.py}. */
final class OwnLoader implements Contestant {
    private static final long SEED = 7;
    private static final int PADDING = 4;
    /** As long as PyTorch's loaders try each number of threads; some of the work is done once a pass. */
    private static final double WARM_UP_SECONDS = 1;

    private final Supplier<Images> source;
    private Runnable step = () -> {};

    OwnLoader(Supplier<Images> source) {
        this.source = source;
    }

    public static void main(String[] arguments) throws IOException {
        Contestant.serve(new OwnLoader(DataSets::cifar10));
    }

    @Override
    public Reply answer(Request request) {
        return switch (request.verb()) {
            case HELLO -> Reply.of(Ours.kernels());
            case EXPORT -> {
                Checkpoint.save(
                        Path.of(request.file()),
                        Map.of("batch.pictures", source.get().train().inputs()));
                yield Reply.of("");
            }
            case PREPARE -> {
                step = making(source.get().train(), Rng.of(SEED));
                yield Reply.prepared(0, List.of(), Contestant.fastest(step, 0, request.threads(), WARM_UP_SECONDS));
            }
            case RUN -> Contestant.steps(step, 0, request.seconds());
            case PEAK -> Reply.failed("A loader multiplies no matrices.");
        };
    }

    private static Runnable making(Examples examples, Rng rng) {
        var standardiser = Standardiser.perChannel(examples.inputs());
        var shift = standardiser.mean().to(DType.FLOAT32);
        var scale = standardiser.deviation().reciprocal().to(DType.FLOAT32);
        var batches = Batches.of(examples, Loaders.BATCH, rng.split("order"))
                .withoutRemainder()
                .map(batch -> new Examples(
                        Augment.cropAndFlip(batch.inputs(), PADDING, rng)
                                .to(DType.FLOAT32)
                                .sub_(shift)
                                .mul_(scale),
                        batch.labels()));
        return new Runnable() {
            private Iterator<Examples> pass = batches.iterator();

            @Override
            public void run() {
                if (!pass.hasNext()) {
                    pass = batches.iterator();
                }
                var _ = pass.next();
            }
        };
    }

    /** How a process of this contestant is started. */
    static List<String> command() {
        return JavaProcess.command(OwnLoader.class);
    }
}
