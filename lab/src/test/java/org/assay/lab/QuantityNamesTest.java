package org.assay.lab;

import static org.assay.lab.Quantity.cell;
import static org.assay.lab.Ratio.ratio;
import static org.assay.lab.Scale.LAPTOP;
import static org.assay.lab.Statement.that;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Names that let claims print short sentences. */
final class QuantityNamesTest {

    private static final String SLOW = "fraction=0.4,weightDecay=0.1";
    private static final String FAST = "fraction=0.4,weightDecay=1.0";

    record Setup(int width) {}

    @Test
    void aComputedQuantityTakesAName() {
        var late = cell(SLOW, "t_gen").censoredAt(12_000).called("time to generalise");
        var early = cell(SLOW, "t_mem").censoredAt(12_000).called("time to memorise");
        assertThat(that(ratio(late, early)).above(2).byFactor(2).words())
                .isEqualTo("time to generalise relative to time to memorise above 2 by a factor of at least 2");
        assertThat(that(late.minus(early).called("the delay"))
                        .above(0.0)
                        .byAtLeast(100)
                        .words())
                .isEqualTo("the delay above 0 by at least 100");
    }

    @Test
    void aComparedNumberIsNamedOnceForBothArms() {
        assertThat(that(SLOW)
                        .has("t_gen")
                        .censoredAt(12_000)
                        .called("delay")
                        .relativeTo(FAST)
                        .above(1)
                        .byFactor(2)
                        .words())
                .isEqualTo("delay of " + SLOW + " relative to that of " + FAST + " above 1 by a factor of at least 2");
        assertThat(that("a", "b")
                        .has("x")
                        .called("score")
                        .above("c")
                        .byAtLeast(0)
                        .words())
                .isEqualTo("score of a and b above that of c");
    }

    @Test
    void whatBothSidesShareIsSaidOnceWithoutAName() {
        assertThat(that(SLOW)
                        .has("t_gen")
                        .censoredAt(12_000)
                        .relativeTo(FAST)
                        .above(1)
                        .byFactor(2)
                        .words())
                .isEqualTo("t_gen of " + SLOW + " (censored at 12000) relative to that of " + FAST
                        + " above 1 by a factor of at least 2");
        assertThat(that(cell("a", "x").censoredAt(5))
                        .above(cell("b", "x").censoredAt(6))
                        .byAtLeast(0)
                        .words())
                .isEqualTo("x of a (censored at 5) above x of b (censored at 6)");
    }

    @Test
    void aNameDecidesNothing() {
        var results = Trials.of()
                .cell("a", "x", 3, 3.1, 2.9, 3.05, 2.95)
                .cell("b", "x", 1, 1, 1, 1, 1)
                .results();
        var bare = plan(that("a").has("x").flooredAt(0.1).above("b").byAtLeast(1));
        var named = plan(
                that("a").has("x").flooredAt(0.1).called("height").above("b").byAtLeast(1));
        assertThat(named.hash(LAPTOP)).isEqualTo(bare.hash(LAPTOP));
        var claim = Judge.judge(named, LAPTOP, results, 1).getFirst();
        assertThat(claim.statement()).startsWith("REPRODUCED (laptop): height of a is above that of b by 2.0");
        assertThat(claim.estimate())
                .isEqualTo(Judge.judge(bare, LAPTOP, results, 1).getFirst().estimate());
    }

    private static Plan<Setup> plan(Statement statement) {
        return Plan.of(new Setup(1))
                .arm("a")
                .arm("b")
                .primary("C", "a is higher")
                .that(statement)
                .build();
    }

    @Test
    void aNameIsNotBlank() {
        assertThatThrownBy(() -> cell("a", "x").called(" "))
                .isInstanceOf(PlanException.class)
                .hasMessage("The name of x of a is blank: call it something, or leave called(...) out.");
    }
}
