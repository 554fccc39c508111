package org.assay.tensor;

import java.util.ArrayList;
import java.util.List;

/** What layers, losses and signal processing are made of. */
final class CasesOfLayers extends Cases {
    CasesOfLayers() {
        convolutions();
        resampling();
        networks();
        recurrences();
        losses();
        signals();
    }

    private void convolutions() {
        add(
                "conv1d",
                (rng, s) -> List.of(real(rng, s.a(), 2, 7), real(rng, 4, 1, 3), real(rng, 4)),
                in -> in.get(0).conv1d(in.get(1), in.get(2), Conv.of(2, 1).groups(2)));
        add(
                "conv2d",
                (rng, s) -> List.of(real(rng, s.a(), s.c(), 5, 6), real(rng, s.b(), s.c(), 3, 2), real(rng, s.b())),
                in -> in.get(0)
                        .conv2d(
                                in.get(1),
                                in.get(2),
                                Conv.DEFAULT.stride(2, 1).padding(1).dilation(1, 2)));
        add(
                "conv2d plain",
                (rng, s) -> List.of(real(rng, s.a(), s.c(), 4, 4), real(rng, s.b(), s.c(), 3, 3)),
                in -> in.get(0).conv2d(in.get(1)));
        add(
                "conv3d",
                (rng, s) -> List.of(real(rng, s.a(), 1, 3, 4, 3), real(rng, s.b(), 1, 2, 3, 2)),
                in -> in.get(0).conv3d(in.get(1), Conv.of(1, 1)));
        add(
                "convTranspose1d",
                (rng, s) -> List.of(real(rng, s.a(), s.c(), 4), real(rng, s.c(), s.b(), 3)),
                in -> in.get(0).convTranspose1d(in.get(1), Conv.of(2, 1).outputPadding(1)));
        add(
                "convTranspose2d",
                (rng, s) -> List.of(real(rng, s.a(), s.c(), 3, 3), real(rng, s.c(), s.b(), 3, 3), real(rng, s.b())),
                in -> in.get(0).convTranspose2d(in.get(1), in.get(2), Conv.of(2, 1)));
        add(
                "convTranspose3d",
                (rng, s) -> List.of(real(rng, 1, s.c(), 2, 2, 2), real(rng, s.c(), s.b(), 2, 2, 2)),
                in -> in.get(0).convTranspose3d(in.get(1), Conv.of(2, 0)));
        Inputs line = (rng, s) -> List.of(apart(rng, s.a(), 2, 8));
        Inputs image = (rng, s) -> List.of(apart(rng, s.a(), 2, 6, 6));
        Inputs volume = (rng, s) -> List.of(apart(rng, 1, 2, 4, 4, 4));
        add("maxPool1d", line, in -> in.getFirst().maxPool1d(2).square());
        add("maxPool2d", image, in -> in.getFirst().maxPool2d(3, 2, 1).square());
        add("maxPool3d", volume, in -> in.getFirst().maxPool3d(2).square());
        add("avgPool1d", line, in -> in.getFirst().avgPool1d(2).square());
        add("avgPool2d", image, in -> in.getFirst().avgPool2d(3, 2, 1).square());
        add("avgPool3d", volume, in -> in.getFirst().avgPool3d(2).square());
        add("adaptiveAvgPool1d", line, in -> in.getFirst().adaptiveAvgPool1d(3).square());
        add(
                "adaptiveAvgPool2d",
                image,
                in -> in.getFirst().adaptiveAvgPool2d(4, 1).square());
        add(
                "adaptiveAvgPool3d",
                volume,
                in -> in.getFirst().adaptiveAvgPool3d(2, 1, 3).square());
        add("adaptiveMaxPool1d", line, in -> in.getFirst().adaptiveMaxPool1d(3).square());
        add(
                "adaptiveMaxPool2d",
                image,
                in -> in.getFirst().adaptiveMaxPool2d(4, 1).square());
        add(
                "adaptiveMaxPool3d",
                volume,
                in -> in.getFirst().adaptiveMaxPool3d(2, 1, 3).square());
    }

