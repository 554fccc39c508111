package org.assay.bench;

import java.util.Map;
import org.assay.nn.models.TimeUNet;
import org.assay.nn.optim.Adam;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;

/** Noise predicted in images 32x32. Ho et al. 2020, algorithm 1. */
final class Diffusion {
    private static final int BATCH = 32;
    private static final int SIZE = 32;
    private static final int WIDTH = 32;
    private static final int TIMES = 1000;
    private static final TimeUNet.Config CONFIG = TimeUNet.Config.of(3, WIDTH);

    static final double FLOP = flop();

    private Diffusion() {}

    /** Times and noise are drawn beforehand, so that all contestants meet the same. */
    static Task task(Rng rng) {
        var model = TimeUNet.of(CONFIG, rng.split("model"));
        var images = rng.split("x").uniformBetween(-1, 1, BATCH, 3, SIZE, SIZE);
        var times = rng.split("t").integers(0, TIMES, BATCH).to(DType.FLOAT32);
        var noise = rng.split("noise").normal(BATCH, 3, SIZE, SIZE);
        var signal = times.div(TIMES).rsub(1).view(BATCH, 1, 1, 1);
        var batch = Map.of("x", images, "t", times, "noise", noise, "signal", signal);
        return new Task(model, batch, Adam.of(2e-4), () -> {
            var noisy = images.mul(signal.sqrt()).add(noise.mul(signal.rsub(1).sqrt()));
            return model.forward(noisy, times).mse(noise);
        });
    }

    /** The levels' blocks one after another, as the network is built. */
    private static double flop() {
        int time = 4 * WIDTH;
        double total = (double) WIDTH * time + (double) time * time + conv(3, WIDTH, SIZE);
        var kept = new java.util.ArrayDeque<Integer>();
        kept.push(WIDTH);
        int in = WIDTH;
        int size = SIZE;
        int levels = CONFIG.multipliers().size();
        for (int level = 0; level < levels; level++) {
            int out = WIDTH * CONFIG.multipliers().get(level);
            for (int i = 0; i < CONFIG.blocks(); i++) {
                total += block(in, out, size, CONFIG.attention().contains(level));
                in = out;
                kept.push(in);
            }
            if (level < levels - 1) {
                size /= 2;
                total += conv(in, in, size);
                kept.push(in);
            }
        }
        total += block(in, in, size, true) + block(in, in, size, false);
        for (int level = levels - 1; level >= 0; level--) {
            int out = WIDTH * CONFIG.multipliers().get(level);
            for (int i = 0; i <= CONFIG.blocks(); i++) {
                total += block(in + kept.pop(), out, size, CONFIG.attention().contains(level));
                in = out;
            }
            if (level > 0) {
                size *= 2;
                total += conv(in, in, size);
            }
        }
        return 2 * BATCH * (total + conv(in, 3, SIZE));
    }

    private static double block(int in, int out, int size, boolean attends) {
        double places = (double) size * size;
        double shortcut = in == out ? 0 : places * in * out;
        double attention = attends ? places * (4.0 * out * out + 2 * places * out) : 0;
        return conv(in, out, size) + conv(out, out, size) + 4.0 * WIDTH * out + shortcut + attention;
    }

    private static double conv(int in, int out, int size) {
        return 9.0 * in * out * size * size;
    }
}
