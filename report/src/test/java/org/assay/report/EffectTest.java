package org.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.lab.Verdict;
import org.junit.jupiter.api.Test;

class EffectTest {

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
