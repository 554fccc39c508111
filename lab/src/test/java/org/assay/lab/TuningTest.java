package org.assay.lab;

import static org.assay.lab.Change.set;
import static org.assay.lab.Scale.LAPTOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assay.lab.RunRecord.Cost;
import org.assay.lab.RunRecord.TrialRecord;
import org.junit.jupiter.api.Test;

/** A plan that chooses settings by itself: equal budget, seeds of its own, the choice frozen into the hash. */
final class TuningTest {

    record Setup(double rate, double decay, boolean momentum) {}

    private static PlanBuilder<Setup> arms() {
        return Plan.of(new Setup(1, 0, false))
                .arm("plain")
                .arm("momentum", set("momentum", true))
                .arm("late");
    }

    private static Plan<Setup> plan() {
        return arms().tune("rate", 0.1, 0.01)
                .and("decay", 0.0, 0.5)
                .follows("late", "plain")
                .onSeeds(2)
                .lowest("validation_loss")
                .primary("C", "momentum is better")
                .that("momentum")
                .has("loss")
                .below("plain")
                .byAtLeast(0)
                .build();
    }

    private static List<TrialRecord> trials(Map<String, double[]> losses) {
        var trials = new ArrayList<TrialRecord>();
        losses.forEach((arm, values) -> {
            for (int i = 0; i < values.length; i++) {
                boolean failed = Double.isNaN(values[i]);
                trials.add(new TrialRecord(
                        arm,
                        500_001 + i,
                        failed ? TrialStatus.FAILED : TrialStatus.DONE,
                        failed ? Map.of() : Map.of("validation_loss", values[i]),
                        Map.of(),
                        Cost.NONE,
                        1,
                        failed ? Optional.of("it diverged") : Optional.empty()));
            }
        });
        return trials;
    }

    private static final Map<String, double[]> LOSSES = Map.of(
            "plain at rate=0.1,decay=0.0", new double[] {3, 4},
            "plain at rate=0.1,decay=0.5", new double[] {2, 2},
            "plain at rate=0.01,decay=0.0", new double[] {0.1, Double.NaN},
            "plain at rate=0.01,decay=0.5", new double[] {2, 2},
            "momentum at rate=0.1,decay=0.0", new double[] {9, 9},
            "momentum at rate=0.1,decay=0.5", new double[] {8, 8},
            "momentum at rate=0.01,decay=0.0", new double[] {6, 6},
            "momentum at rate=0.01,decay=0.5", new double[] {7, 5.5});

    @Test
    void everyArmHasTheSameTrialsOnSeedsThatThePlanNeverUses() {
        var search = plan().search();
        assertThat(search.armNames()).containsExactlyInAnyOrderElementsOf(LOSSES.keySet());
        assertThat(search.arms())
                .allSatisfy(arm -> assertThat(search.seedsOf(arm)).containsExactly(500_001L, 500_002L));
        assertThat(search.claims()).isEmpty();
        assertThat(search.settings(LAPTOP, search.arm("momentum at rate=0.01,decay=0.5")))
                .isEqualTo(new Setup(0.01, 0.5, true));
        assertThat(plan().tuning().orElseThrow().trials()).isEqualTo(16);
        assertThat(plan().tuning().orElseThrow().words())
                .isEqualTo(
                        "rate over 0.1, 0.01; decay over 0.0, 0.5 for the lowest validation_loss: 4 candidates on 2 seeds of their own"
                                + " for each of 2 arms, 16 trials");
        for (var arm : plan().arms()) {
            assertThat(plan().seedsOf(arm)).allMatch(seed -> seed < 500_000);
        }
    }

    @Test
    void theBestMeanIsTakenTheFirstOfEqualsAndNothingThatFailed() {
        var found = plan().tuning().orElseThrow().choose(trials(LOSSES));
        assertThat(Tuning.words(found))
                .isEqualTo("late rate=0.1,decay=0.5; momentum rate=0.01,decay=0.0; plain rate=0.1,decay=0.5");
        var frozen = plan().frozen(found);
        assertThat(frozen.settings(LAPTOP, frozen.arm("momentum"))).isEqualTo(new Setup(0.01, 0, true));
        assertThat(frozen.settings(LAPTOP, frozen.arm("late"))).isEqualTo(new Setup(0.1, 0.5, false));
    }