    private void resampling() {
        Inputs image = (rng, s) -> List.of(real(rng, s.a(), 4, 4, 4));
        add(
                "interpolateNearest",
                image,
                in -> in.getFirst().interpolateNearest(6, 8).square());
        add(
                "interpolateLinear",
                image,
                in -> in.getFirst().interpolateLinear(false, 6, 7).square());
        add(
                "interpolateBicubic",
                image,
                in -> in.getFirst().interpolateBicubic(true, 6, 7).square());
        add("interpolateArea", image, in -> in.getFirst().interpolateArea(2, 3).square());
        Inputs sampled = (rng, s) -> List.of(real(rng, s.a(), 2, 4, 4), between(rng, -0.9, 0.9, s.a(), 3, 3, 2));
        addFirstOnly(
                "gridSample image",
                (rng, s) -> List.of(real(rng, 1, 2, 4, 4)),
                in -> in.getFirst()
                        .gridSample(Tensor.of(DType.FLOAT64, new double[] {0.1, -0.3, 0.7, 0.2}, 1, 1, 2, 2), false)
                        .square());
        addFirstOnly("gridSample", sampled, in -> in.get(0).gridSample(in.get(1), false));
        addFirstOnly("gridSampleBorder", sampled, in -> in.get(0).gridSampleBorder(in.get(1), true));
        add(
                "affineGrid",
                (rng, s) -> List.of(real(rng, s.a(), 2, 3)),
                in -> in.getFirst()
                        .affineGrid(false, in.getFirst().size(0), 1, 3, 4)
                        .square());
        add("pixelShuffle", image, in -> in.getFirst().pixelShuffle(2).square());
        add("pixelUnshuffle", image, in -> in.getFirst().pixelUnshuffle(2).square());
        add("im2col", image, in -> in.getFirst().im2col(3, Conv.of(2, 1)).square());
        add(
                "col2im",
                (rng, s) -> List.of(real(rng, s.a(), 8, 9)),
                in -> in.getFirst().col2im(4, 4, 2, Conv.DEFAULT).square());
    }

