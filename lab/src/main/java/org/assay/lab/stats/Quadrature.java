package org.assay.lab.stats;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Gauss-Legendre nodes and weights on [-1, 1], and interpolation at the nodes. */
final class Quadrature {

    private static final Map<Integer, Quadrature> CACHE = new ConcurrentHashMap<>();

    private final double[] nodes;
    private final double[] weights;
    private final double[] barycentric;

    private Quadrature(double[] nodes, double[] weights, double[] barycentric) {
        this.nodes = nodes;
        this.weights = weights;
        this.barycentric = barycentric;
    }

    static Quadrature of(int count) {
        return CACHE.computeIfAbsent(count, Quadrature::compute);
    }

    private static Quadrature compute(int count) {
        var nodes = new double[count];
        var weights = new double[count];
        var barycentric = new double[count];
        for (int i = 0; i < count; i++) {
            double x = -Math.cos(Math.PI * (i + 0.75) / (count + 0.5));
            double slope = 1;
            for (int step = 0; step < 8; step++) {
                double before = 1;
                double value = x;
                for (int degree = 2; degree <= count; degree++) {
                    double next = ((2 * degree - 1) * x * value - (degree - 1) * before) / degree;
                    before = value;
                    value = next;
                }
                slope = count * (x * value - before) / (x * x - 1);
                x -= value / slope;
            }
            nodes[i] = x;
            weights[i] = 2 / ((1 - x * x) * slope * slope);
            barycentric[i] = (i % 2 == 0 ? 1 : -1) * Math.sqrt((1 - x * x) * weights[i]);
        }
        return new Quadrature(nodes, weights, barycentric);
    }

    double node(int i) {
        return nodes[i];
    }

    double weight(int i) {
        return weights[i];
    }

    /** Adds {@code weight} times the Lagrange basis at {@code x} to {@code into}. */
    void spread(double x, double weight, double[] into) {
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            double distance = x - nodes[i];
            if (distance == 0) {
                into[i] += weight;
                return;
            }
            sum += barycentric[i] / distance;
        }
        for (int i = 0; i < nodes.length; i++) {
            into[i] += weight * (barycentric[i] / (x - nodes[i]) / sum);
        }
    }
}
