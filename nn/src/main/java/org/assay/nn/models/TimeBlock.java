package org.assay.nn.models;

import java.util.Optional;
import org.assay.nn.Conv2d;
import org.assay.nn.Dropout;
import org.assay.nn.GroupNorm;
import org.assay.nn.Init;
import org.assay.nn.Linear;
import org.assay.nn.MultiHeadAttention;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Two convolutions with the embedded time added in between, beside a shortcut, and self-attention between places where
 * wanted. Ho et al. 2020, appendix B.
 */
public record TimeBlock(
        GroupNorm norm1,
        Conv2d conv1,
        Linear time,
        GroupNorm norm2,
        Conv2d conv2,
        Optional<Conv2d> shortcut,
        Optional<Attention> attention,
        double dropout) {

    /** Self-attention between all places of {@code [batch, channel, height, width]}, beside a shortcut. */
    public record Attention(GroupNorm norm, MultiHeadAttention attention) {
        static Attention of(int channels, int heads, Rng rng) {
            return new Attention(TimeBlock.norm(channels), MultiHeadAttention.of(channels, heads, rng));
        }

        Tensor forward(Tensor x) {
            var places = norm.forward(x).flatten(2, 3).transpose(1, 2);
            var attended = attention.forward(places).transpose(1, 2);
            return x.add(attended.unflatten(2, x.size(2), x.size(3)));
        }
    }

    static TimeBlock of(int in, int out, int time, boolean attends, int heads, double dropout, Rng rng) {
        return new TimeBlock(
                norm(in),
                Conv2d.of(in, out, 3, rng),
                Linear.of(time, out, rng),
                norm(out),
                // A branch that starts at zero, as in the authors' code.
                Conv2d.of(out, out, 3, Init.zeros(), rng),
                in == out ? Optional.empty() : Optional.of(Conv2d.of(in, out, 1, rng)),
                attends ? Optional.of(Attention.of(out, heads, rng)) : Optional.empty(),
                new Dropout(dropout).rate());
    }

    /** Images {@code [batch, channel, height, width]} with the embedded time after its activation {@code [batch, time]}. */
    Tensor forward(Tensor x, Tensor activated) {
        var h = conv1.forward(norm1.forward(x).silu());
        h = h.add(time.forward(activated).unsqueeze(-1).unsqueeze(-1));
        h = conv2.forward(new Dropout(dropout).forward(norm2.forward(h).silu()));
        h = h.add(shortcut.isPresent() ? shortcut.get().forward(x) : x);
        return attention.isPresent() ? attention.get().forward(h) : h;
    }

    /** Groups of at least four channels, at most 32 of them as published. */
    static GroupNorm norm(int channels) {
        int groups = Math.min(32, Math.max(1, channels / 4));
        while (channels % groups != 0) {
            groups--;
        }
        return GroupNorm.of(groups, channels);
    }
}
