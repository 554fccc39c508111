package org.assay.tensor;

import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/** A process of its own: prints how many products of matrices OpenBLAS does in a second of processor time. */
final class CoreTypeProbe {
    private static final int N = 512;
    private static final int ROUNDS = 12;

    private CoreTypeProbe() {}

    public static void main(String[] arguments) {
        var random = new SplittableRandom(1);
        var a = random.ints((long) N * N, -4, 5).toArray();
        var b = random.ints((long) N * N, -4, 5).toArray();
        var x = new FloatPointer(floats(a));
        var y = new FloatPointer(floats(b));
        var product = new FloatPointer((long) N * N);
        var clock = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = clock.getCurrentThreadCpuTime();
            openblas_nolapack.cblas_sgemm(
                    openblas_nolapack.CblasRowMajor,
                    openblas_nolapack.CblasNoTrans,
                    openblas_nolapack.CblasNoTrans,
                    N,
                    N,
                    N,
                    1,
                    x,
                    N,
                    y,
                    N,
                    0,
                    product,
                    N);
            best = Math.min(best, clock.getCurrentThreadCpuTime() - start);
        }
        // Small integers: every correct kernel gives the exact product.
        for (int i = 0; i < N; i += 37) {
            for (int j = 0; j < N; j++) {
                int exact = 0;
                for (int k = 0; k < N; k++) {
                    exact += a[i * N + k] * b[k * N + j];
                }
                if (product.get((long) i * N + j) != exact) {
                    throw new ArithmeticException("Element (" + i + ", " + j + ") is " + product.get((long) i * N + j)
                            + " instead of " + exact + ".");
                }
            }
        }
        System.out.println(1e9 / best);
    }

    private static float[] floats(int[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values[i];
        }
        return floats;
    }
}
