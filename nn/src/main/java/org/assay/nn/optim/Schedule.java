package org.assay.nn.optim;

import java.util.Arrays;

/**
 * The learning rate's course over a training: a factor by step, counted from 0, that multiplies the learning rate each
 * group of parameters was given. A lambda is a schedule too: {@code step -> 1 / Math.sqrt(1 + step)}.
 */
@FunctionalInterface
public interface Schedule {

    /** The factor of the step, counted from 0. */
    double at(long step);

    static Schedule constant() {
        return step -> 1;
    }

    /** From 1 to 0 along half a cosine over so many steps; 0 afterwards. Loshchilov and Hutter 2017 (SGDR), without restarts. */
    static Schedule cosine(long steps) {
        return cosine(steps, 0);
    }

    /** From 1 to {@code floor} along half a cosine over so many steps; {@code floor} afterwards. */
    static Schedule cosine(long steps, double floor) {
        requireSteps(steps);
        return step -> floor + (1 - floor) * (1 + Math.cos(Math.PI * Math.min(step, steps) / steps)) / 2;
    }

    /** From 1 to 0 in a straight line over so many steps; 0 afterwards. */
    static Schedule linear(long steps) {
        requireSteps(steps);
        return step -> Math.max(0, 1 - (double) step / steps);
    }

    /** Multiplied by {@code factor} at each of the milestones. */
    static Schedule milestones(double factor, long... milestones) {
        var sorted = milestones.clone();
        Arrays.sort(sorted);
        return step -> {
            int passed = 0;
            while (passed < sorted.length && sorted[passed] <= step) {
                passed++;
            }
            return Math.pow(factor, passed);
        };
    }

    /** Multiplied by {@code factor} after every so many steps. */
    static Schedule every(long steps, double factor) {
        requireSteps(steps);
        return step -> Math.pow(factor, Math.floor((double) step / steps));
    }

    /** Up in a straight line over {@code warmup} steps, then down as the inverse square root of the step. Vaswani et al. 2017, section 5.3, scaled to a peak of 1. */
    static Schedule inverseSquareRoot(long warmup) {
        requireSteps(warmup);
        return step -> Math.min((step + 1.0) / warmup, Math.sqrt(warmup / (step + 1.0)));
    }

    /** From {@code start} up to 1 at the share {@code peak} of the steps, then down to {@code end}, in straight lines. */
    static Schedule triangular(long steps, double peak, double start, double end) {
        requireSteps(steps);
        requireShare(peak);
        double top = peak * steps;
        return step -> {
            double at = Math.min(step, steps);
            return at < top ? start + (1 - start) * at / top : 1 + (end - 1) * (at - top) / (steps - top);
        };
    }

    /** The one-cycle policy: from 1/25 up to 1 over the first 30 % of the steps, then down to 1/250,000, along half cosines. Smith and Topin 2018, as PyTorch has it. */
    static Schedule oneCycle(long steps) {
        return oneCycle(steps, 0.3, 25, 1e4);
    }

    /** The one-cycle policy: from {@code 1/rise} up to 1 over the share {@code peak} of the steps, then down to {@code 1/(rise * fall)}. */
    static Schedule oneCycle(long steps, double peak, double rise, double fall) {
        requireSteps(steps);
        requireShare(peak);
        double top = Math.max(0, peak * steps - 1);
        double last = steps - 1.0;
        return step -> {
            double at = Math.min((double) step, last);
            return at <= top
                    ? cosineBetween(1 / rise, 1, top == 0 ? 1 : at / top)
                    : cosineBetween(1, 1 / (rise * fall), (at - top) / (last - top));
        };
    }

    /** Up in a straight line over so many steps, the first of them at {@code 1/steps}; then this schedule from its start. */
    default Schedule warmup(long steps) {
        return step -> step < steps ? at(0) * (step + 1.0) / steps : at(step - steps);
    }

    /** This schedule for so many steps, then the other from its start. */
    default Schedule then(long steps, Schedule next) {
        return step -> step < steps ? at(step) : next.at(step - steps);
    }

    /** This schedule run again from its start after every so many steps. */
    default Schedule restarting(long steps) {
        requireSteps(steps);
        return step -> at(step % steps);
    }

    private static double cosineBetween(double from, double to, double share) {
        return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
    }

    private static void requireSteps(long steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("A schedule spans at least one step, not " + steps + ".");
        }
    }

    private static void requireShare(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "The peak of a schedule lies at a share of its steps between 0 and 1, not at " + share + ".");
        }
    }
}
