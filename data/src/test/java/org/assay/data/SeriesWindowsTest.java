package org.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SeriesWindowsTest {

    @Test
    void windowsLieAroundTheirOrigins() {
        var series = Tensor.of(DType.FLOAT64, new double[] {0, 0, 1, -1, 2, -2, 3, -3, 4, -4}, 5, 2);
        var windows = SeriesWindows.around(series, Tensor.of(new long[] {3, 2}, 2), 2, 1);
        assertThat(windows.shape()).containsExactly(2, 3, 2);
        assertThat(windows.toDoubles()).containsExactly(1, -1, 2, -2, 3, -3, 0, 0, 1, -1, 2, -2);
    }

    @Test
    void windowsBeyondTheSeriesAreRefused() {
        var series = Tensor.zeros(5, 1);
        assertThatThrownBy(() -> SeriesWindows.around(series, Tensor.of(new long[] {1, 4}, 2), 2, 3))
                .isInstanceOf(DataException.class)
                .hasMessage("the windows reach from step -1 to step 6, and the series has those from 0 to 4");
    }

    @Test
    void originsAreEvenlySpread() {
        assertThat(SeriesWindows.origins(3, 12, 4).toLongs()).containsExactly(3, 7, 11);
        assertThat(SeriesWindows.origins(3, 11, 4).toLongs()).containsExactly(3, 7);
        assertThatThrownBy(() -> SeriesWindows.origins(3, 3, 1))
                .hasMessage("there are no origins from 3 to 3 in steps of 1");
    }

    /** The first hour of ETTh1 was a Friday's, the 183rd day of a leap year; the other is a Sunday's last hour in December. */
    @Test
    void calendarsByHand() {
        var features = Calendar.features(Tensor.of(new long[] {seconds(2016, 7, 1, 0), seconds(2017, 12, 31, 23)}, 2));
        assertThat(features.shape()).containsExactly(2, 4);
        assertThat(features.toDoubles())
                .containsExactly(
                        new double[] {-0.5, 4 / 6.0 - 0.5, -0.5, 182 / 365.0 - 0.5, 0.5, 0.5, 0.5, 364 / 365.0 - 0.5},
                        within(1e-6));
    }

    private static long seconds(int year, int month, int day, int hour) {
        return LocalDateTime.of(year, month, day, hour, 0).toEpochSecond(ZoneOffset.UTC);
    }
}
