package org.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.lab.Verdict;
import org.junit.jupiter.api.Test;

/** The table prints the number that the claim's sentence prints. */
class EffectTest {

    private static Effect effect(String kind, String shape, double estimate, double low, double high, double delta) {
        return Effect.single(new ClaimRecord(
                "C",
                "",
                true,
                Optional.empty(),
                shape,
                Verdict.REPRODUCED,
                Optional.of(estimate),
                List.of(low, high),
                delta,
                "",
                5,
                List.of(),
                "",
                Map.of("kind", kind, "bar", 0.0)));
    }

    @Test
    void aRatioBelowOneIsPrintedBelowOne() {
        var effect = effect(
                "ratio",
                "t_gen of a relative to that of b below 1 by a factor of at least 2",
                Math.log(2),
                Math.log(1.25),
                Math.log(4),
                Math.log(2));
        assertThat(effect.text()).isEqualTo("0.50 [0.25, 0.80] times");
        assertThat(effect.goalText()).isEqualTo("2 times");
    }

    @Test
    void aRatioWithABarIsNotTheFactorBeyondIt() {
        var effect = effect(
                "ratio",
                "x of a above 2 by a factor of at least 2",
                Math.log(4),
                Math.log(3),
                Math.log(6),
                Math.log(2));
        assertThat(effect.text()).isEqualTo("8.0 [6.0, 12.0] times");
        assertThat(effect.goalText()).isEqualTo("2 times above 2");
        assertThat(effect("ratio", "x of a above 2", Math.log(4), Math.log(3), Math.log(6), 0)
                        .printed(0))
                .isEqualTo(2);
    }

    @Test
    void aRatioOfSpreadsAndOtherFactors() {
        var shape = "standard deviation over seeds: e of a below that of b by a factor of at least 2";
        assertThat(effect("spread", shape, Math.log(4), 0, 1, 0.5).printed(Math.log(4)))
                .isEqualTo(0.25);
        assertThat(effect("earlier", "a before b", Math.log(4), 0, 1, 0.5).printed(Math.log(4)))
                .isEqualTo(4);
    }

    private static ClaimRecord claim(String id, Map<String, Object> details) {
        return new ClaimRecord(
                id,
                "",
                false,
                Optional.empty(),
                "",
                Verdict.REPRODUCED,
                Optional.of(1.0),
                List.of(0.5, 1.5),
                0,
                "",
                5,
                List.of(),
                "",
                details);
    }

    /** optnet-qp has a claim K2 of two parts and a claim K2b. */
    @Test
    void aPartIsNotCalledAsAClaimMayBe() {
        var parts = Effect.of(claim("K2", Map.of("parts", List.of(Map.of(), Map.of()))));
        assertThat(parts).extracting(Effect::label).containsExactly("K2 (a)", "K2 (b)");
        assertThat(Effect.of(claim("K2b", Map.of()))).extracting(Effect::label).containsExactly("K2b");
        assertThat(Plates.fileName("K2 (b)")).isEqualTo("K2-b").isNotEqualTo(Plates.fileName("K2b"));
    }
}
