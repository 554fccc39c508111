package org.assay.studies.structures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.assay.data.generate.Charges;
import org.assay.data.generate.Charges.Course;
import org.assay.nn.Linear;
import org.assay.nn.Mlp;
import org.assay.nn.optim.Adam;
import org.assay.studies.structures.ParticleNet.Kind;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

class MolecularEquivarianceTest {
    private final Rng rng = Rng.of(1);

    private Charges some(int systems) {
        return Charges.draw(systems, 5, new Course(100, 200, 0, 0, 0), rng);
    }

    /** All weights of one size, so that small first weights hide nothing. */
    private ParticleNet filled(Kind kind) {
        var net = kind.net(8, 3, rng);
        Autodiff.noGrad(() ->
                Tree.parameters(net).forEach(p -> p.copyFrom(rng.normalLike(p).mul(0.3))));
        return net;
    }

    private static double silu(double x) {
        return x / (1 + Math.exp(-x));
    }

    /** Two bodies, one feature, weights of one perceptron after another written out. */
    @Test
    void oneEquivariantLayerByHand() {
        Scope.run(() -> {
            var layer = new EquivariantNet.Layer(
                    new Messages(linear(0.1, 0.5), linear(0.2).unbiased(), weights(0.3, -0.4, 0.05), linear(-0.2, 1.5)),
                    Optional.of(mlp(linear(0.4, 0.7), linear(0.6).unbiased())),
                    Optional.of(mlp(linear(0.0, 1.0), linear(0.1, 0.8))),
                    Optional.empty(),
                    Optional.empty());
            var net = new EquivariantNet(linear(0.25, 2.0), List.of(layer));
            // Charges 1 and -1 at (0, 0, 0) and (1, 2, 2), distance 3; speeds 5 and 1.
            var systems = new Charges(
                    Tensor.of(new double[] {1, -1}, 1, 2),
                    Tensor.of(new double[] {0, 0, 0, 1, 2, 2}, 1, 2, 3),
                    Tensor.of(new double[] {3, 4, 0, 0, 0, 1}, 1, 2, 3),
                    Tensor.zeros(1, 2, 3));
            double h0 = 2.0 * 5 + 0.25;
            double h1 = 2.0 * 1 + 0.25;
            // The pair has the squared distance now, the product of charges, and the squared distance at the start.
            double pair = 0.3 * 9 - 0.4 * -1 + 0.05 * 9;
            double push0 = push(0.5 * h0 + 0.1 + 0.2 * h1 + pair);
            double push1 = push(0.5 * h1 + 0.1 + 0.2 * h0 + pair);
            double drive0 = 0.8 * silu(h0) + 0.1;
            double drive1 = 0.8 * silu(h1) + 0.1;
            assertThat(net.forecast(systems).later().toDoubles())
                    .containsExactly(
                            new double[] {
                                -push0 + 3 * drive0,
                                -2 * push0 + 4 * drive0,
                                -2 * push0,
                                1 + push1,
                                2 + 2 * push1,
                                2 + 2 * push1 + drive1
                            },
                            within(1e-4));
        });
    }

    /** phi_x of a message whose first layer gives {@code first}. */
    private static double push(double first) {
        double message = silu(1.5 * silu(first) - 0.2);
        return 0.6 * silu(0.7 * message + 0.4);
    }

    private static Linear linear(double weight) {
        return new Linear(Tensor.of(new double[] {weight}, 1, 1), Optional.empty());
    }

    private static Linear linear(double bias, double weight) {
        return new Linear(Tensor.of(new double[] {weight}, 1, 1), Optional.of(Tensor.of(bias)));
    }

    private static Linear weights(double... of) {
        return new Linear(Tensor.of(of, 1, of.length), Optional.empty());
    }

    private static Mlp mlp(Linear first, Linear second) {
        return new Mlp(List.of(first, second), Tensor::silu);
    }

    @Test
    void aPairIsABodyAndAnotherOne() {
        Scope.run(() -> {
            var pairs = Pairs.of(3);
            var x = Tensor.of(new double[] {10, 20, 40}, 1, 3, 1);
            // 10 with 20 and 40, 20 with 40 and 10, 40 with 10 and 20.
            assertThat(pairs.other(x).toDoubles()).containsExactly(20, 40, 40, 10, 10, 20);
            assertThat(pairs.apart(x).toDoubles()).containsExactly(-10, -30, -20, 10, 30, 20);
            assertThat(pairs.products(Tensor.of(new double[] {1, -1, -1}, 1, 3)).toDoubles())
                    .containsExactly(-1, -1, 1, -1, -1, 1);
        });
    }