    private void networks() {
        Inputs normed = (rng, s) -> List.of(real(rng, 3, 4, s.b()), real(rng, 4), real(rng, 4));
        add(
                "layerNorm",
                (rng, s) -> List.of(real(rng, s.a(), s.b(), 3)),
                in -> in.getFirst().layerNorm(2, 1e-3));
        add(
                "layerNorm affine",
                (rng, s) -> List.of(real(rng, s.a(), 5), real(rng, 5), real(rng, 5)),
                in -> in.get(0).layerNorm(in.get(1), in.get(2), 1e-3));
        add(
                "rmsNorm",
                (rng, s) -> List.of(real(rng, s.a(), 5), real(rng, 5)),
                in -> in.get(0).rmsNorm(in.get(1), 1e-3));
        add(
                "groupNorm",
                normed,
                in -> in.get(0)
                        .groupNorm(2, in.get(1), in.get(2), 1e-3)
                        .add(in.get(0).groupNorm(2, 1e-3)));
        add(
                "instanceNorm",
                normed,
                in -> in.get(0)
                        .instanceNorm(in.get(1), in.get(2), 1e-3)
                        .add(in.get(0).instanceNorm(1e-3)));
        add("batchNorm", normed, in -> in.get(0).batchNorm(in.get(1), in.get(2), 1e-3));
        add(
                "batchNorm evaluated",
                normed,
                in -> in.get(0)
                        .batchNorm(
                                in.get(1),
                                in.get(2),
                                Tensor.full(DType.FLOAT64, 0.3, 4),
                                Tensor.full(DType.FLOAT64, 1.7, 4),
                                false,
                                0.1,
                                1e-3));
        add(
                "embedding",
                (rng, s) -> List.of(real(rng, 5, s.b())),
                in -> in.getFirst()
                        .embedding(Tensor.of(new long[] {4, 0, 4, 1}, 2, 2))
                        .square());
        // The native kernel's gradient is not differentiable again.
        addFirstOnly(
                "embeddingBag",
                (rng, s) -> List.of(real(rng, 5, s.b())),
                in -> in.getFirst()
                        .embeddingBag(indices(4, 0, 4, 1), indices(0, 3), true)
                        .square());
        Inputs attended = (rng, s) ->
                List.of(real(rng, s.a(), 2, 4, s.b()), real(rng, s.a(), 2, 4, s.b()), real(rng, s.a(), 2, 4, s.b()));
        var mask = Scope.detached(() -> Tensor.of(
                new boolean[] {
                    true, true, false, false, true, true, true, false, true, false, true, true, true, true, true, true
                },
                4,
                4));
        addFirstOnly("attention", attended, in -> in.get(0).attention(in.get(1), in.get(2)));
        addFirstOnly("attention masked", attended, in -> in.get(0).attention(in.get(1), in.get(2), mask));
        add("attention dropped", attended, in -> in.get(0).attention(in.get(1), in.get(2), mask, 0.3, Rng.of(5)));
        addFirstOnly("causalAttention", attended, in -> in.get(0).causalAttention(in.get(1), in.get(2)));
        add(
                "attention twice",
                attended,
                in -> Autodiff.higherOrder(() -> in.get(0).attention(in.get(1), in.get(2))));
        add(
                "attention masked twice",
                attended,
                in -> Autodiff.higherOrder(() -> in.get(0).attention(in.get(1), in.get(2), mask)));
        add(
                "causalAttention twice",
                attended,
                in -> Autodiff.higherOrder(() -> in.get(0).causalAttention(in.get(1), in.get(2))));
        binary("cosineSimilarity", (x, y) -> x.cosineSimilarity(y.expandAs(x), 1));
        unary("normalize", x -> x.normalize(1));
    }

    private void recurrences() {
        add("lstm", (rng, s) -> recurrent(rng, 4, s.b(), 3, true), in -> {
            var all = in.get(0).lstm(in.get(1), in.get(2), in.subList(3, 7), false);
            return all.output().add(all.cell().transpose(0, 1)).add(all.hidden().transpose(0, 1));
        });
        add("gru", (rng, s) -> recurrent(rng, 3, s.b(), 3, false), in -> {
            var both = in.get(0).gru(in.get(1), in.subList(2, 6), false);
            return both.output().add(both.hidden().transpose(0, 1));
        });
        add(
                "rnn",
                (rng, s) -> recurrent(rng, 1, s.b(), 3, false),
                in -> in.get(0).rnn(in.get(1), in.subList(2, 6), false).output());
    }

