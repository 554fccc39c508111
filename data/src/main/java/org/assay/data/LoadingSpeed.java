package org.assay.data;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;

/**
 * How fast training batches are made: pictures shuffled, shifted by up to 4 pixels, flipped, and standardised into floats. The Python
 * counterparts are in {@code bench/peers/loaders.py}.
 */
public final class LoadingSpeed {
    private static final int PADDING = 4;

    private LoadingSpeed() {}

    /**
     * What was measured.
     *
     * @param cpuSeconds processor time of the whole process meanwhile: what counts where others use the machine too
     */
    public record Measured(long pictures, double seconds, double cpuSeconds) {
        public double perSecond() {
            return pictures / seconds;
        }

        public double perCpuSecond() {
            return pictures / cpuSeconds;
        }
    }

    /** Makes batches for so many seconds, after a pass over a tenth of the pictures to warm up. */
    public static Measured of(Images images, int batch, double seconds, Rng rng) {
        if (!(seconds > 0)) {
            throw new DataException("a measurement takes more than " + seconds + " seconds");
        }
        var batches = batches(images, batch, rng);
        count(batches, images.train().count() / 10, Double.POSITIVE_INFINITY);
        double cpu = cpuSeconds();
        long start = System.nanoTime();
        long pictures = count(batches, Long.MAX_VALUE, start + seconds * 1e9);
        return new Measured(pictures, (System.nanoTime() - start) / 1e9, cpuSeconds() - cpu);
    }

    private static Batches<Examples> batches(Images images, int batch, Rng rng) {
        var standardiser = Standardiser.perChannel(images.train().inputs());
        var shift = standardiser.mean().to(DType.FLOAT32);
        var scale = standardiser.deviation().reciprocal().to(DType.FLOAT32);
        return Batches.of(images.train(), batch, rng.split("order"))
                .map(examples -> new Examples(
                        Augment.flip(Augment.crop(examples.inputs(), PADDING, rng), rng)
                                .to(DType.FLOAT32)
                                .sub_(shift)
                                .mul_(scale),
                        examples.labels()));
    }

    private static long count(Batches<Examples> batches, long most, double end) {
        long pictures = 0;
        while (pictures < most && System.nanoTime() < end) {
            for (var batch : batches) {
                pictures += batch.count();
                if (pictures >= most || System.nanoTime() >= end) {
                    break;
                }
            }
        }
        return pictures;
    }

    private static double cpuSeconds() {
        var bean = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return bean.getProcessCpuTime() / 1e9;
    }

    /** Measures CIFAR-10 from the store that the environment names, in batches of 128, three times for so many seconds. */
    public static void main(String[] arguments) {
        double seconds = Double.parseDouble(List.of(arguments).getFirst());
        Scope.run(() -> {
            var images = DataSets.cifar10();
            for (int round = 0; round < 3; round++) {
                var measured = of(images, 128, seconds, Rng.of(round));
                System.out.printf(
                        Locale.ROOT,
                        "assay %.0f pictures a second, %.0f a second of processor time%n",
                        measured.perSecond(),
                        measured.perCpuSecond());
            }
        });
    }
}