    @Test
    void equivariantNetworksTurnAndMoveWithTheirInputAndPlainOnesDoNot() {
        Scope.run(() -> {
            var systems = some(20);
            for (var kind : List.of(Kind.EGNN, Kind.EGNN_ONE_MOVE, Kind.EGNN_WITHOUT_VELOCITY, Kind.RADIAL_FIELD)) {
                var net = filled(kind);
                assertThat(Errors.ofTurning(net, systems, 20, rng)).isLessThan(1e-5);
                var shift = Tensor.of(3.0, -1.0, 2.0);
                var shifted = new Charges(
                        systems.charges(), systems.places().add(shift), systems.velocities(), systems.later());
                assertThat(net.forecast(shifted)
                                .later()
                                .allClose(net.forecast(systems).later().add(shift), 1e-4, 1e-4))
                        .isTrue();
            }
            for (var kind : List.of(Kind.GNN, Kind.GNN_RESIDUAL, Kind.EGNN_WITH_FIELD)) {
                assertThat(Errors.ofTurning(filled(kind), systems, 20, rng)).isGreaterThan(0.01);
            }
        });
    }

    /** What no network of this kind can tell apart: a system and its mirror image. */
    @Test
    void featuresOfAnEquivariantNetworkAreThoseOfTheMirrorImage() {
        Scope.run(() -> {
            var systems = some(5);
            var mirror = Tensor.of(new double[] {1, 0, 0, 0, 1, 0, 0, 0, -1}, 3, 3);
            var net = filled(Kind.EGNN);
            var plain = net.forecast(systems).features();
            var mirrored = net.forecast(Turns.turned(systems, mirror)).features();
            assertThat(plain).hasSize(3);
            for (int k = 0; k < plain.size(); k++) {
                assertThat(mirrored.get(k).allClose(plain.get(k), 1e-4, 1e-4)).isTrue();
            }
        });
    }

    @Test
    void bodiesAreInterchangeable() {
        Scope.run(() -> {
            var systems = some(4);
            var order = Tensor.of(new long[] {3, 0, 4, 1, 2}, 5);
            var renamed = new Charges(
                    systems.charges().indexSelect(1, order),
                    systems.places().indexSelect(1, order),
                    systems.velocities().indexSelect(1, order),
                    systems.later());
            for (var kind : Kind.values()) {
                var net = filled(kind);
                var expected = net.forecast(systems).later().indexSelect(1, order);
                assertThat(net.forecast(renamed).later().allClose(expected, 1e-4, 1e-4))
                        .as(kind.name())
                        .isTrue();
            }
        });
    }

    @Test
    void rotationsAreOrthogonalAndUniform() {
        Scope.run(() -> {
            var r = Turns.draw(20_000, rng).to(DType.FLOAT64);
            assertThat(r.matmul(r.transpose(1, 2))
                            .allClose(Tensor.eye(DType.FLOAT64, 3).expandAs(r), 0, 1e-5))
                    .isTrue();
            assertThat(r.det().sub(1.0).abs().max().item()).isLessThan(1e-5);
            // Entries of a uniform rotation have mean 0 and mean square 1/3; deviations of the means are 0.004 and
            // 0.002.
            assertThat(r.mean(0).abs().max().item()).isLessThan(0.02);
            assertThat(r.square().mean(0).sub(1.0 / 3).abs().max().item()).isLessThan(0.012);
            // The angle's cosine, (trace - 1) / 2, has mean -1/2 (its density is (1 - cos a) / pi).
            assertThat(r.diagonal(0, 1, 2).sum(1).sub(1.0).div(2.0).mean().item())
                    .isCloseTo(-0.5, within(0.015));
            var x = rng.normal(20_000, 5, 3);
            assertThat(Turns.unturned(Turns.turned(x, r.to(DType.FLOAT32)), r.to(DType.FLOAT32))
                            .allClose(x, 0, 1e-4))
                    .isTrue();
        });
    }

