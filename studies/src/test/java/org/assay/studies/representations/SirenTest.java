package org.assay.studies.representations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.assay.nn.Layer;
import org.assay.nn.optim.Adam;
import org.assay.studies.representations.CoordinateNet.Kind;
import org.assay.studies.representations.Siren.Task;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SirenTest {

    private static CoordinateNet net(Kind kind, int side) {
        return CoordinateNet.of(kind, 30, 64, 3, side, Rng.of(5));
    }

    /** Of so many uniform draws, the largest lies just inside the bound. */
    private static void fills(Tensor values, double bound) {
        assertThat(values.abs().max().item()).isBetween(0.9 * bound, bound * (1 + 1e-6));
    }

    @Test
    void theProposedStartIsUniformWithinItsBounds() {
        Scope.run(() -> {
            var layers = net(Kind.SIREN, 48).layers();
            assertThat(layers).hasSize(5);
            fills(layers.getFirst().weight(), 0.5);
            fills(layers.getFirst().bias().orElseThrow(), 1 / Math.sqrt(2));
            for (var layer : layers.subList(1, 5)) {
                fills(layer.weight(), Math.sqrt(6.0 / 64) / 30);
            }
            fills(layers.get(1).bias().orElseThrow(), 1.0 / 8);
            fills(net(Kind.SIREN_TEXT, 48).layers().get(1).bias().orElseThrow(), 1.0 / 8 / 30);
            assertThat(layers.getLast().weight().shape()).containsExactly(1, 64);
        });
    }

    @Test
    void theNaiveStartIsThatOfGlorotAndBengio() {
        Scope.run(() -> assertThat(
                        net(Kind.SINE_NAIVE, 48).layers().get(1).weight().std().item())
                .isCloseTo(Math.sqrt(2.0 / 128), within(0.01)));
    }

    @Test
    void thePositionalEncodingReachesTheNyquistRate() {
        Scope.run(() -> {
            assertThat(net(Kind.RELU_PE, 48).layers().getFirst().weight().size(1))
                    .isEqualTo(2 + 4 * 3);
            assertThat(net(Kind.RELU_PE, 64).layers().getFirst().weight().size(1))
                    .isEqualTo(2 + 4 * 4);
            assertThat(net(Kind.RELU_PE, 512).layers().getFirst().weight().size(1))
                    .isEqualTo(2 + 4 * 7);
        });
    }

    @Test
    void theImageIsItsFormula() {
        Scope.run(() -> {
            var image = new ProceduralImage(0.1, -0.2, -0.3, 0.2, 12, 0.7, 2.1, 0.05, -0.5, 1.5);
            double x = 0.3;
            double y = -0.45;
            double f = 0.5 * Math.exp(-(0.2 * 0.2 + 0.25 * 0.25) / 0.08)
                    + 0.3 * Math.sin(12 * (x * Math.cos(0.7) + y * Math.sin(0.7))) * Math.exp(-(x * x + y * y))
                    + 0.25 * Math.tanh(20 * (0.45 - Math.hypot(0.6, 0.65)))
                    + 0.15 * Math.tanh(25 * (x * Math.cos(2.1) + y * Math.sin(2.1) - 0.05));
            var point = Tensor.of(DType.FLOAT64, new double[] {x, y}, 1, 2);
            assertThat(image.forward(point).item())
                    .isCloseTo(f + 0.5 - 1, within(1e-12)); // [-0.5, 1.5] is moved to [-1, 1]
        });
    }

    @Test
    void pixelsAreCentresRowByRow() {
        Scope.run(() -> assertThat(ProceduralImage.pixels(2).toDoubles())
                .containsExactly(-0.5, -0.5, 0.5, -0.5, -0.5, 0.5, 0.5, 0.5));
    }

    @Test
    void aDrawnImageSpansItsRange() {
        Scope.run(() -> {
            var f = Target.of(ProceduralImage.of(Rng.of(8)), 64);
            assertThat(f.field().value().max().item()).isCloseTo(1, within(0.02));
            assertThat(f.field().value().min().item()).isCloseTo(-1, within(0.02));
        });
    }

    /** Derivatives of the image and of a network against central differences, in doubles. */
    @Test
    void derivativesMatchFiniteDifferences() {
        Scope.run(() -> {
            var points = Rng.of(3).uniformBetween(-1, 1, 40, 2).to(DType.FLOAT64);
            var network = Tree.map(
                    net(Kind.SIREN, 48), t -> t.detach().to(DType.FLOAT64).parameter());
            for (Layer f : List.of(ProceduralImage.of(Rng.of(8)), network)) {
                var field = Field.of(f, points);
                double h = 1e-4;
                var centre = Field.value(f, points);
                var laplacian = centre.mul(-4);
                for (int axis = 0; axis < 2; axis++) {
                    var step = Tensor.of(DType.FLOAT64, axis == 0 ? new double[] {h, 0} : new double[] {0, h}, 1, 2);
                    var up = Field.value(f, points.add(step));
                    var down = Field.value(f, points.sub(step));
                    var slope = up.sub(down).div(2 * h);
                    assertThat(slope.sub(field.gradient().select(1, axis))
                                    .abs()
                                    .max()
                                    .item())
                            .isLessThan(1e-3);
                    laplacian = laplacian.add(up).add(down);
                }
                double error =
                        laplacian.div(h * h).sub(field.laplacian()).abs().max().item();
                assertThat(error / field.laplacian().abs().max().item()).isLessThan(1e-4);
            }
        });
    }

    @Test
    void aPiecewiseLinearNetworkHasNoLaplacian() {
        Scope.run(() -> {
            var points = Rng.of(3).uniformBetween(-1, 1, 200, 2);
            var relu = Field.of(net(Kind.RELU, 48), points);
            assertThat(relu.laplacian().toFloats()).containsOnly(0);
            assertThat(relu.gradient().abs().min().item()).isPositive();
            assertThat(Field.of(net(Kind.RELU_PE, 48), points)
                            .laplacian()
                            .abs()
                            .max()
                            .item())
                    .isGreaterThan(1);
        });
    }

    /** Losses of 3 x + 2 y and of x^2 + y^2 against x^2 y, whose gradient is (2 x y, x^2) and Laplacian 2 y. */
    @Test
    void lossesMatchHandWorkedValues() {
        Scope.run(() -> {
            Layer target = p -> p.narrow(1, 0, 1).square().mul(p.narrow(1, 1, 1));
            Layer plane = p -> p.narrow(1, 0, 1).mul(3).add(p.narrow(1, 1, 1).mul(2));
            Layer bowl = p -> p.square().sum(true, 1);
            var f = Target.of(target, 2); // points (+-1/2, +-1/2)
            var all = Tensor.arange(4);

            // Values +-1/8 by the sign of y; the plane takes -5/2, 1/2, -1/2, 5/2.
            double image = (sq(-2.5 + 0.125) + sq(0.5 + 0.125) + sq(-0.5 - 0.125) + sq(2.5 - 0.125)) / 4;
            assertThat(Siren.loss(Task.IMAGE, plane, f, all).item()).isCloseTo(image, within(1e-6));

            // Gradients (2 x y, x^2) = (+-1/2, 1/4) of mean square length 5/16; the plane has (3, 2).
            double gradient = (2 * sq(3 - 0.5) + 2 * sq(3 + 0.5) + 4 * sq(2 - 0.25)) / 4 / (5.0 / 16);
            assertThat(Siren.loss(Task.GRADIENT, plane, f, all).item()).isCloseTo(gradient, within(1e-4));

            // Laplacians +-1 of mean square 1; the bowl has 4.
            assertThat(Siren.loss(Task.LAPLACIAN, bowl, f, all).item()).isCloseTo((25 + 9) / 2.0, within(1e-5));
            assertThat(Siren.loss(Task.LAPLACIAN, bowl, f, Tensor.of(new long[] {2, 3}))
                            .item())
                    .isCloseTo(9, within(1e-5));
        });
    }

    private static double sq(double x) {
        return x * x;
    }

    @Test
    void theSignalToNoiseRatioForgivesWhatTheSupervisionLeavesOpen() {
        Scope.run(() -> {
            var f = Target.of(ProceduralImage.of(Rng.of(8)), 16);
            var value = f.field().value();
            assertThat(f.psnr(value.add(0.1))).isCloseTo(20 * Math.log10(2 / 0.1), within(1e-3));
            assertThat(f.psnr(f.centred(value.add(0.1)))).isGreaterThan(100);

            var x = f.points().select(1, 0);
            var y = f.points().select(1, 1);
            var harmonic = x.mul(2).add(x.mul(y)).sub(x.square().sub(y.square()).mul(3));
            assertThat(f.psnr(f.harmonised(value.add(harmonic)))).isGreaterThan(90);
            assertThat(f.psnr(f.harmonised(value.add(x.square())))).isLessThan(30);
        });
    }

    @Test
    void distancesToTheLawsMatchHandWorkedValues() {
        Scope.run(() -> {
            assertThat(StartStatistics.distance(Tensor.of(0.6, 0.1), x -> x)).isCloseTo(0.4, within(1e-6));
            assertThat(StartStatistics.distance(Tensor.of(0.6, 0.7), x -> x)).isCloseTo(0.6, within(1e-6));
            assertThat(StartStatistics.normal(Tensor.of(0, 1.959964)).toDoubles())
                    .containsExactly(new double[] {0.5, 0.975}, within(1e-5));
            // The sine of a uniform angle: two thirds of it lie below sin(pi / 6) = 1/2.
            assertThat(StartStatistics.arcsine(Tensor.of(-1, 0, 0.5, 1)).toDoubles())
                    .containsExactly(new double[] {0, 0.5, 2 / 3.0, 1}, within(1e-6));
        });
    }

    /**
     * Wide layers forget their input but for its variance v, which the sine of a normal turns into (1 - exp(-2 v)) / 2 and the weights, of
     * variance 2 / n, into 1 - exp(-2 v); biases that the frequency multiplies add omega0^2 / (3 n).
     */
    @ParameterizedTest
    @EnumSource(names = {"SIREN", "SIREN_TEXT"})
    void deepLayersReachTheFixedPointOfTheVariance(Kind kind) {
        Scope.run(() -> {
            int n = 512;
            double biases = 1.0 / (3 * n) * (kind == Kind.SIREN ? 900 : 1);
            double v = 1;
            for (int i = 0; i < 20; i++) {
                v = 1 - Math.exp(-2 * v) + biases;
            }
            double spread = Math.sqrt(v);
            var points = Rng.of(1).uniformBetween(-1, 1, 512, 2);
            var layers = CoordinateNet.of(kind, 30, n, 7, 48, Rng.of(2)).preactivations(points);
            assertThat(layers).hasSize(8);
            assertThat(IntStream.range(4, 8)
                            .mapToDouble(i -> layers.get(i).std().item())
                            .average()
                            .orElseThrow())
                    .isCloseTo(spread, within(0.05));
        });
    }

    /** What a network of sines and one of ReLUs find in 150 steps from the gradient at the pixels of a square, of an image with edges. */
    private static double found(Kind kind, double omega0, int side) {
        return Scope.call(() -> {
            var f = Target.of(ProceduralImage.of(Rng.of(8)), side);
            var phi = CoordinateNet.of(kind, omega0, 32, 2, side, Rng.of(1));
            var adam = Adam.of(phi, kind == Kind.SIREN ? 1e-3 : 3e-3);
            var all = Tensor.arange((long) side * side);
            for (int step = 0; step < 150; step++) {
                adam.minimise(() -> Siren.loss(Task.GRADIENT, phi, f, all));
            }
            return f.psnr(f.centred(Field.value(phi, f.points())));
        });
    }

    @Test
    void aSirenRecoversAnImageFromItsGradientWhereReluDoesNot() {
        assertThat(found(Kind.SIREN, 30, 32)).isGreaterThan(35);
        assertThat(found(Kind.RELU, 30, 32)).isBetween(15.0, 25.0);
    }

    /**
     * Pixels 1/8 apart tell frequencies up to 8 pi = 25 apart. The sines of omega0 = 30 go beyond it, fit the gradient between the pixels as they
     * like, and find nothing; slower ones find the same image on the same pixels.
     */
    @Test
    void gradientsAtTooFewPixelsDoNotHoldAFastSiren() {
        assertThat(found(Kind.SIREN, 30, 16)).isLessThan(20);
        assertThat(found(Kind.SIREN, 10, 16)).isGreaterThan(28);
    }
}
