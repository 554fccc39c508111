package org.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.assay.lab.PlanException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Durations, numbers, lines and names as people write and read them. */
final class WordsTest {

    @ParameterizedTest
    @CsvSource({"90s,90", "5m,300", "5min,300", "1h30m,5400", "1.5 h,5400", "1h 1m 1s,3661"})
    void durationsAreRead(String text, long seconds) {
        assertThat(Durations.parse(text)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"''", "5", "m", "5 days", "-3m", "5m!"})
    void otherTextIsNoDuration(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,0 s", "449,0.4 s", "9999,10 s", "42000,42 s", "60000,1 min", "200000,3 min 20 s", "7500000,2 h 5 min"
    })
    void durationsAreShown(long millis, String text) {
        assertThat(Durations.text(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"4,a few seconds", "47,about 40 s", "171,about 2 min 50 s", "190,about 3 min", "5000,about 1 h 23 min"})
    void whatIsNotKnownExactlyIsRounded(long seconds, String text) {
        assertThat(Durations.about(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0.123456,0.123", "1234.5,1230", "-2.5,-2.5", "0.0001,0.0001", "0.00001234,1.23e-05", "NaN,NaN"})
    void numbersHaveThreeDigits(double value, String text) {
        assertThat(Numbers.three(value)).isEqualTo(text);
    }

    @Test
    void sizesAreInBinaryUnits() {
        assertThat(Numbers.bytes(512)).isEqualTo("512 B");
        assertThat(Numbers.bytes(3L << 29)).isEqualTo("1.5 GiB");
    }

    @Test
    void linesBreakAtBlanks() {
        assertThat(Text.wrap("one two three", 7)).containsExactly("one two", "three");
        assertThat(Text.wrap("incomprehensibly long", 5)).containsExactly("incomprehensibly", "long");
        assertThat(Text.cut("abcdefgh", 6)).isEqualTo("abc...");
    }

    @Test
    void namesOfArmsMayHoldCommas() {
        var plan = org.assay.lab.Plan.of(new Toy.Setup(0, 10, 0, 0))
                .arm("base")
                .factor("draws", 10, 20)
                .cross("millis", 0, 1)
                .build();
        assertThat(ArmNames.choose("base", plan)).containsExactly("base");
        assertThat(ArmNames.choose("draws=20,millis=1, base", plan)).containsExactly("base", "draws=20,millis=1");
        assertThat(ArmNames.choose("draws=10*", plan)).isEqualTo(List.of("draws=10,millis=0", "draws=10,millis=1"));
        assertThatThrownBy(() -> ArmNames.choose("draws=20,milis=1", plan))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("There is no arm draws=20");
    }
}
