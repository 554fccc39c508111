package org.assay.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.assay.tensor.Rng;

/** The training steps that are timed. */
public enum Workload {
    W1("MLP 784-256-128-10, batch 128", "Adam", Perceptrons.flop(128, 784, 256, 128, 10)),
    W2("ResNet-20, width 16, 32x32, batch 128", "SGD", Vision.RESNET_FLOP),
    W3("ViT, 6 layers, width 128, patch 4, 32x32, batch 128", "AdamW", Vision.VIT_FLOP),
    W4("GPT, 4 layers, width 128, context 128, batch 32", "AdamW", Sequences.GPT_FLOP),
    W5("LSTM 2x128, 64 steps, batch 64", "Adam", Sequences.LSTM_FLOP),
    W6("DDPM U-Net, base 32, 32x32, batch 32", "Adam", Diffusion.FLOP),
    W7("EGNN, 4 layers, width 64, 96 molecules of 18 atoms", "Adam", Molecules.FLOP),
    W8("MLP 32-32-32-2, batch 32", "SGD", Perceptrons.flop(32, 32, 32, 32, 2));

    /** The backward pass computes two products for each of the forward pass. */
    private static final double PASSES = 3;

    private final String title;
    private final String optimiser;
    private final double forwardFlop;

    Workload(String title, String optimiser, double forwardFlop) {
        this.title = title;
        this.optimiser = optimiser;
        this.forwardFlop = forwardFlop;
    }

    public String title() {
        return title;
    }

    public String optimiser() {
        return optimiser;
    }

    /** Floating-point operations of the products and convolutions of a step, the backward pass taken as two forward ones. */
    public double flop() {
        return PASSES * forwardFlop;
    }

    Task task(Rng rng) {
        return switch (this) {
            case W1 -> Perceptrons.images(rng);
            case W2 -> Vision.resnet(rng);
            case W3 -> Vision.vit(rng);
            case W4 -> Sequences.gpt(rng);
            case W5 -> Sequences.lstm(rng);
            case W6 -> Diffusion.task(rng);
            case W7 -> Molecules.task(rng);
            case W8 -> Perceptrons.tiny(rng);
        };
    }

    /** Workloads by their names, as {@code W1,W8}. */
    public static List<Workload> named(String text) {
        return Arrays.stream(text.split(",")).map(Workload::one).distinct().toList();
    }

    private static Workload one(String name) {
        return Arrays.stream(values())
                .filter(workload -> workload.name().equals(name.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new BenchException("There is no workload " + name.strip() + ": choose among "
                        + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", ")) + "."));
    }
}
