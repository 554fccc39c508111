package org.assay.studies.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assay.data.Examples;
import org.assay.data.Standardiser;
import org.assay.lab.Scale;
import org.assay.nn.Mode;
import org.assay.nn.optim.Sgd;
import org.assay.studies.TrialInMemory;
import org.assay.studies.architecture.SpeedRecipe.Flips;
import org.assay.studies.architecture.SpeedRecipe.Stepping;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Conv;
import org.assay.tensor.DType;
import org.assay.tensor.Native;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SpeedTrainingTest {

    private static SpeedRecipe recipe(Stepping stepping, int batch, Flips flips) {
        return new SpeedRecipe(List.of(16, 48, 48), 2.5, batch, stepping, 1, flips, 0.2, true, true, false, 0.4, 12);
    }

    /** Twelve numbers of a patch of 2 x 2 colours, mixed at random: whitened they have the identity for their covariance, a little less for the epsilon. */
    @Test
    void whitenedPatchesAreUncorrelated() {
        Scope.run(() -> {
            var rng = Rng.of(3);
            var coarse = rng.normal(200, 3, 5, 5);
            var pictures = coarse.interpolateLinear(false, 9, 9)
                    .add(rng.normal(200, 3, 9, 9).mul(0.5));
            var filters = SpeedNet.whitening(pictures);
            var values = pictures.conv2d(filters, Conv.of(1, 0))
                    .permute(0, 2, 3, 1)
                    .reshape(-1, 24)
                    .to(DType.FLOAT64);
            var half = values.narrow(1, 0, 12);
            var moments = half.t().matmul(half).div(half.size(0));
            assertThat(moments.sub(Tensor.eye(DType.FLOAT64, 12)).abs().max().item())
                    .isLessThan(0.02);
            assertThat(values.narrow(1, 12, 12).add(half).abs().max().item()).isLessThan(1e-4);
        });
    }

    @Test
    void convolutionsBeginByRepeatingTheirInput() {
        Scope.run(() -> {
            var net = SpeedNet.of(List.of(16, 48, 48), true, Rng.of(1).normal(10, 3, 16, 16), Rng.of(2));
            var second = net.groups().get(1).first();
            var x = Rng.of(4).normal(2, 16, 5, 5);
            var y = second.forward(x);
            assertThat(y.size(1)).isEqualTo(48);
            assertThat(y.narrow(1, 0, 16).sub(x).abs().max().item()).isZero();
            assertThat(y.narrow(1, 16, 32).abs().max().item()).isPositive();
        });
    }

    /** Places 15, 7, 3 and 1: 225 * 24 * 12 + 9 (24 * 16 * 225 + 16^2 * 49 + 16 * 48 * 49 + 48^2 * 9 + 48^2 * 9 + 48^2 * 1) + 480. */
    @Test
    void multiplicationsAreThoseCountedByHand() {
        assertThat(SpeedNet.multiplyAdds(List.of(16, 48, 48), 16))
                .isEqualTo(64_800 + 9.0 * (86_400 + 12_544 + 37_632 + 20_736 + 20_736 + 2_304) + 480);
    }

    /** 11.5 / (1024 * (1 + 1 / 0.15)) = 0.0014648 an example of a sum; a thousand times that for the mean of a thousand. Decay is 0.0153 / 11.5 of a weight in units of the rate. */
    @Test
    void ratesAreThoseOfASumOverExamples() {
        assertThat(SpeedRecipe.perExample(11.5)).isEqualTo(0.00146485, within(1e-8));
        var kernels = (Sgd) recipe(Stepping.SGD, 1_000, Flips.RANDOM).ofKernels();
        assertThat(kernels.lr()).isEqualTo(1.46485, within(1e-5));
        assertThat(kernels.weightDecay()).isEqualTo(0.00133043, within(1e-8));
        var biases = (Sgd) recipe(Stepping.SGD, 1_000, Flips.RANDOM).ofBiases();
        assertThat(biases.lr()).isEqualTo(64 * 1.46485, within(1e-3));
        assertThat(biases.lr() * biases.weightDecay())
                .as("all weights decay by as much")
                .isEqualTo(kernels.lr() * kernels.weightDecay(), within(1e-9));
        var head = (Sgd) recipe(Stepping.MUON, 2_000, Flips.RANDOM).ofHead();
        assertThat(head.lr()).as("0.67 * 2000 * 81 / 65536").isEqualTo(1.65619, within(1e-4));
    }

    /** 0.95^5 = 0.7737809; half way an eighth of it. */
    @Test
    void slowWeightsLeadMoreAndMore() {
        assertThat(SpeedRecipe.share(50, 100)).isEqualTo(1 - 0.7737809 / 8, within(1e-7));
        assertThat(SpeedRecipe.share(100, 100)).isEqualTo(1 - 0.7737809, within(1e-7));
    }

    @Test
    void epochsNeedNotBeWhole() {
        var recipe = recipe(Stepping.MUON, 30, Flips.NONE);
        assertThat(recipe.stepsOfEpoch(100)).isEqualTo(3);
        assertThat(recipe.steps(100)).as("2.5 epochs of 3 steps").isEqualTo(8);
        assertThat(recipe.smallSteps(100)).isEqualTo(3);
    }

    @Test
    void everyPictureIsMirroredInEverySecondEpoch() {
        Scope.run(() -> {
            var training = training(Flips.ALTERNATING);
            var first = Tensor.of(new long[] {0, 1, 1, 0}, 4);
            var rng = Rng.of(1);
            assertThat(training.flips(first, 0, rng).toLongs()).containsExactly(0, 1, 1, 0);
            assertThat(training.flips(first, 1, rng).toLongs()).containsExactly(1, 0, 0, 1);
            assertThat(training.flips(first, 2, rng).toLongs()).containsExactly(0, 1, 1, 0);
            assertThat(training(Flips.NONE).flips(first, 1, rng).toLongs()).containsExactly(0, 0, 0, 0);
        });
    }

    /** What was not moved counts half, the two moved views a quarter each, mirrored or not alike. */
    @Test
    void sixViewsAreWeighedByHand() {
        Scope.run(() -> Autodiff.noGrad(() -> Mode.evaluation(() -> {
            var training = training(Flips.NONE);
            var x = Rng.of(9).normal(2, 3, 16, 16);
            var padded = x.padReflect(1, 1, 1, 1);
            var net = training.net();
            var expected = net.forward(x).add(net.forward(x.flip(3))).mul(0.25);
            for (long at : new long[] {0, 2}) {
                var moved = padded.narrow(2, at, 16).narrow(3, at, 16).contiguous();
                expected = expected.add(
                        net.forward(moved).add(net.forward(moved.flip(3))).mul(0.125));
            }
            assertThat(training.ofViews(x).sub(expected).abs().max().item()).isLessThan(1e-5);
            return expected;
        })));
    }

    @Test
    void theFirstBiasStaysAfterThreeEpochs() {
        Scope.run(() -> {
            var recipe = new SpeedRecipe(
                    List.of(4, 4, 4), 5, 10, Stepping.MUON, 0.1, Flips.NONE, 0.2, true, false, false, 0, 16);
            var training = new SpeedTraining(recipe, pictures(), units(), Rng.of(5));
            var seen = new ArrayList<Tensor>();
            training.learn(_ ->
                    seen.add(Scope.detached(() -> training.net().bias().detach().copy())));
            assertThat(seen).as("five epochs of two steps").hasSize(10);
            assertThat(seen.get(5).sub(seen.get(4)).abs().max().item()).isPositive();
            for (int step = 6; step < 10; step++) {
                assertThat(seen.get(step).sub(seen.get(5)).abs().max().item()).isZero();
            }
        });
    }

    private static Examples pictures() {
        return new Examples(Rng.of(6).uniform(20, 3, 16, 16), Tensor.arange(20).remainder(10));
    }

    private static Standardiser units() {
        return Standardiser.perChannel(pictures().inputs());
    }

    private static SpeedTraining training(Flips flips) {
        return new SpeedTraining(recipe(Stepping.MUON, 10, flips), pictures(), units(), Rng.of(8));
    }

    @Test
    void theSmokePlanLearns() {
        var plan = new ModernConvnetSpeed().plan();
        // Not the arms with momentum or without whitening, which are at the start of their course after so few steps.
        for (var arm : List.of("recipe", "random mirrors", "hard labels")) {
            double right = accuracy(plan.settings(Scale.SMOKE, plan.arm(arm)));
            // Guessing gives 0.1 of 200, with a deviation of 0.02.
            assertThat(right).as(arm).isGreaterThan(0.15);
        }
    }

    private static double accuracy(ModernConvnetSpeed.Setup setup) {
        var notes = TrialInMemory.of(setup);
        // As in a trial.
        int before = Native.settings().threads();
        Native.threads(1);
        try {
            Scope.run(() -> new ModernConvnetSpeed().run(notes));
        } finally {
            Native.threads(before);
        }
        return notes.metrics().get("test_accuracy");
    }
}