    private void losses() {
        Inputs logits = (rng, s) -> List.of(real(rng, 3, 4));
        add("crossEntropy", logits, in -> in.getFirst().crossEntropy(indices(1, 0, 3)));
        add("crossEntropy smoothed", logits, in -> in.getFirst().crossEntropy(indices(1, 0, 3), 0.2));
        add(
                "crossEntropy probabilities",
                (rng, s) -> List.of(real(rng, 3, 4), real(rng, 3, 4)),
                in -> in.get(0).crossEntropy(in.get(1).softmax(1)));
        add("crossEntropyEach", logits, in -> in.getFirst().crossEntropyEach(indices(1, 0, 3), 0.1));
        add("crossEntropyIgnoring", logits, in -> in.getFirst().crossEntropyIgnoring(indices(1, 0, 3), 0));
        add(
                "crossEntropyWeighted",
                logits,
                in -> in.getFirst()
                        .crossEntropyWeighted(indices(1, 0, 3), Tensor.of(DType.FLOAT64, new double[] {1, 2, 3, 0.5})));
        add("nll", logits, in -> in.getFirst().logSoftmax(1).nll(indices(2, 2, 0)));
        binary("bceWithLogits", (x, y) -> x.bceWithLogits(y.sigmoid().expandAs(x)));
        binary("bce", (x, y) -> x.sigmoid().bce(y.sigmoid().expandAs(x)));
        binary("mse", (x, y) -> x.mse(y.expandAs(x)));
        add(
                "l1",
                (rng, s) -> List.of(
                        apart(rng, s.a(), s.b()), apart(rng, s.a(), s.b()).add(0.1)),
                in -> in.get(0).l1(in.get(1)));
        binary("huber", (x, y) -> x.mul(3).huber(y.expandAs(x), 1.3));
        binary("smoothL1", (x, y) -> x.mul(3).smoothL1(y.expandAs(x), 1.3));
        add(
                "klDivergence",
                (rng, s) -> List.of(real(rng, s.a(), 4), real(rng, s.a(), 4)),
                in -> in.get(0).logSoftmax(1).klDivergence(in.get(1).logSoftmax(1)));
        // The native kernel's gradient is not differentiable again.
        addFirstOnly(
                "ctc",
                (rng, s) -> List.of(real(rng, 6, 2, 4)),
                in -> in.getFirst()
                        .logSoftmax(2)
                        .ctc(Tensor.of(new long[] {1, 2, 3, 3, 1, 0}, 2, 3), indices(6, 5), indices(3, 2), 0));
    }

    private void signals() {
        unary("fft", x -> x.fft(1).viewAsReal().square());
        unary("ifft", x -> x.complex(x.sin()).ifft(1).viewAsReal().square());
        unary("rfft", x -> x.rfft(1).viewAsReal().square());
        add(
                "irfft",
                (rng, s) -> List.of(real(rng, s.a(), 3, 2)),
                in -> in.getFirst().viewAsComplex().irfft(4, 1).square());
        unary("fft2", x -> x.fft2().viewAsReal().square());
        unary("ifft2", x -> x.fft2().mul(x).ifft2().viewAsReal().square());
        unary("rfft2", x -> x.rfft2().viewAsReal().square());
        unary("irfft2", x -> x.rfft2().irfft2(x.size(0), x.size(1)).square());
        unary("fftShift", x -> x.fftShift(0, 1).square());
        unary("ifftShift", x -> x.ifftShift(1).square());
        add(
                "stft",
                (rng, s) -> List.of(real(rng, s.a(), 32)),
                in -> in.getFirst()
                        .stft(8, 4, Tensor.hann(8).to(DType.FLOAT64))
                        .viewAsReal()
                        .square());
        add("istft", (rng, s) -> List.of(real(rng, s.a(), 32)), in -> {
            var window = Tensor.hann(8).to(DType.FLOAT64);
            return in.getFirst().stft(8, 2, window).istft(8, 2, window, 32).square();
        });
        binary("complex", (x, y) -> x.complex(y.expandAs(x)).square().viewAsReal());
        unary("real", x -> x.complex(x.sin()).square().real());
        unary("imag", x -> x.complex(x.sin()).square().imag());
        unary("angle", x -> x.complex(x.exp()).angle());
        unary("conj", x -> x.complex(x.sin()).conj().square().viewAsReal());
        unary("viewAsReal", x -> x.complex(x.sin()).viewAsReal().square());
        add(
                "viewAsComplex",
                (rng, s) -> List.of(real(rng, s.a(), 2)),
                in -> in.getFirst().viewAsComplex().square().viewAsReal());
    }

    private static List<Tensor> recurrent(Rng rng, long gates, long in, long width, boolean cell) {
        var inputs = new ArrayList<Tensor>();
        inputs.add(real(rng, 2, 4, in));
        inputs.add(real(rng, 1, 2, width));
        if (cell) {
            inputs.add(real(rng, 1, 2, width));
        }
        inputs.add(real(rng, gates * width, in));
        inputs.add(real(rng, gates * width, width));
        inputs.add(real(rng, gates * width));
        inputs.add(real(rng, gates * width));
        return inputs;
    }
}
