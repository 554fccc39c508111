package org.assay.studies.selfsupervised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.assay.data.Standardiser;
import org.assay.lab.Claim;
import org.assay.lab.Scale;
import org.assay.nn.BatchNorm;
import org.assay.nn.Mode;
import org.assay.nn.Sequential;
import org.assay.studies.TrialInMemory;
import org.assay.studies.selfsupervised.Encoder.Head;
import org.assay.studies.selfsupervised.Encoder.Network;
import org.assay.studies.selfsupervised.Simclr.Setup;
import org.assay.studies.selfsupervised.Views.Change;
import org.assay.tensor.DType;
import org.assay.tensor.Native;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

class SimclrTest {
    private static final int SIDE = 16;

    private static Views views(Change change) {
        var units = new Standardiser(
                Tensor.full(0.5, 3, 1, 1).to(DType.FLOAT64),
                Tensor.full(0.25, 3, 1, 1).to(DType.FLOAT64));
        return new Views(change, 0.25, 0.5, units);
    }

    /** Grey pictures, each a ramp from left to right of values from 0.4 to 0.6. */
    private static Tensor ramps(long n) {
        return Tensor.linspace(0.4, 0.6, SIDE)
                .reshape(1, 1, 1, SIDE)
                .expand(n, 3, SIDE, SIDE)
                .contiguous();
    }

    /**
     * A part of at least a quarter, at most 4/3 times as high as wide, spans sqrt(3/16) of the width or more; of a ramp over 15 pixels' steps that is what its
     * values span, but for the border.
     */
    @Test
    void partsAreAQuarterOrMore() {
        Scope.run(() -> {
            var view = views(Change.CROP).shown(ramps(400), Rng.of(1));
            var span = view.amax(1, 2, 3).sub(view.amin(1, 2, 3)).div(0.2).toDoubles();
            double least = 1;
            double most = 0;
            for (double share : span) {
                least = Math.min(least, share);
                most = Math.max(most, share);
            }
            // Sixteen pixels of a part 16 c wide lie 15 c apart, as 15 lie in the whole.
            assertThat(least).isBetween(Math.sqrt(3 / 16.0) - 0.05, 0.5);
            assertThat(most).isBetween(0.95, 1 + 1e-5);
            // Half of them run from right to left.
            var first = view.select(3, 0).select(2, 0).select(1, 0);
            var last = view.select(3, SIDE - 1).select(2, 0).select(1, 0);
            assertThat(last.lt(first).to(DType.FLOAT32).mean().item()).isBetween(0.4, 0.6);
        });
    }

    /** Grey of values near 1/2 is changed linearly by all changes of colour, so that a view with colours changed is that without, scaled and shifted. */
    @Test
    void armsShowTheSameParts() {
        Scope.run(() -> {
            var parts = views(Change.CROP).shown(ramps(100), Rng.of(2)).flatten(1, -1);
            var both = views(Change.BOTH).shown(ramps(100), Rng.of(2)).flatten(1, -1);
            assertThat(parts.sub(both)
                            .abs()
                            .amax(1)
                            .gt(0.01)
                            .to(DType.FLOAT32)
                            .mean()
                            .item())
                    .isGreaterThan(0.6);
            var a = parts.sub(parts.mean(true, 1)).normalize(1);
            var b = both.sub(both.mean(true, 1)).normalize(1);
            assertThat(a.mul(b).sum(1).min().item()).isGreaterThan(0.999);
        });
    }

    /** Without parts only colours differ: where a picture is flat, so is its view; and of coloured pictures about a fifth of the views is grey. */
    @Test
    void coloursChangeAndPlacesStay() {
        Scope.run(() -> {
            var flat = Rng.of(3).uniform(1_000, 3, 1, 1).mul(0.6).add(0.2).expand(1_000, 3, SIDE, SIDE);
            var view = views(Change.COLOUR).shown(flat.contiguous(), Rng.of(4));
            assertThat(view.amax(2, 3).sub(view.amin(2, 3)).max().item()).isLessThan(1e-5);
            var pixel = view.select(3, 0).select(2, 0);
            var grey =
                    pixel.amax(1).sub(pixel.amin(1)).lt(1e-5).to(DType.FLOAT32).mean();
            assertThat(grey.item()).isBetween(0.15, 0.26);
            // Neither jittered nor made grey: 0.2 x 0.8.
            var same = view.sub(flat)
                    .abs()
                    .amax(1, 2, 3)
                    .lt(1e-5)
                    .to(DType.FLOAT32)
                    .mean();
            assertThat(same.item()).isBetween(0.12, 0.2);
            assertThat(view.min().item()).isGreaterThanOrEqualTo(0);
            assertThat(view.max().item()).isLessThanOrEqualTo(1);
        });
    }

