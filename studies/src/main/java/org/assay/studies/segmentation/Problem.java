package org.assay.studies.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import org.assay.data.DataSets;
import org.assay.data.Regions;
import org.assay.data.generate.Cells;
import org.assay.lab.Trial;
import org.assay.studies.Needed;
import org.assay.studies.segmentation.Unet.Setup;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Pictures to learn from and others to be tested on; of the pictures that may be learned from, a larger number begins with a smaller one. */
record Problem(Cells train, Cells test) {
    /** Squares of so many of the membrane pictures' pixels are averaged, which leaves membranes two or three pixels wide. */
    private static final int AVERAGED = 2;

    private static final int LEARNED_FROM = 8;

    /** Where pictures come from. */
    enum Source {
        /** Drawn, with exact outlines of cells. */
        CELLS,
        /** Parts of pictures from an electron microscope: of eight of them to learn from, and of the seven others. */
        MEMBRANE
    }

    static Problem of(Trial<Setup> trial) {
        var s = trial.setting();
        var rng = Rng.of(trial.seed("cells"));
        return Scope.call(() -> switch (s.source()) {
            case CELLS ->
                new Problem(
                        first(s.train(), drawn(s.most(), s, rng.split("train"))),
                        drawn(s.test(), s, rng.split("test")));
            case MEMBRANE -> membrane(s, rng);
        });
    }

    private static Cells drawn(int n, Setup s, Rng rng) {
        return Cells.draw(n, s.side(), s.fewest(), s.cells(), s.seam(), rng);
    }

    private static Cells first(long n, Cells cells) {
        return new Cells(
                cells.pictures().narrow(0, 0, n),
                cells.instances().narrow(0, 0, n),
                cells.interiors().narrow(0, 0, n));
    }

    private static Problem membrane(Setup s, Rng rng) {
        return Needed.data("pictures of membranes to learn from", () -> {
            var all = DataSets.membrane().train();
            long n = all.count();
            var order = rng.split("order").permutation(n);
            var learned = order.narrow(0, 0, LEARNED_FROM);
            var held = order.narrow(0, LEARNED_FROM, n - LEARNED_FROM);
            return new Problem(
                    parts(
                            all.inputs().rows(learned),
                            all.labels().rows(learned),
                            s.train(),
                            s.side(),
                            rng.split("train")),
                    parts(all.inputs().rows(held), all.labels().rows(held), s.test(), s.side(), rng.split("test")));
        });
    }

    /** So many squares of the pictures, drawn without replacement. */
    private static Cells parts(Tensor inputs, Tensor labels, long wanted, int side, Rng rng) {
        var pictures = squares(inputs.to(DType.FLOAT32).div(255.0), side);
        var interiors =
                squares(labels.unsqueeze(1).to(DType.FLOAT32), side).squeeze(1).ge(0.5);
        var drawn = rng.permutation(pictures.size(0)).narrow(0, 0, wanted);
        var inside = interiors.rows(drawn).to(DType.INT64);
        var numbers = new ArrayList<Tensor>();
        for (long i = 0; i < wanted; i++) {
            numbers.add(Tensor.of(
                            Regions.of(mask(inside.select(0, i).toLongs()), side, side)
                                    .labels(),
                            side,
                            side)
                    .to(DType.INT64));
        }
        return new Cells(pictures.rows(drawn), Tensor.stack(numbers, 0), inside);
    }

    private static Tensor squares(Tensor pictures, int side) {
        var smaller = pictures.avgPool2d(AVERAGED);
        return smaller.unfold(2, side, side)
                .unfold(3, side, side)
                .flatten(0, 3)
                .unsqueeze(1)
                .contiguous();
    }

    static boolean[] mask(long[] values) {
        var inside = new boolean[values.length];
        for (int p = 0; p < inside.length; p++) {
            inside[p] = values[p] > 0;
        }
        return inside;
    }

    /** The i-th picture's part of pixels given one picture after the other. */
    static long[] picture(long[] pixels, int i, int plane) {
        return Arrays.copyOfRange(pixels, i * plane, (i + 1) * plane);
    }
}
