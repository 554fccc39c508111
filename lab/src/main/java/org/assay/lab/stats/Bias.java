package org.assay.lab.stats;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bias of the mean after stopping at the first look that exceeds its critical value, in standard deviations, and its removal: the adjusted effect is
 * the one whose expected mean is the mean that was seen (Whitehead 1986).
 */
final class Bias {

    private record Key(List<Integer> looks, double alpha) {}

    private static final Map<Key, Bias> CACHE = new ConcurrentHashMap<>();
    private static final double STEP = 0.125;
    private static final int PLACES = 49;
    private static final int PATHS = 3000;
    private static final long SEED = 20_250_919;

    private final double[] expected;

    private Bias(double[] expected) {
        this.expected = expected;
    }

    static Bias of(List<Integer> looks, double alpha) {
        return CACHE.computeIfAbsent(new Key(List.copyOf(looks), alpha), Bias::simulated);
    }

    private static Bias simulated(Key key) {
        var expected = new double[PLACES];
        if (key.looks().size() == 1) {
            for (int i = 0; i < PLACES; i++) {
                expected[i] = i * STEP;
            }
            return new Bias(expected);
        }
        var critical = Boundaries.t(key.looks(), key.alpha());
        for (int i = 0; i < PLACES; i++) {
            expected[i] = i * STEP + excess(key.looks(), critical, i * STEP);
            expected[i] = i == 0 ? 0 : Math.max(expected[i], expected[i - 1]);
        }
        return new Bias(expected);
    }

    /** Mean at the stop less mean over all looks, whose bias is 0: the difference has little variance. The same paths serve every effect. */
    private static double excess(List<Integer> looks, double[] critical, double effect) {
        var random = new SplittableRandom(SEED);
        double sum = 0;
        for (int path = 0; path < PATHS; path++) {
            double total = 0;
            double squares = 0;
            int look = 0;
            double stopped = Double.NaN;
            for (int n = 1; n <= looks.getLast(); n++) {
                var x = effect + random.nextGaussian();
                total += x;
                squares += x * x;
                if (n == looks.get(look)) {
                    var mean = total / n;
                    var sd = Math.sqrt(Math.max(0, (squares - n * mean * mean) / (n - 1)));
                    if (Double.isNaN(stopped) && Math.abs(mean) > critical[look] * sd / Math.sqrt(n)) {
                        stopped = mean;
                    }
                    look++;
                }
            }
            sum += Double.isNaN(stopped) ? 0 : stopped - total / looks.getLast();
        }
        return sum / PATHS;
    }

    /** The effect, in standard deviations and at least 0, whose expected mean is {@code seen}. */
    double removed(double seen) {
        int i = 0;
        while (i + 1 < PLACES && expected[i + 1] <= seen) {
            i++;
        }
        if (i + 1 == PLACES) {
            return seen - (expected[PLACES - 1] - (PLACES - 1) * STEP);
        }
        var part = (seen - expected[i]) / (expected[i + 1] - expected[i]);
        return STEP * (i + part);
    }
}
