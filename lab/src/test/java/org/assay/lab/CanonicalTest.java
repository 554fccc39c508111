package org.assay.lab;

import static org.assay.lab.Change.set;
import static org.assay.lab.Curve.curve;
import static org.assay.lab.Published.Source.READ;
import static org.assay.lab.Quantity.cell;
import static org.assay.lab.Quantity.cells;
import static org.assay.lab.Quantity.constants;
import static org.assay.lab.Quantity.spearman;
import static org.assay.lab.Quantity.sum;
import static org.assay.lab.Quantity.term;
import static org.assay.lab.Ratio.ratio;
import static org.assay.lab.Scale.LAPTOP;
import static org.assay.lab.Statement.allOf;
import static org.assay.lab.Statement.atLeast;
import static org.assay.lab.Statement.that;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The canonical form of plans is a promise: a recorded run is stale when its plan's hash changes, so the hash of a plan must not change while the
 * plan does not.
 */
final class CanonicalTest {

    record Setup(double rate, int width, boolean decay, String data) {}

    private static PlanBuilder<Setup> everyShape() {
        return Plan.of(new Setup(0.1, 64, true, "made"))
                .at(LAPTOP, set("width", 16))
                .arm("a")
                .arm("b", set("rate", 0.3))
                .factor("width", 2, 4, 8)
                .cross("decay", true, false)
                .exploratory("x", set("data", "other"))
                .looks(4, 6)
                .threads(2)
                .primary("difference", "said in words that do not count")
                .published("5 %", "Table 2", READ)
                .that("a", "b")
                .has("e")
                .censoredAt(7)
                .below(cell("b", "f").flooredAt(1e-3))
                .byAtLeast(0.25)
                .primary("level", "")
                .that("a")
                .has("e")
                .orIfMissing(9)
                .above(0.5)
                .byAtLeast(0)
                .secondary("quotient", "")
                .unit("nats")
                .that(ratio(cell("a", "e"), cell("b", "e")).plusBoth(0.5))
                .below(2)
                .byFactor(1.5)
                .secondary("not worse", "")
                .given(that("a").has("e").above(0.9).byAtLeast(0))
                .givenShown(that("b").has("e").above("a").byAtLeast(0.1))
                .that("a")
                .has("e")
                .notBelow("b")
                .byMoreThan(0.01)
                .secondary("near", "")
                .that("a")
                .has("e")
                .within(0.2)
                .of("b")
                .secondary("near ratio", "")
                .that(ratio(cell("a", "e"), cell("b", "e")).near(1).withinFactor(1.1))
                .secondary("earlier", "")
                .that("a")
                .has("t")
                .earlierThan("b")
                .byFactor(1.3)
                .secondary("monotone", "")
                .that(curve("width", "width=*,decay=true", "e", 2, 4, 8).falls().byAtLeast(0.3))
                .secondary("happens", "")
                .that("a")
                .has("e")
                .above(0.99)
                .inMoreThan(0.5)
                .secondary("spread", "")
                .that("a")
                .has("e")
                .spreadsMoreThan("b")
                .byFactor(2)
                .secondary("combined", "")
                .that(allOf(
                        that(sum(
                                        term(1, cell("a", "e")),
                                        term(-2, cell("b", "e").log())))
                                .above(0)
                                .byAtLeast(1),
                        atLeast(
                                1,
                                that(spearman(cells("a", "p", "q", "r"), constants(1, 3, 2)))
                                        .above(0.7)
                                        .byAtLeast(0),
                                that(curve("width", "width=*,decay=false", "e", 2, 4, 8)
                                                .onLogScale()
                                                .slope())
                                        .below(0)
                                        .byAtLeast(0.1))))
                .secondary("reported", "")
                .reports(cell("a", "e").over(cell("b", "e")));
    }

    /** Computed by the first version that recorded a run. */
    @Test
    void theHashOfAPlanStaysWhatItWas() {
        assertThat(everyShape().build().hash(LAPTOP))
                .isEqualTo("07c02455b29a9d43191410d88a58d1a8d936cdb757ddfe1c41b04fda40d9ed10");
    }

    @Test
    void theProcessorLeavesNoTraceAndACardDoes() {
        var plain = everyShape().build();
        assertThat(everyShape().device("cpu").build().canonical(LAPTOP)).isEqualTo(plain.canonical(LAPTOP));
        assertThat(everyShape().device("cuda:1").build().canonical(LAPTOP)).contains("\"device\" : \"cuda:1\"");
    }
}
