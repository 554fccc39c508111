package org.assay.nn.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ImagesTest {
    @Test
    void noiseRatioByHand() {
        var image = Tensor.zeros(1, 1, 4, 4);
        assertThat(Images.psnr(image.add(0.1), image, 1)).isCloseTo(20, within(1e-5));
        assertThat(Images.psnr(image, image, 1)).isInfinite();
    }

    /** Every window in plain arithmetic. */
    private static double ssimByLoops(double[][] x, double[][] y, double range) {
        var w = new double[11][11];
        double sum = 0;
        for (int i = 0; i < 11; i++) {
            for (int j = 0; j < 11; j++) {
                w[i][j] = Math.exp(-((i - 5) * (i - 5) + (j - 5) * (j - 5)) / 4.5);
                sum += w[i][j];
            }
        }
        double total = 0;
        int places = x.length - 10;
        for (int a = 0; a < places; a++) {
            for (int b = 0; b < places; b++) {
                double mx = 0;
                double my = 0;
                double xx = 0;
                double yy = 0;
                double xy = 0;
                for (int i = 0; i < 11; i++) {
                    for (int j = 0; j < 11; j++) {
                        double p = w[i][j] / sum;
                        double u = x[a + i][b + j];
                        double v = y[a + i][b + j];
                        mx += p * u;
                        my += p * v;
                        xx += p * u * u;
                        yy += p * v * v;
                        xy += p * u * v;
                    }
                }
                double c1 = Math.pow(0.01 * range, 2);
                double c2 = Math.pow(0.03 * range, 2);
                total += (2 * mx * my + c1)
                        * (2 * (xy - mx * my) + c2)
                        / ((mx * mx + my * my + c1) * (xx - mx * mx + yy - my * my + c2));
            }
        }
        return total / (places * places);
    }

    @Test
    void structuralSimilarityAgreesWithLoops() {
        int size = 14;
        var x = Rng.of(1).uniform(1, 1, size, size);
        var y = x.add(Rng.of(2).normal(1, 1, size, size), 0.2);
        var a = new double[size][size];
        var b = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                a[i][j] = x.at(0, 0, i, j).item();
                b[i][j] = y.at(0, 0, i, j).item();
            }
        }
        assertThat(Images.ssim(x, y, 1)).isCloseTo(ssimByLoops(a, b, 1), within(1e-10));
        assertThat(Images.ssim(x, x, 1)).isCloseTo(1, within(1e-12));
        assertThat(Images.ssim(Tensor.cat(x, x), Tensor.cat(y, x), 1))
                .isCloseTo((ssimByLoops(a, b, 1) + 1) / 2, within(1e-10));
    }

    @Test
    void smallImagesAreRefused() {
        var small = Tensor.zeros(1, 1, 8, 8);
        assertThatThrownBy(() -> Images.ssim(small, small, 1)).hasMessageContaining("at least 11 pixels each way");
        assertThatThrownBy(() -> Images.psnr(small, Tensor.zeros(1, 1, 8, 9), 1))
                .hasMessage("An image and its reference must have one shape; they are [1, 1, 8, 8] and [1, 1, 8, 9].");
    }

    @Test
    void frechetDistanceOfKnownGaussians() {
        // Means 0 and (3, 4); sample covariances made exactly diag(1, 4) and diag(9, 16): 25 + (1-3)^2 + (2-4)^2.
        var corners = Tensor.of(DType.FLOAT64, new double[] {1, 1, 1, -1, -1, 1, -1, -1}, 4, 2)
                .mul(Math.sqrt(0.75));
        var a = corners.mul(Tensor.of(DType.FLOAT64, new double[] {1, 2}));
        var b = corners.mul(Tensor.of(DType.FLOAT64, new double[] {3, 4}))
                .add(Tensor.of(DType.FLOAT64, new double[] {3, 4}));
        assertThat(Frechet.distance(a, b)).isCloseTo(33, within(1e-9));
        assertThat(Frechet.distance(a, a)).isCloseTo(0, within(1e-9));
    }

    @Test
    void frechetDistanceDoesNotDependOnTheBasis() {
        var a = Rng.of(1).normal(50, 4).to(DType.FLOAT64);
        var b = Rng.of(2).normal(60, 4).to(DType.FLOAT64).mul(2.0).add(1.0);
        var q = Rng.of(3).normal(4, 4).to(DType.FLOAT64).qr().q();
        double plain = Frechet.distance(a, b);
        assertThat(Frechet.distance(a.matmul(q), b.matmul(q))).isCloseTo(plain, within(1e-9 * plain));
        assertThat(Frechet.distance(x -> x.matmul(q), a, b, 7)).isCloseTo(plain, within(1e-9 * plain));
    }

    @Test
    void frechetDistanceNeedsFeatures() {
        assertThatThrownBy(() -> Frechet.distance(Tensor.zeros(1, 3), Tensor.zeros(4, 3)))
                .hasMessageContaining("they are [1, 3] and [4, 3].");
    }
}