    @Test
    void theTwoViewsAreDrawnApart() {
        Scope.run(() -> {
            var pictures = Rng.of(5).uniform(50, 3, SIDE, SIDE);
            for (var change : Change.values()) {
                var pair = views(change).pair(pictures, Rng.of(6));
                var apart = pair.first().sub(pair.second()).abs().amax(1, 2, 3);
                assertThat(apart.gt(0.02).to(DType.FLOAT32).mean().item()).isGreaterThan(0.8);
                // In units of (x - 1/2) / (1/4).
                assertThat(pair.first().abs().max().item()).isBetween(1.5, 2.00001);
            }
        });
    }

    private static Encoder encoder(Head head) {
        return Encoder.of(Network.CNN, 32, head, 64, Rng.of(1), Rng.of(2));
    }

    /** Convolutions 27 x 32, 288 x 64 and 576 x 128, two numbers a channel for their norms; a head has 128 x 128, 2 x 128, 128 x 64 and 64 scales, and no shifts. */
    @Test
    void encodersAreThoseOfThePaperMadeSmall() {
        Scope.run(() -> {
            int backbone = 27 * 32 + 288 * 64 + 576 * 128 + 2 * (32 + 64 + 128);
            assertThat(Tree.count(encoder(Head.NONE))).isEqualTo(backbone);
            assertThat(Tree.count(encoder(Head.LINEAR))).isEqualTo(backbone + 128 * 64 + 64);
            assertThat(Tree.count(encoder(Head.NON_LINEAR))).isEqualTo(backbone + 128 * 128 + 2 * 128 + 128 * 64 + 64);
            var x = Rng.of(3).normal(20, 3, SIDE, SIDE);
            for (var head : Head.values()) {
                var own = encoder(head);
                assertThat(own.f().forward(x).equalTo(encoder(Head.NONE).f().forward(x)))
                        .isTrue();
                var z = Mode.training(Rng.of(0), () -> own.forward(x));
                assertThat(z.shape()).containsExactly(20, head == Head.NONE ? 128 : 64);
                if (head != Head.NONE) {
                    assertThat(z.mean(0).abs().max().item()).isLessThan(1e-5);
                    assertThat(z.square().mean(0).mean().item()).isCloseTo(1, within(0.01));
                }
            }
            var residual = Encoder.of(Network.RESNET_18, 8, Head.NON_LINEAR, 16, Rng.of(1), Rng.of(2));
            assertThat(residual.f().forward(Tensor.zeros(2, 3, 32, 32)).shape()).containsExactly(2, 64);
            assertThat(residual.forward(Tensor.zeros(2, 3, 32, 32)).shape()).containsExactly(2, 16);
        });
    }

    /** Views of zeros and of threes are normalised by their common mean of 1.5, a tenth of which the running one has after a step. */
    @Test
    void bothViewsAreNormalisedTogether() {
        Scope.run(() -> {
            var norm = BatchNorm.of(2);
            var encoder = new Encoder(Sequential.of(norm), z -> z);
            var pair = new Views.Pair(Tensor.zeros(4, 2), Tensor.full(3, 4, 2));
            var found = Mode.training(Rng.of(0), () -> Learning.Found.of(encoder, pair, 0.5));
            assertThat(norm.runningMean().toDoubles()).containsExactly(new double[] {0.15, 0.15}, within(1e-6));
            assertThat(found.first().toDoubles()).containsOnly(found.first().toDoubles()[0]);
            // Views of one kind are all alike and the other kind opposite: each of 3 others has exp(2), each of 4
            // partners exp(-2).
            double loss = -Math.log(Math.exp(-2) / (3 * Math.exp(2) + 4 * Math.exp(-2)));
            assertThat(found.loss().item()).isCloseTo(loss, within(1e-5));
        });
    }

