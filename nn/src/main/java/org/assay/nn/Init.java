package org.assay.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/**
 * How a parameter starts. Shapes are {@code [out, in, kernel...]}: the fan-in of a weight is {@code in} times the size of
 * its kernel, the fan-out {@code out} times that size.
 */
@FunctionalInterface
public interface Init {

    /** Values of the shape, as 32-bit floats. */
    Tensor draw(Rng rng, long... shape);

    /** A parameter of the shape that starts so. */
    default Tensor parameter(Rng rng, long... shape) {
        return draw(rng, shape).parameter();
    }

    /**
     * A model like the given one with every matrix {@code [out, in]} among its parameters drawn so, and every bias at zero. All else it keeps, shared with the given one:
     * normalisation, convolutions, tokens and positions.
     */
    default <T> T over(T model, Rng rng) {
        var trained = Collections.<Tensor>newSetFromMap(new IdentityHashMap<>());
        trained.addAll(Tree.parameters(model));
        var leaves = new ArrayList<Tensor>();
        Tree.named(model).forEach((name, tensor) -> {
            if (trained.contains(tensor) && tensor.rank() == 2) {
                leaves.add(parameter(rng, tensor.shape()));
            } else if (trained.contains(tensor) && name.endsWith("bias")) {
                leaves.add(zeros().parameter(rng, tensor.shape()));
            } else {
                leaves.add(tensor);
            }
        });
        return Tree.replace(model, leaves);
    }

    /** PyTorch's own for linear and convolutional layers: uniform within {@code 1/sqrt(fan-in)}. */
    static Init standard() {
        return (rng, shape) -> uniform(1 / Math.sqrt(fanIn(shape))).draw(rng, shape);
    }

    /** Normal of variance {@code 2/fan-in}, for rectified activations. He et al. 2015, equation 10. */
    static Init kaimingNormal() {
        return (rng, shape) -> normal(Math.sqrt(2.0 / fanIn(shape))).draw(rng, shape);
    }

    /** Normal of variance {@code 2/fan-out}: as {@link #kaimingNormal}, keeping the scale of gradients. He et al. 2015, equation 14. */
    static Init kaimingNormalFanOut() {
        return (rng, shape) -> normal(Math.sqrt(2.0 / fanOut(shape))).draw(rng, shape);
    }

    /** Uniform of variance {@code 2/fan-in}. He et al. 2015. */
    static Init kaimingUniform() {
        return (rng, shape) -> uniform(Math.sqrt(6.0 / fanIn(shape))).draw(rng, shape);
    }

    /** Normal of variance {@code 1/fan-in}. LeCun et al. 1998. */
    static Init lecunNormal() {
        return (rng, shape) -> normal(1 / Math.sqrt(fanIn(shape))).draw(rng, shape);
    }

    /** Normal of variance {@code 2/(fan-in + fan-out)}. Glorot and Bengio 2010. */
    static Init xavierNormal() {
        return (rng, shape) ->
                normal(Math.sqrt(2.0 / (fanIn(shape) + fanOut(shape)))).draw(rng, shape);
    }

    /** Uniform of variance {@code 2/(fan-in + fan-out)}. Glorot and Bengio 2010, equation 16. */
    static Init xavierUniform() {
        return (rng, shape) ->
                uniform(Math.sqrt(6.0 / (fanIn(shape) + fanOut(shape)))).draw(rng, shape);
    }

    /** Normal of mean 0. */
    static Init normal(double deviation) {
        return (rng, shape) -> rng.normal(shape).mul_(deviation);
    }

    /** Normal of mean 0 cut off at two deviations (of the normal before the cut). */
    static Init truncatedNormal(double deviation) {
        // The inverse distribution function over the stretch of probability within two deviations, erf(sqrt(2)).
        double central = 0.9544997361036416;
        return (rng, shape) -> rng.uniform(shape)
                .mul_(2 * central)
                .sub_(central)
                .erfinv()
                .mul_(Math.sqrt(2) * deviation)
                .clamp_(-2 * deviation, 2 * deviation);
    }

    /** Uniform within the bound on both sides of 0. */
    static Init uniform(double bound) {
        return (rng, shape) -> rng.uniform(shape).mul_(2 * bound).sub_(bound);
    }

    /** A random orthogonal matrix of the shape's first dimension by the rest: rows orthonormal if there are fewer, else columns; times the gain. Saxe et al. 2014. */
    static Init orthogonal(double gain) {
        return (rng, shape) -> {
            long rows = shape[0];
            long columns = Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
            var gaussian = rng.normal(Math.max(rows, columns), Math.min(rows, columns));
            var qr = gaussian.qr();
            // Signs make the distribution uniform over orthogonal matrices.
            var q = qr.q().mul(qr.r().diag().sign());
            return (rows < columns ? q.t() : q).mul(gain).reshape(shape).contiguous();
        };
    }

    /** The identity as a convolution: output channel i repeats input channel i; other outputs are zero. Zagoruyko and Komodakis 2017. */
    static Init dirac() {
        return (_, shape) -> {
            var weight = Tensor.zeros(shape);
            var flat = weight.view(shape[0], shape[1], -1);
            long centre = 0;
            for (int i = 2; i < shape.length; i++) {
                centre = centre * shape[i] + shape[i] / 2;
            }
            for (long i = 0; i < Math.min(shape[0], shape[1]); i++) {
                flat.at(i, i, centre).fill_(1);
            }
            return weight;
        };
    }

    static Init zeros() {
        return constant(0);
    }

    static Init ones() {
        return constant(1);
    }

    static Init constant(double value) {
        return (_, shape) -> Tensor.full(value, shape);
    }

    private static double fanIn(long... shape) {
        return requireMatrix(shape)[1] * kernel(shape);
    }

    private static double fanOut(long... shape) {
        return requireMatrix(shape)[0] * kernel(shape);
    }

    private static double kernel(long... shape) {
        return Arrays.stream(shape).skip(2).asDoubleStream().reduce(1, (a, b) -> a * b);
    }

    private static long[] requireMatrix(long... shape) {
        if (shape.length < 2) {
            throw new IllegalArgumentException("A fan-in needs a weight [out, in, kernel...], not the shape "
                    + Arrays.toString(shape) + ": use zeros, normal or uniform there.");
        }
        return shape;
    }
}
