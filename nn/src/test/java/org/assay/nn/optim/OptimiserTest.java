package org.assay.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.assay.nn.Linear;
import org.assay.nn.Mlp;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OptimiserTest {
    /** A convex bowl with one curvature each way; its gradient at w is (3 w0, w1). */
    private static Tensor bowl(Tensor w) {
        return w.square().mul(Tensor.of(DType.FLOAT64, new double[] {1.5, 0.5})).sum();
    }

    private static Tensor start() {
        return Tensor.of(DType.FLOAT64, new double[] {2, -1}).parameter();
    }

    private static double[] after(int steps, Rule rule) {
        var w = start();
        var optimiser = Optimiser.of(w, rule);
        for (int i = 0; i < steps; i++) {
            optimiser.minimise(() -> bowl(w));
        }
        return w.toDoubles();
    }

    /** The same rule written for one number. */
    private interface ByHand {
        double[] run(double w, DoubleUnaryOperator gradient);
    }

    private static void agrees(Rule rule, int steps, ByHand hand) {
        assertThat(after(steps, rule))
                .containsExactly(new double[] {hand.run(2, w -> 3 * w)[0], hand.run(-1, w -> w)[0]}, within(1e-12));
    }

    @Test
    void sgdFollowsTheGradient() {
        agrees(Sgd.of(0.1), 5, (w, g) -> {
            for (int t = 0; t < 5; t++) {
                w -= 0.1 * g.applyAsDouble(w);
            }
            return new double[] {w};
        });
    }

    @Test
    void sgdWithMomentumAndDecay() {
        agrees(Sgd.of(0.1).momentum(0.9).weightDecay(0.01), 7, (w, g) -> {
            double v = 0;
            for (int t = 0; t < 7; t++) {
                v = 0.9 * v + g.applyAsDouble(w) + 0.01 * w;
                w -= 0.1 * v;
            }
            return new double[] {w};
        });
    }

    @Test
    void nesterovLooksAhead() {
        agrees(Sgd.of(0.1).nesterov(0.9), 7, (w, g) -> {
            double v = 0;
            for (int t = 0; t < 7; t++) {
                double d = g.applyAsDouble(w);
                v = 0.9 * v + d;
                w -= 0.1 * (d + 0.9 * v);
            }
            return new double[] {w};
        });
    }

    private static ByHand adam(int steps, double lr, double l2, double decoupled) {
        return (w, g) -> {
            double m = 0;
            double v = 0;
            for (int t = 1; t <= steps; t++) {
                double d = g.applyAsDouble(w) + l2 * w;
                w -= lr * decoupled * w;
                m = 0.9 * m + 0.1 * d;
                v = 0.999 * v + 0.001 * d * d;
                w -= lr * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
            }
            return new double[] {w};
        };
    }

    @Test
    void adamAsInThePaper() {
        agrees(Adam.of(0.05), 20, adam(20, 0.05, 0, 0));
        agrees(Adam.of(0.05).weightDecay(0.1), 20, adam(20, 0.05, 0.1, 0));
    }

    @Test
    void adamWDecaysBesideTheStep() {
        agrees(AdamW.of(0.05).weightDecay(0.1), 20, adam(20, 0.05, 0, 0.1));
    }

    @Test
    void aPerceptronLearnsExclusiveOr() {
        var model = Mlp.of(Rng.of(1), 2, 16, 1);
        var x = Tensor.of(new double[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
        var y = Tensor.of(new double[] {0, 1, 1, 0}, 4, 1);
        var optimiser = AdamW.of(model, 0.05);
        double loss = 1;
        for (int i = 0; i < 300; i++) {
            loss = optimiser.minimise(() -> model.forward(x).bceWithLogits(y));
        }
        assertThat(loss).isLessThan(0.01);
        assertThat(model.forward(x).gt(0.0).toBooleans()).containsExactly(false, true, true, false);
    }

    @Test
    void groupsFollowTheirOwnRulesByNameAndRank() {
        var model = Linear.of(3, 2, Rng.of(1));
        var before = Tree.copy(model);
        var optimiser = Optimiser.of(model, Sgd.of(1)).with((name, p) -> name.equals("bias"), Sgd.of(0.5));
        optimiser.minimise(
                () -> model.weight().sum().add(model.bias().orElseThrow().sum()));
        assertThat(before.weight().sub(model.weight()).toDoubles()).containsOnly(1);
        assertThat(before.bias().orElseThrow().sub(model.bias().orElseThrow()).toDoubles())
                .containsExactly(new double[] {0.5, 0.5}, within(1e-6));
    }

    @Test
    void aGroupOfNothingIsRefused() {
        var optimiser = Optimiser.of(Linear.of(3, 2, Rng.of(1)), Sgd.of(1));
        assertThatThrownBy(() -> optimiser.with((name, p) -> name.startsWith("conv"), Sgd.of(2)))
                .hasMessageContaining("is for no parameter: the names are [weight, bias].");
        assertThatThrownBy(() -> Optimiser.of("nothing", Sgd.of(1)))
                .hasMessage(
                        "There are no parameters to optimise in String: give a layer, a record or a list that holds some.");
    }

    @Test
    void scheduleScalesTheRate() {
        var w = Tensor.of(1.0).parameter();
        var optimiser = Optimiser.of(w, Sgd.of(0.5)).schedule(Schedule.linear(4));
        for (int i = 0; i < 4; i++) {
            assertThat(optimiser.lr()).isEqualTo(0.5 * (1 - i / 4.0));
            optimiser.minimise(w::sum);
        }
        assertThat(w.item()).isCloseTo(1 - 0.5 * (1 + 0.75 + 0.5 + 0.25), within(1e-6));
        assertThat(optimiser.steps()).isEqualTo(4);
    }

    @Test
    void clippingLimitsTheNormOverAllParameters() {
        var a = Tensor.of(0.0).parameter();
        var b = Tensor.of(0.0, 0.0).parameter();
        var optimiser = Optimiser.of(List.of(a, b), Sgd.of(1)).clip(0.7);
        // Gradient (6; 2, 3) has norm 7.
        optimiser.minimise(() -> a.mul(6.0).sum().add(b.mul(Tensor.of(2, 3)).sum()));
        assertThat(a.item()).isCloseTo(-0.6, within(1e-6));
        assertThat(b.toDoubles()).containsExactly(new double[] {-0.2, -0.3}, within(1e-6));
    }

    @Test
    void clippingByValueCutsEachElement() {
        var b = Tensor.of(0.0, 0.0).parameter();
        Optimiser.of(b, Sgd.of(1))
                .clipValue(2.5)
                .minimise(() -> b.mul(Tensor.of(2, -3)).sum());
        assertThat(b.toDoubles()).containsExactly(-2, 2.5);
    }

    @Test
    void whatALossDoesNotDependOnHasGradientZero() {
        var used = Tensor.of(1.0).parameter();
        var unused = Tensor.of(1.0).parameter();
        Optimiser.of(List.of(used, unused), Sgd.of(1)).minimise(used::sum);
        assertThat(used.item()).isZero();
        assertThat(unused.item()).isEqualTo(1);
    }

    private record Out(Tensor loss, Tensor logits) {}

    @Test
    void whatTheStepComputedComesBack() {
        var w = Tensor.of(3.0).parameter();
        var optimiser = Sgd.of(w, 0.1);
        var out = optimiser.minimise(
                () -> {
                    var logits = w.mul(2.0);
                    return new Out(logits.sum(), logits);
                },
                Out::loss);
        assertThat(out.logits().item()).isEqualTo(6);
        assertThat(out.logits().requiresGrad()).isFalse();
        assertThat(w.item()).isCloseTo(2.8, within(1e-6));
    }

    @Test
    void partsOfABatchAddUpToTheWhole() {
        var x = Rng.of(3).normal(8, 4).to(DType.FLOAT64);
        var whole =
                Tree.map(Linear.of(4, 1, Rng.of(1)), t -> t.to(DType.FLOAT64).parameter());
        var parts = Tree.copy(whole);
        Sgd.of(whole, 0.1).minimise(() -> whole.forward(x).square().mean());
        double loss = Sgd.of(parts, 0.1)
                .accumulate(
                        4, i -> parts.forward(x.narrow(0, 2L * i, 2)).square().mean());
        assertThat(parts.weight().allClose(whole.weight(), 0, 1e-12)).isTrue();
        assertThat(loss).isPositive();
    }

    /** One step on 1.5 w^2 from 2: gradient 6, climb to 2.5, gradient there 7.5. */
    @Test
    void sharpnessAwareStepsAlongTheGradientAbove() {
        var w = Tensor.of(DType.FLOAT64, new double[] {2}).parameter();
        double loss = Optimiser.of(w, Sgd.of(0.1))
                .sharpnessAware(0.5)
                .minimise(() -> w.square().mul(1.5).sum());
        assertThat(loss).isEqualTo(6);
        assertThat(w.item()).isCloseTo(2 - 0.75, within(1e-9));
    }

    @Test
    void sharpnessAwareWithoutDistanceIsThePlainStep() {
        var plain = start();
        var aware = start();
        Optimiser.of(plain, Sgd.of(0.1).momentum(0.9)).minimise(() -> bowl(plain));
        Optimiser.of(aware, Sgd.of(0.1).momentum(0.9)).sharpnessAware(0).minimise(() -> bowl(aware));
        assertThat(aware.toDoubles()).containsExactly(plain.toDoubles());
    }

    /** ASAM on 1.5 w0^2 + 0.5 w1^2 at (2, -1): T = (2.01, 1.01), T g = (12.06, -1.01), e = rho T (T g) / |T g|. */
    @Test
    void adaptiveSharpnessAwareClimbsRelativeToTheWeights() {
        var w = start();
        Optimiser.of(w, Sgd.of(0.1)).adaptiveSharpnessAware(0.5).minimise(() -> bowl(w));
        double norm = Math.hypot(12.06, 1.01);
        double e0 = 0.5 * 2.01 * 12.06 / norm;
        double e1 = 0.5 * 1.01 * -1.01 / norm;
        assertThat(w.toDoubles())
                .containsExactly(new double[] {2 - 0.1 * 3 * (2 + e0), -1 - 0.1 * (-1 + e1)}, within(1e-9));
    }

    @Test
    void gradientsThatLieOtherwiseInMemoryAreFollowedCorrectly() {
        var w = Rng.of(1).normal(3, 2).parameter();
        var before = w.copy().detach();
        var direction = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
        // The gradient of <w^T, d> is d^T, a transposed view.
        Sgd.of(w, 1).minimise(() -> w.t().mul(direction).sum());
        assertThat(before.sub(w).allClose(direction.t(), 0, 1e-6)).isTrue();
    }

    @Test
    void manyStepsLeaveNativeMemoryFlat() {
        stepsLeaveMemoryFlat(2000);
    }

    private static void stepsLeaveMemoryFlat(int steps) {
        var model = Mlp.of(Rng.of(1), 8, 16, 16, 2);
        var x = Rng.of(2).normal(32, 8);
        var y = Rng.of(3).integers(0, 2, 32);
        var optimiser = Optimiser.of(model, AdamW.of(1e-3)).clip(1);
        Runnable step = () -> optimiser.minimise(() -> model.forward(x).crossEntropy(y));
        step.run();
        // The collector may meanwhile take what other tests left, once; so every part of the run is looked at.
        for (int part = 0; part < 10; part++) {
            long tensors = Scope.liveTensors();
            long bytes = Scope.liveBytes();
            for (int i = 0; i < steps / 10; i++) {
                step.run();
            }
            assertThat(Scope.liveTensors()).isLessThanOrEqualTo(tensors);
            assertThat(Scope.liveBytes()).isLessThanOrEqualTo(bytes);
        }
    }

    @Test
    void aLossIsOneNumberThatDependsOnAParameter() {
        var w = Tensor.of(1, 2).parameter();
        var optimiser = Sgd.of(w, 0.1);
        assertThatThrownBy(() -> optimiser.minimise(() -> w.square()))
                .hasMessage("A loss is one number, and this one has shape [2]: take its mean().");
        assertThatThrownBy(() -> optimiser.minimise(() -> w.detach().sum()))
                .hasMessageStartingWith("The loss does not depend on any parameter");
        assertThat(w.toDoubles()).as("no step was taken").containsExactly(1, 2);
    }

    @Test
    @Tag("long")
    void aHundredThousandStepsLeaveNativeMemoryFlat() {
        stepsLeaveMemoryFlat(100_000);
    }

    /** Rows of length 5, 1 and 0: the first is cut to 2.5 and points where it did, the others are left alone to the bit, and so is what was not chosen. */
    @Test
    void rowsAreShortenedToTheNorm() {
        record Two(Tensor first, Tensor second) {}
        var net = new Two(
                Tensor.of(new double[] {3, -4, 0.6, 0.8, 0, 0}, 3, 2).parameter(),
                Tensor.of(new double[] {30, 40}, 1, 2).parameter());
        var still = Optimiser.of(net, Sgd.of(1)).maxNorm((name, _) -> name.equals("first"), 2.5);
        var before = net.first().narrow(0, 1, 2).copy();
        still.step(List.of(Tensor.zeros(3, 2), Tensor.zeros(1, 2)));
        assertThat(net.first().at(0).toDoubles()).containsExactly(new double[] {1.5, -2}, within(1e-6));
        assertThat(net.first().narrow(0, 1, 2).equalTo(before)).isTrue();
        assertThat(net.second().toDoubles()).containsExactly(30, 40);
        // After the step and not before it: (1.5, -2) and a step of (1.5, 6) give (3, 4), whose length is 5.
        still.step(List.of(Tensor.of(new double[] {-1.5, -6, 0, 0, 0, 0}, 3, 2), Tensor.zeros(1, 2)));
        assertThat(net.first().at(0).toDoubles()).containsExactly(new double[] {1.5, 2}, within(1e-6));
        assertThatThrownBy(() -> still.maxNorm((name, _) -> name.equals("third"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first");
        assertThatThrownBy(() -> still.maxNorm((_, _) -> true, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