    @Test
    void highestTakesTheOtherEnd() {
        var plan = arms().tune("rate", 0.1, 0.01)
                .arms("plain")
                .onSeeds(1)
                .highest("validation_loss")
                .build();
        var found = plan.tuning()
                .orElseThrow()
                .choose(trials(Map.of("plain at rate=0.1", new double[] {1}, "plain at rate=0.01", new double[] {2})));
        assertThat(Tuning.words(found)).isEqualTo("plain rate=0.01");
    }

    @Test
    void anArmWithoutACandidateThatWorksIsASentence() {
        var plan = arms().tune("rate", 0.1, 0.01)
                .arms("plain")
                .onSeeds(1)
                .lowest("validation_loss")
                .build();
        var none = trials(new TreeMap<>(Map.of(
                "plain at rate=0.1", new double[] {Double.NaN}, "plain at rate=0.01", new double[] {Double.NaN})));
        assertThatThrownBy(() -> plan.tuning().orElseThrow().choose(none))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "Tuning chose nothing for arm plain: every candidate failed on some seed, plain at rate=0.01 on seed 500001 with this:"
                                + " it diverged.");
    }

    @Test
    void whatWasFoundIsInTheHash() {
        var found = plan().tuning().orElseThrow().choose(trials(LOSSES));
        var other = Map.of(
                "plain", List.of(set("rate", 0.1), set("decay", 0.0)),
                "late", found.getOrDefault("late", List.of()),
                "momentum", found.getOrDefault("momentum", List.of()));
        assertThat(List.of(
                        plan().hash(LAPTOP),
                        plan().search().hash(LAPTOP),
                        plan().frozen(found).hash(LAPTOP),
                        plan().frozen(other).hash(LAPTOP)))
                .doesNotHaveDuplicates();
        assertThat(plan().frozen(found).canonical(LAPTOP)).contains("\"validation_loss\"", "\"FROZEN\"");
        assertThat(Canonical.found(plan().frozen(found).canonical(LAPTOP))).isEqualTo(found);
    }

    @Test
    void fewerArmsTuneFewer() {
        var some = plan().with(Optional.empty(), List.of("late"), List.of());
        assertThat(some.search().armNames()).hasSize(4).allMatch(arm -> arm.startsWith("plain at "));
        assertThat(plan().with(Optional.empty(), List.of("momentum"), List.of())
                        .search()
                        .armNames())
                .hasSize(4)
                .allMatch(arm -> arm.startsWith("momentum at "));
    }

    @Test
    void wrongTuningIsASentence() {
        assertThatThrownBy(() -> plan().with(Optional.empty(), List.of(), List.of(set("rate", 3))))
                .isInstanceOf(PlanException.class)
                .hasMessageStartingWith("Setting rate is tuned by the plan and cannot be set for all arms");
        assertThatThrownBy(() -> arms().tune("raet", 0.1, 0.2).lowest("x").build())
                .hasMessageContaining("There is no setting raet. Did you mean rate?");
        assertThatThrownBy(() -> arms().tune("rate", 0.1).lowest("x").build())
                .hasMessageStartingWith("Tuning has a single candidate");
        assertThatThrownBy(
                        () -> arms().tune("momentum", true, false).lowest("x").build())
                .hasMessageStartingWith("Arm momentum sets momentum, which the plan tunes for it");
        assertThatThrownBy(() ->
                        arms().tune("rate", 1, 2).arms("plian").lowest("x").build())
                .hasMessageContaining("Tuning names arm plian, which the plan does not have. Did you mean plain?");
        assertThatThrownBy(() -> arms().tune("rate", 1, 2)
                        .arms("plain")
                        .follows("late", "momentum")
                        .lowest("x")
                        .build())
                .hasMessage("Arm late follows arm momentum, which is not tuned itself: follow one that is.");
        assertThatThrownBy(() -> arms().tune("rate", 1, 2)
                        .lowest("x")
                        .tune("decay", 1, 2)
                        .lowest("x"))
                .hasMessageContaining("tunes twice");
    }
}
