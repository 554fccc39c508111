package org.assay.data;

import java.time.Instant;
import java.time.ZoneOffset;
import org.assay.tensor.Tensor;

/** What is known of a time beforehand, as numbers. */
public final class Calendar {
    /** Numbers a time. */
    public static final int FEATURES = 4;

    private Calendar() {}

    /**
     * The hour of the day, the day of the week (from Monday), of the month and of the year, each from -0.5 to 0.5: the features of the hour in Zhou et al. 2021
     * (Informer).
     *
     * @param times {@code [time]}, INT64: seconds since 1970 of the local time
     * @return {@code [time, 4]}, FLOAT32
     */
    public static Tensor features(Tensor times) {
        var seconds = times.toLongs();
        var values = new float[FEATURES * seconds.length];
        for (int t = 0; t < seconds.length; t++) {
            var time = Instant.ofEpochSecond(seconds[t]).atOffset(ZoneOffset.UTC);
            values[FEATURES * t] = share(time.getHour(), 23);
            values[FEATURES * t + 1] = share(time.getDayOfWeek().getValue() - 1, 6);
            values[FEATURES * t + 2] = share(time.getDayOfMonth() - 1, 30);
            values[FEATURES * t + 3] = share(time.getDayOfYear() - 1, 365);
        }
        return Tensor.of(values, seconds.length, FEATURES);
    }

    private static float share(int value, int most) {
        return (float) ((double) value / most - 0.5);
    }
}
