package org.assay.nn.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assay.nn.Conv2d;
import org.assay.nn.Embedding;
import org.assay.nn.GroupNorm;
import org.assay.nn.Linear;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * The U-Net of diffusion models: noisy images {@code [batch, channel, size, size]} and their times {@code [batch]} to images
 * of the same shape. Ho et al. 2020, appendix B.
 */
public record TimeUNet(
        Linear time1,
        Linear time2,
        Optional<Embedding> labels,
        Conv2d stem,
        List<TimeBlock> down,
        List<Conv2d> halve,
        List<TimeBlock> middle,
        List<TimeBlock> up,
        List<Conv2d> grow,
        GroupNorm norm,
        Conv2d head,
        Config config) {

    /**
     * What shapes the network.
     *
     * @param width channels at full size
     * @param multipliers of the width at each level; between levels the sides are halved
     * @param blocks a level on the way down (one more on the way up)
     * @param attention at which levels, counted from 0, places attend to each other; they do so in the middle always
     * @param classes for which a label is given beside the time, 0 for none
     */
    public record Config(
            int channels,
            int width,
            List<Integer> multipliers,
            int blocks,
            List<Integer> attention,
            int heads,
            double dropout,
            int classes) {
        public Config {
            multipliers = List.copyOf(multipliers);
            attention = List.copyOf(attention);
        }

        /** Levels of one, two and two times the width, two blocks each, attention at the second, four heads, no dropout, no labels. */
        public static Config of(int channels, int width) {
            return new Config(channels, width, List.of(1, 2, 2), 2, List.of(1), 4, 0, 0);
        }
    }

    public static TimeUNet of(Config config, Rng rng) {
        int width = config.width;
        int time = 4 * width;
        int levels = config.multipliers.size();
        var down = new ArrayList<TimeBlock>();
        var halve = new ArrayList<Conv2d>();
        var kept = new ArrayList<>(List.of(width));
        int in = width;
        for (int level = 0; level < levels; level++) {
            int out = width * config.multipliers.get(level);
            boolean attends = config.attention.contains(level);
            for (int i = 0; i < config.blocks; i++) {
                down.add(TimeBlock.of(in, out, time, attends, config.heads, config.dropout, rng));
                in = out;
                kept.add(in);
            }
            if (level < levels - 1) {
                halve.add(Conv2d.of(in, in, 3, rng).stride(2));
                kept.add(in);
            }
        }
        var middle = List.of(
                TimeBlock.of(in, in, time, true, config.heads, config.dropout, rng),
                TimeBlock.of(in, in, time, false, config.heads, config.dropout, rng));
        var up = new ArrayList<TimeBlock>();
        var grow = new ArrayList<Conv2d>();
        for (int level = levels - 1; level >= 0; level--) {
            int out = width * config.multipliers.get(level);
            boolean attends = config.attention.contains(level);
            for (int i = 0; i <= config.blocks; i++) {
                int joined = in + kept.removeLast();
                up.add(TimeBlock.of(joined, out, time, attends, config.heads, config.dropout, rng));
                in = out;
            }
            if (level > 0) {
                grow.add(Conv2d.of(in, in, 3, rng));
            }
        }
        return new TimeUNet(
                Linear.of(width, time, rng),
                Linear.of(time, time, rng),
                config.classes > 0 ? Optional.of(Embedding.of(config.classes, time, rng)) : Optional.empty(),
                Conv2d.of(config.channels, width, 3, rng),
                Collections.unmodifiableList(down),
                Collections.unmodifiableList(halve),
                middle,
                Collections.unmodifiableList(up),
                Collections.unmodifiableList(grow),
                TimeBlock.norm(in),
                Conv2d.of(in, config.channels, 3, org.assay.nn.Init.zeros(), rng),
                config);
    }

    /** Images at their times {@code [batch]}, on a scale of about a thousand. */
    public Tensor forward(Tensor x, Tensor times) {
        return run(x, embed(times));
    }

    /** Images at their times with their classes {@code [batch]}. */
    public Tensor forward(Tensor x, Tensor times, Tensor classes) {
        var table = labels.orElseThrow(() ->
                new IllegalArgumentException("This U-Net was made without classes: give their number in its Config."));
        return run(x, embed(times).add(table.forward(classes)));
    }

    private Tensor embed(Tensor times) {
        var waves = Positions.sinusoidal(times, config.width).to(time1.weight().dtype());
        return time2.forward(time1.forward(waves).silu());
    }

    private Tensor run(Tensor x, Tensor embedded) {
        var time = embedded.silu();
        var h = stem.forward(x.channelsLast());
        var kept = new ArrayList<>(List.of(h));
        int levels = config.multipliers.size();
        int next = 0;
        for (int level = 0; level < levels; level++) {
            for (int i = 0; i < config.blocks; i++) {
                h = down.get(next++).forward(h, time);
                kept.add(h);
            }
            if (level < levels - 1) {
                h = halve.get(level).forward(h);
                kept.add(h);
            }
        }
        for (var block : middle) {
            h = block.forward(h, time);
        }
        next = 0;
        for (int level = 0; level < levels; level++) {
            for (int i = 0; i <= config.blocks; i++) {
                h = up.get(next++).forward(Tensor.cat(List.of(h, kept.removeLast()), 1), time);
            }
            if (level < levels - 1) {
                h = grow.get(level).forward(h.interpolateNearest(2 * h.size(2), 2 * h.size(3)));
            }
        }
        return head.forward(norm.forward(h).silu());
    }
}