    /** Counter-clockwise: the right column becomes the top row. */
    @Test
    void picturesAreTurnedByQuarters() {
        Scope.run(() -> {
            var x = Tensor.of(new double[] {1, 2, 3, 4}, 1, 1, 2, 2).expand(4, 1, 2, 2);
            var turned = Probing.turned(x, Tensor.of(new long[] {2, 0, 1, 3}, 4));
            assertThat(turned.toDoubles()).containsExactly(4, 3, 2, 1, 1, 2, 3, 4, 2, 4, 1, 3, 3, 1, 4, 2);
        });
    }

    /** Luma of red is 0.299. */
    @Test
    void somePicturesAreMadeGrey() {
        Scope.run(() -> {
            var red = Tensor.of(new double[] {1, 0, 0}, 1, 3, 1, 1).expand(2, 3, 1, 1);
            var greyed = Probing.greyed(red, Tensor.of(new long[] {1, 0}, 2));
            assertThat(greyed.toDoubles()).containsExactly(new double[] {0.299, 0.299, 0.299, 1, 0, 0}, within(1e-6));
        });
    }

    private static Setup smoke(String arm) {
        var plan = new Simclr().plan();
        return plan.settings(Scale.SMOKE, plan.arm(arm));
    }

    /** Probes have pictures of their own, and all arms of a seed the same ones. */
    @Test
    void picturesAreSharedByArmsAndNotByParts() {
        Scope.run(() -> {
            var one = Pictures.of(TrialInMemory.of(smoke("full")));
            var other = Pictures.of(TrialInMemory.of(smoke("crop only")));
            assertThat(one.unlabelled().equalTo(other.unlabelled())).isTrue();
            assertThat(one.labelled().inputs().equalTo(other.labelled().inputs()))
                    .isTrue();
            var nearest = one.labelled()
                    .inputs()
                    .flatten(1, -1)
                    .cdist(one.unlabelled().flatten(1, -1));
            assertThat(nearest.min().item()).isGreaterThan(0.1);
            var units = one.units().apply(one.unlabelled());
            assertThat(units.mean(0, 2, 3).abs().max().item()).isLessThan(1e-4);
        });
    }

    @Test
    void trialsLearnFeatures() {
        var full = ran(smoke("full"));
        assertThat(full)
                .containsOnlyKeys(
                        "accuracy",
                        "accuracy_z",
                        "accuracy_projected",
                        "accuracy_untrained",
                        "partners_found",
                        "rotation_h",
                        "rotation_z",
                        "grey_h",
                        "grey_z");
        // Of ten classes, and among 255 others.
        assertThat(full.get("accuracy")).isGreaterThan(15);
        assertThat(full.get("partners_found")).isGreaterThan(4);
        var parts = ran(smoke("crop only"));
        assertThat(parts).containsOnlyKeys("accuracy", "accuracy_z", "partners_found");
        // Colours tell one picture's parts from another's.
        assertThat(parts.get("partners_found")).isGreaterThan(full.get("partners_found"));
        assertThat(ran(smoke("no head")))
                .containsOnlyKeys("accuracy", "accuracy_untrained", "partners_found", "rotation_h", "grey_h");
    }

    private static Map<String, Double> ran(Setup setup) {
        var trial = TrialInMemory.of(setup);
        // As in a trial: steps this small gain nothing from more threads, and wait for them where others work.
        int before = Native.settings().threads();
        Native.threads(1);
        try {
            Scope.run(() -> new Simclr().run(trial));
        } finally {
            Native.threads(before);
        }
        return trial.metrics();
    }

    @Test
    void thePlanIsWhole() {
        var plan = new Simclr().plan();
        assertThat(plan.claims()).hasSize(10);
        assertThat(plan.claims().stream().filter(Claim::primary).count()).isEqualTo(2);
    }
}