    @Test
    void onItsOwnAxesATurnedSystemLooksTheSame() {
        Scope.run(() -> {
            var systems = some(30);
            var own = Turns.onOwnAxes(systems);
            var turned = Turns.onOwnAxes(Turns.turned(systems, Turns.draw(30, rng)));
            assertThat(turned.places().allClose(own.places(), 0, 1e-3)).isTrue();
            assertThat(turned.later().allClose(own.later(), 0, 1e-3)).isTrue();
            assertThat(own.later()
                            .sub(own.places())
                            .square()
                            .sum(1, 2)
                            .allClose(
                                    systems.later()
                                            .sub(systems.places())
                                            .square()
                                            .sum(1, 2),
                                    1e-3,
                                    1e-5))
                    .isTrue();
        });
    }

    @Test
    void probesSeeWhatIsThereAndNothingElse() {
        Scope.run(() -> {
            var y = rng.normal(3, 400, 2).to(DType.FLOAT64);
            var noise = rng.normal(3, 400, 4).to(DType.FLOAT64);
            assertThat(Geometry.heldOut(Tensor.cat(List.of(y.mul(5.0), noise), 2), y))
                    .isGreaterThan(0.99);
            assertThat(Geometry.heldOut(noise, y)).isBetween(-0.1, 0.1);
            // The target is half of what is seen plus as much noise: R^2 one half.
            var mixed = y.add(rng.normal(3, 400, 2).to(DType.FLOAT64));
            assertThat(Geometry.heldOut(mixed, y)).isCloseTo(0.5, within(0.1));
        });
    }

    /** A body's own place tells three combinations of the rotation's nine entries: a third of their variance. */
    @Test
    void aPlaceTellsAThirdOfTheRotation() {
        Scope.run(() -> {
            var rotations = Turns.draw(200 * 4, rng);
            var x = rng.normal(4, 5, 3).repeat(200, 1, 1);
            var places = Turns.turned(x, rotations).to(DType.FLOAT64);
            assertThat(Geometry.rotationProbe(places, rotations, 200)).isCloseTo(1.0 / 3, within(0.04));
            assertThat(Geometry.shareOfTurning(places.view(200, 20, 3))).isGreaterThan(0.9);
            var lengths = places.square().sum(true, 2);
            assertThat(Geometry.shareOfTurning(lengths.view(200, 20, 1))).isLessThan(1e-9);
        });
    }

    @Test
    void energiesAndDimensionsByHand() {
        Scope.run(() -> {
            // Distances 3 (first and second), 4 (first and third), 5.
            var x = Tensor.of(new double[] {0, 0, 0, 3, 0, 0, 0, 4, 0}, 1, 3, 3);
            var systems = new Charges(Tensor.of(new double[] {1, 1, -1}, 1, 3), x, x, x);
            assertThat(Geometry.energies(systems).toDoubles())
                    .containsExactly(
                            new double[] {1 / 3.0 - 1 / 4.0, 1 / 3.0 - 1 / 5.0, -1 / 4.0 - 1 / 5.0}, within(1e-6));
            // Variances 4 and 1 along two axes: 5^2 / (16 + 1).
            var cross = Tensor.of(DType.FLOAT64, new double[] {2, 0, -2, 0, 0, 1, 0, -1}, 1, 4, 2);
            assertThat(Geometry.effectiveDimension(cross)).isCloseTo(25.0 / 17, within(1e-9));
        });
    }

    @Test
    void straightMotionFindsTheTime() {
        Scope.run(() -> {
            var x = rng.normal(10, 5, 3);
            var v = rng.normal(10, 5, 3);
            var moving = new Charges(Tensor.ones(10, 5), x, v, x.add(v.mul(0.7)));
            assertThat(new Systems(moving, moving, moving).straightOn()).isLessThan(1e-10);
            var off = new Charges(Tensor.ones(10, 5), x, v, x.add(v.mul(0.7)).add(0.5));
            assertThat(new Systems(moving, moving, off).straightOn()).isCloseTo(0.25, within(1e-5));
            var net = filled(Kind.GNN);
            assertThat(Errors.of(net, off).mean()).isCloseTo(net.loss(off).item(), within(1e-4));
        });
    }

    /** But the one that cannot know which way bodies move. */
    @Test
    void allNetworksLearn() {
        Scope.run(() -> {
            var systems = some(50);
            for (var kind : EnumSet.complementOf(EnumSet.of(Kind.EGNN_WITHOUT_VELOCITY))) {
                var net = kind.net(16, 2, Rng.of(3));
                double before = net.loss(systems).item();
                var adam = Adam.of(net, 3e-3);
                for (int step = 0; step < 40; step++) {
                    adam.minimise(() -> net.loss(systems));
                }
                assertThat(net.loss(systems).item()).as(kind.name()).isLessThan(0.8 * before);
            }
        });
    }
}
