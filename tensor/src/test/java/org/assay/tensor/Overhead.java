package org.assay.tensor;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the face costs: microseconds of processor time a small operation takes inside a scope, the least of several
 * rounds. Processor time, so that the figure means something on a machine with other work.
 */
final class Overhead {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private Overhead() {}

    public static void main(String[] arguments) {
        Native.threads(1);
        var x = Tensor.ones(8, 8);
        var y = Tensor.ones(8, 8);
        report("add 8x8", () -> x.add(y));
        report("add 8x8, number", () -> x.add(1.5));
        report("relu 8x8", x::relu);
        report("sum over a dimension", () -> x.sum(1));
        report("matmul 8x8", () -> x.matmul(y));
        report("size", () -> x.size(0) > 0 ? x : y);
        var w = Tensor.ones(8, 8).parameter();
        var b = Tensor.ones(8).parameter();
        report("linear 8x8, recorded", () -> x.linear(w, b));
        report(
                "linear 8x8 and its gradient",
                () -> Autodiff.grad(x.linear(w, b).sum(), List.of(w, b), false).getFirst());
    }

    private static void report(String name, Supplier<Tensor> operation) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 25; round++) {
            int steps = 400;
            int operations = 100;
            long start = CLOCK.getCurrentThreadCpuTime();
            for (int step = 0; step < steps; step++) {
                Scope.run(() -> {
                    for (int i = 0; i < operations; i++) {
                        var _ = operation.get();
                    }
                });
            }
            best = Math.min(best, (CLOCK.getCurrentThreadCpuTime() - start) / 1e3 / (steps * operations));
        }
        System.out.printf("%-30s %6.3f us%n", name, best);
    }
}
