package org.assay.data.generate;

import org.assay.data.Examples;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** Regression problems whose answer is known: inputs {@code [n, …]} and labels {@code [n]}, FLOAT32. */
public final class Functions {
    private static final double RARE = 0.01;

    private Functions() {}

    /** y = x³ + N(0, 3²), x even on (-4, 4) (Hernandez-Lobato and Adams 2015, arXiv:1502.05336). */
    public static Examples cubic(int n, Rng rng) {
        return draw(n, rng, r -> -4 + 8 * r.nextDouble(), (x, r) -> x * x * x + 3 * r.nextGaussian());
    }

    /** y = sin(3x) + (0.05 + 0.3 |x|) N(0, 1), x even on (-2, 2) without (-0.5, 0.7). */
    public static Examples heteroscedasticSine(int n, Rng rng) {
        return draw(
                n,
                rng,
                r -> {
                    double x = -2 + 2.8 * r.nextDouble();
                    return x < -0.5 ? x : x + 1.2;
                },
                (x, r) -> Math.sin(3 * x) + (0.05 + 0.3 * Math.abs(x)) * r.nextGaussian());
    }

    /**
     * y = Poisson(sin²x + 0.1) + 0.03 x N(0, 1), and with probability 0.01 another 25 N(0, 1), x even on (0, 5) (Romano,
     * Patterson and Candes 2019, arXiv:1905.03222, example 1).
     */
    public static Examples conformal(int n, Rng rng) {
        return draw(n, rng, r -> 5 * r.nextDouble(), (x, r) -> {
            double y = poisson(Math.pow(Math.sin(x), 2) + 0.1, r) + 0.03 * x * r.nextGaussian();
            return r.nextDouble() < RARE ? y + 25 * r.nextGaussian() : y;
        });
    }

    /**
     * y = 10 sin(π x₁x₂) + 20 (x₃ - ½)² + 10 x₄ + 5 x₅ + deviation N(0, 1) of ten inputs even on (0, 1), five of which do
     * not matter (Friedman 1991).
     */
    public static Examples friedman(int n, double deviation, Rng rng) {
        var inputs = new float[10 * n];
        var labels = new float[n];
        for (int i = 0; i < n; i++) {
            var x = new double[10];
            for (int d = 0; d < 10; d++) {
                x[d] = rng.nextDouble();
                inputs[10 * i + d] = (float) x[d];
            }
            labels[i] = (float) (10 * Math.sin(Math.PI * x[0] * x[1])
                    + 20 * Math.pow(x[2] - 0.5, 2)
                    + 10 * x[3]
                    + 5 * x[4]
                    + deviation * rng.nextGaussian());
        }
        return new Examples(Tensor.of(inputs, n, 10), Tensor.of(labels, n));
    }

    /**
     * A sum of sines on [0, 1): λ(x) = Σ aⱼ sin(2π κⱼ x + φⱼ), sampled at i / n, with phases drawn from the generator.
     * Inputs {@code [n, 1]}.
     */
    public static Examples sines(int n, double[] amplitudes, double[] frequencies, Rng rng) {
        var phases = new double[amplitudes.length];
        for (int j = 0; j < phases.length; j++) {
            phases[j] = 2 * Math.PI * rng.nextDouble();
        }
        var inputs = new float[n];
        var labels = new float[n];
        for (int i = 0; i < n; i++) {
            double x = (double) i / n;
            double y = 0;
            for (int j = 0; j < phases.length; j++) {
                y += amplitudes[j] * Math.sin(2 * Math.PI * frequencies[j] * x + phases[j]);
            }
            inputs[i] = (float) x;
            labels[i] = (float) y;
        }
        return new Examples(Tensor.of(inputs, n, 1), Tensor.of(labels, n));
    }

    private interface Draw {
        double from(Rng rng);
    }

    private interface Answer {
        double to(double x, Rng rng);
    }

    private static Examples draw(int n, Rng rng, Draw draw, Answer answer) {
        var inputs = new float[n];
        var labels = new float[n];
        for (int i = 0; i < n; i++) {
            double x = draw.from(rng);
            inputs[i] = (float) x;
            labels[i] = (float) answer.to(x, rng);
        }
        return new Examples(Tensor.of(inputs, n, 1), Tensor.of(labels, n));
    }

    /** Knuth's method, quick for small rates. */
    private static int poisson(double rate, Rng rng) {
        double limit = Math.exp(-rate);
        int count = 0;
        for (double product = rng.nextDouble(); product > limit; product *= rng.nextDouble()) {
            count++;
        }
        return count;
    }
}
