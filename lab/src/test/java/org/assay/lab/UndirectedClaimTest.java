package org.assay.lab;

import static org.assay.lab.Quantity.cell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assay.lab.RunRecord.ClaimRecord;
import org.junit.jupiter.api.Test;

/** A claim that two things differ, whichever is larger. */
final class UndirectedClaimTest {

    record Setup(int width) {}

    private static final double[] NOISE = {-0.02, 0.01, 0, 0.02, -0.01};

    private static double[] around(double centre) {
        var values = NOISE.clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += centre;
        }
        return values;
    }

    private static ClaimRecord judged(double a, double b, double delta) {
        var plan = Plan.of(new Setup(1))
                .arm("a")
                .arm("b")
                .primary("U", "the two differ")
                .that("a")
                .has("x")
                .differsFrom("b")
                .byAtLeast(delta)
                .build();
        var trials = Trials.of().cell("a", "x", around(a)).cell("b", "x", b, b, b, b, b);
        return Judge.judge(plan, Scale.LAPTOP, trials.results(), 1).getFirst();
    }

    @Test
    void eitherSignIsADifference() {
        var above = judged(0.7, 0.5, 0.1);
        assertThat(above.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(above.shape()).isEqualTo("x of a different from that of b by at least 0.1");
        assertThat(above.statement()).startsWith("REPRODUCED (laptop): x of a is above that of b by 0.20");
        assertThat(above.details()).containsEntry("kind", "differs").containsKey("sequentialP");

        var below = judged(0.3, 0.5, 0.1);
        assertThat(below.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(below.estimate().orElseThrow()).isCloseTo(-0.2, within(0.01));
        assertThat(below.interval().getLast()).isNegative();
        assertThat(below.statement()).startsWith("REPRODUCED (laptop): x of a is below that of b by 0.20");
    }

    @Test
    void aSmallDifferenceIsPartOfItAndNoneIsRuledOut() {
        assertThat(judged(0.45, 0.5, 0.1).verdict()).isEqualTo(Verdict.PARTLY);
        var none = judged(0.5, 0.5, 0.1);
        assertThat(none.verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(none.statement()).contains(", which rules out 0.1 either way, 5 seeds.");
        assertThat(judged(0.5, 0.5, 0.01).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void fromAValueToo() {
        var plan = Plan.of(new Setup(1))
                .arm("a")
                .secondary("U", "the slope is not zero")
                .that(cell("a", "x").called("the slope"))
                .differsFrom(0.0)
                .byAtLeast(0.1)
                .build();
        var claim = Judge.judge(
                        plan,
                        Scale.LAPTOP,
                        Trials.of().cell("a", "x", around(-0.4)).results(),
                        1)
                .getFirst();
        assertThat(claim.statement())
                .startsWith("REPRODUCED (laptop): the slope is -0.4")
                .contains(", compared with 0");
    }
}
