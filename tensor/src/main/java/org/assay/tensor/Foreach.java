package org.assay.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * The same operation on each of many tensors in one native call: what optimisers do to all parameters of a model. No
 * gradients flow through those that change their first argument.
 */
public final class Foreach {
    private Foreach() {}

    /** {@code a = a + scale b}, in place. */
    public static void add_(List<Tensor> a, List<Tensor> b, double scale) {
        Dispatch.run("_foreach_add_", "List", a, b, scale);
    }

    /** {@code a = factor a}, in place. */
    public static void mul_(List<Tensor> a, double factor) {
        Dispatch.run("_foreach_mul_", "Scalar", a, factor);
    }

    /** {@code a = a b}, in place. */
    public static void mul_(List<Tensor> a, List<Tensor> b) {
        Dispatch.run("_foreach_mul_", "List", a, b);
    }

    /** {@code a = a + weight (b - a)}, in place. */
    public static void lerp_(List<Tensor> a, List<Tensor> b, double weight) {
        Dispatch.run("_foreach_lerp_", "Scalar", a, b, weight);
    }

    /** {@code a = a + scale b c}, in place. */
    public static void addcmul_(List<Tensor> a, List<Tensor> b, List<Tensor> c, double scale) {
        Dispatch.run("_foreach_addcmul_", "Scalar", a, b, c, scale);
    }

    /** {@code a = a + scale b / c}, in place. */
    public static void addcdiv_(List<Tensor> a, List<Tensor> b, List<Tensor> c, double scale) {
        Dispatch.run("_foreach_addcdiv_", "Scalar", a, b, c, scale);
    }

    /** {@code a = b}, in place. */
    public static void copy_(List<Tensor> a, List<Tensor> b) {
        Dispatch.run("_foreach_copy_", "", a, b, false);
    }

    public static List<Tensor> add(List<Tensor> a, List<Tensor> b, double scale) {
        return Dispatch.list("_foreach_add", "List", a, b, scale);
    }

    public static List<Tensor> mul(List<Tensor> a, double factor) {
        return Dispatch.list("_foreach_mul", "Scalar", a, factor);
    }

    public static List<Tensor> mul(List<Tensor> a, List<Tensor> b) {
        return Dispatch.list("_foreach_mul", "List", a, b);
    }

    public static List<Tensor> sqrt(List<Tensor> a) {
        return Dispatch.list("_foreach_sqrt", "", a);
    }

    public static List<Tensor> sign(List<Tensor> a) {
        return Dispatch.list("_foreach_sign", "", a);
    }

    /** The Euclidean norm of each. */
    public static List<Tensor> norms(List<Tensor> a) {
        return Dispatch.list("_foreach_norm", "Scalar", a, 2.0, Dispatch.NONE);
    }

    /** The Euclidean norm of all of them taken as one vector. */
    public static Tensor norm(List<Tensor> a) {
        return Tensor.stack(norms(a), 0).norm();
    }

    /**
     * A step of Adam (Kingma and Ba 2015), fused: parameters and both moments change in place.
     *
     * @param first moving means of gradients, as the parameters
     * @param second moving means of squared gradients, as the parameters
     * @param step how many steps this one makes, counted from 1, as a scalar
     * @param decoupled whether weights decay by themselves (Loshchilov and Hutter 2019) or through the gradient
     */
    public static void adam(
            List<Tensor> parameters,
            List<Tensor> gradients,
            List<Tensor> first,
            List<Tensor> second,
            Tensor step,
            double lr,
            double beta1,
            double beta2,
            double epsilon,
            double weightDecay,
            boolean decoupled) {
        var steps = new ArrayList<Tensor>(parameters.size());
        for (int i = 0; i < parameters.size(); i++) {
            steps.add(step);
        }
        Dispatch.run(
                decoupled ? "_fused_adamw_" : "_fused_adam_",
                "",
                parameters,
                alike(parameters, gradients),
                first,
                second,
                List.of(),
                steps,
                lr,
                beta1,
                beta2,
                weightDecay,
                epsilon,
                false,
                false,
                Dispatch.NONE,
                Dispatch.NONE);
    }

    /**
     * A step of stochastic gradient descent, fused: parameters and momenta change in place.
     *
     * @param momenta as the parameters; none when momentum is 0
     * @param start whether the momenta begin at these gradients
     */
    public static void sgd(
            List<Tensor> parameters,
            List<Tensor> gradients,
            List<Tensor> momenta,
            double lr,
            double momentum,
            boolean nesterov,
            double weightDecay,
            boolean start) {
        Dispatch.run(
                "_fused_sgd_",
                "",
                parameters,
                alike(parameters, gradients),
                momenta,
                weightDecay,
                momentum,
                lr,
                0.0,
                nesterov,
                false,
                start,
                Dispatch.NONE,
                Dispatch.NONE);
    }

    /** The fused kernels walk memory without looking at strides: each gradient must lie there as its parameter does. */
    private static List<Tensor> alike(List<Tensor> parameters, List<Tensor> gradients) {
        var alike = new ArrayList<Tensor>(gradients.size());
        for (int i = 0; i < gradients.size(); i++) {
            var parameter = parameters.get(i);
            var gradient = gradients.get(i);
            alike.add(
                    liesAs(parameter, gradient)
                            ? gradient
                            : Tensor.zerosLike(parameter).copyFrom(gradient));
        }
        return alike;
    }

    private static boolean liesAs(Tensor parameter, Tensor gradient) {
        var p = parameter.raw();
        var g = gradient.raw();
        if (parameter.dtype() != gradient.dtype()) {
            return false;
        }
        if (p.is_contiguous() && g.is_contiguous()) {
            return true;
        }
        if (!p.is_non_overlapping_and_dense()) {
            throw Call.refuse(
                    "optimiser step", "a parameter must fill its memory: take a copy() of the view", parameter);
        }
        for (int i = 0; i < p.dim(); i++) {
            if (p.stride(i) != g.stride(i)) {
                return false;
            }
        }
        return true;
    }
}
