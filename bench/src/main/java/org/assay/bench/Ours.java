package org.assay.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.assay.bench.Messages.Reply;
import org.assay.bench.Messages.Request;
import org.assay.nn.Checkpoint;
import org.assay.nn.Mode;
import org.assay.nn.optim.Optimiser;
import org.assay.tensor.DType;
import org.assay.tensor.Native;
import org.assay.tensor.Precision;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/** This library as a contestant: plain training loops, as in a study. */
final class Ours implements Contestant {
    private static final long SEED = 7;
    private static final int COMPARED_STEPS = 4;
    private static final double WARM_UP_SECONDS = 1.5;
    private static final int SIDE = 512;
    private static final int PRODUCTS = 8;

    private Runnable step = () -> {};
    private double flop;

    public static void main(String[] arguments) throws IOException {
        Contestant.serve(new Ours());
    }

    @Override
    public Reply answer(Request request) {
        return switch (request.verb()) {
            case HELLO -> Reply.of(kernels());
            case EXPORT -> export(Workload.valueOf(request.workload()), Path.of(request.file()));
            case PREPARE -> prepare(request);
            case RUN -> Contestant.steps(step, flop, request.seconds());
            case PEAK -> peak(request);
        };
    }

    static String kernels() {
        var description = Native.describe();
        return "libtorch " + description.libtorch() + ", " + description.cpuCapability() + ", OpenBLAS "
                + description.blasCoreType() + " (" + description.blasChosen() + "), Java "
                + Runtime.version().feature();
    }

    private static Reply export(Workload workload, Path file) {
        Scope.run(() -> Checkpoint.save(file, workload.task(Rng.of(SEED)).tensors()));
        return Reply.of("");
    }

    private Reply prepare(Request request) {
        var workload = Workload.valueOf(request.workload());
        var task = workload.task(Rng.of(SEED));
        var optimiser = Optimiser.of(task.model(), task.rule());
        Supplier<Tensor> loss = request.precision().equals("bf16") ? () -> Precision.bf16(task.loss()) : task.loss();
        flop = workload.flop();
        var training = Rng.of(SEED).split("layers");
        var losses = new ArrayList<Double>();
        Mode.training(training, () -> {
            for (int i = 0; i < COMPARED_STEPS; i++) {
                losses.add(optimiser.minimise(loss));
            }
        });
        step = () -> Mode.training(training, () -> {
            optimiser.minimise(loss);
        });
        Contestant.steps(step, flop, WARM_UP_SECONDS);
        int threads = Contestant.fastest(step, flop, request.threads());
        return Reply.prepared(Tree.count(task.model()), losses, threads);
    }

    private static Reply peak(Request request) {
        Native.threads(request.threads());
        var type = request.precision().equals("bf16") ? DType.BFLOAT16 : DType.FLOAT32;
        return Scope.call(() -> {
            var a = Rng.of(SEED).normal(SIDE, SIDE).to(type);
            Runnable products = () -> Scope.run(() -> {
                for (int i = 0; i < PRODUCTS; i++) {
                    var _ = a.matmul(a);
                }
            });
            return Contestant.steps(products, 2.0 * PRODUCTS * SIDE * SIDE * SIDE, request.seconds());
        });
    }

    /** How a process of this contestant is started, beside the JVM's own arguments. */
    static List<String> command() {
        return JavaProcess.command(Ours.class);
    }
}
