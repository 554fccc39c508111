package org.assay.lab;

import static org.assay.lab.Change.set;
import static org.assay.lab.Published.Source.RECALLED;
import static org.assay.lab.Scale.LAPTOP;
import static org.assay.lab.Scale.PAPER;
import static org.assay.lab.Scale.SMOKE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlanTest {

    enum Kind {
        RESIDUAL,
        PLAIN
    }

    record Setup(double alpha, int width, long steps, float rate, boolean decay, String data, Kind kind) {}

    private static PlanBuilder<Setup> base() {
        return Plan.of(new Setup(0, 64, 1000, 0.1f, true, "cifar", Kind.RESIDUAL));
    }

    private static PlanBuilder<Setup> mixup() {
        return base().at(LAPTOP, set("width", 24))
                .at(SMOKE, set("width", 8), set("steps", 10))
                .arm("erm")
                .arm("mixup", set("alpha", 1.0))
                .primary("C1", "mixup lowers the test error")
                .published("5.6 % to 4.2 %", "Table 2", RECALLED)
                .that("mixup")
                .has("test_error")
                .below("erm")
                .byAtLeast(0.003);
    }

    @Test
    void readsAsInTheDesign() {
        var plan = mixup().build();
        assertThat(plan.armNames()).containsExactly("erm", "mixup");
        assertThat(plan.looks()).containsExactly(5, 8, 12);
        assertThat(plan.claims().getFirst().statement().words())
                .isEqualTo("test_error of mixup below that of erm by at least 0.003");
        assertThat(plan.settings(LAPTOP, plan.arm("mixup")))
                .isEqualTo(new Setup(1.0, 24, 1000, 0.1f, true, "cifar", Kind.RESIDUAL));
        assertThat(plan.settings(PAPER, plan.arm("erm")).width()).isEqualTo(64);
    }

    @Test
    void gridsCrossAndAreNamed() {
        var plan = base().factor("width", 16, 32)
                .cross("alpha", 0.0, 0.2)
                .with(set("decay", false))
                .factor("steps", 100, 200)
                .prefixed("plain")
                .with(set("kind", "plain"))
                .build();
        assertThat(plan.armNames())
                .containsExactly(
                        "width=16,alpha=0.0",
                        "width=16,alpha=0.2",
                        "width=32,alpha=0.0",
                        "width=32,alpha=0.2",
                        "plain,steps=100",
                        "plain,steps=200");
        assertThat(plan.settings(PAPER, plan.arm("width=32,alpha=0.2")))
                .isEqualTo(new Setup(0.2, 32, 1000, 0.1f, false, "cifar", Kind.RESIDUAL));
        assertThat(plan.settings(PAPER, plan.arm("plain,steps=200")).kind()).isEqualTo(Kind.PLAIN);
    }

    @Test
    void settingsTakeWhatFitsAndParseText() {
        var plan = mixup().build().with(Optional.empty(), List.of(), List.of(set("steps", "2_000"), set("alpha", 3)));
        assertThat(plan.settings(LAPTOP, plan.arm("erm")).steps()).isEqualTo(2000);
        assertThat(plan.settings(LAPTOP, plan.arm("mixup")).alpha()).isEqualTo(3.0);
        assertThat(plan.settingValues(LAPTOP, plan.arm("mixup"))).containsEntry("kind", "RESIDUAL");
    }

    @Test
    void wrongNamesAndTypesAreSentences() {
        assertThatThrownBy(() -> base().arm("a", set("widht", 3)))
                .isInstanceOf(PlanException.class)
                .hasMessage(
                        "Arm a: There is no setting widht. Did you mean width? Settings: alpha (double), width (int), steps (long), "
                                + "rate (float), decay (boolean), data (String), kind (one of RESIDUAL, PLAIN).");
        assertThatThrownBy(() -> base().arm("a", set("width", 1.5)))
                .hasMessage("Arm a: Setting width is of type int, and Double 1.5 does not fit: give it another value.");
        assertThatThrownBy(() -> base().arm("a", set("kind", "residul")))
                .hasMessageContaining(
                        "Setting kind is one of RESIDUAL, PLAIN, and \"residul\" does not fit: give it another value. Did you mean RESIDUAL?");
        assertThatThrownBy(() -> mixup().build().with(Optional.empty(), List.of("mixpu"), List.of()))
                .hasMessage("There is no arm mixpu. Did you mean mixup? Arms: erm, mixup.");
        assertThatThrownBy(() -> mixup().at(LAPTOP)).hasMessageContaining("changes settings at scale laptop twice");
        assertThatThrownBy(() -> mixup().looks(5, 5)).hasMessageContaining("increasing");
    }

    @Test
    void claimsAreChecked() {
        assertThatThrownBy(() -> base().arm("erm")
                        .primary("C1", "x")
                        .that("mixup")
                        .has("e")
                        .below("erm")
                        .byAtLeast(0)
                        .build())
                .hasMessageContaining("Claim C1 needs arm mixup, which the plan does not have.");
        assertThatThrownBy(() -> mixup().secondary("C1", "x")
                        .that("erm")
                        .has("e")
                        .above(0)
                        .byAtLeast(0))
                .hasMessage("Two claims of the plan are called C1: give one of them another id.");
        assertThatThrownBy(() -> mixup().exploratory("x")
                        .secondary("C2", "x")
                        .that("x")
                        .has("e")
                        .above(0)
                        .byAtLeast(0)
                        .build())
                .hasMessageContaining("exploratory");
        var three = mixup();
        for (var id : List.of("C2", "C3")) {
            three.primary(id, "x").that("erm").has("e").above(0).byAtLeast(0);
        }
        assertThatThrownBy(three::build)
                .hasMessageContaining("The plan has 3 primary claims, C1, C2, C3, and two are the most");
    }

    @Test
    void aScaleMayCutShortWhatAnArmSets() {
        var plan = mixup().arm("long", set("steps", 4000), set("alpha", 0.5))
                .overArms(SMOKE, set("steps", 10))
                .build();
        assertThat(plan.settings(SMOKE, plan.arm("long")).steps()).isEqualTo(10);
        assertThat(plan.settings(SMOKE, plan.arm("long")).alpha()).isEqualTo(0.5);
        assertThat(plan.settings(LAPTOP, plan.arm("long")).steps()).isEqualTo(4000);
        assertThat(plan.with(Optional.empty(), List.of(), List.of(set("steps", 20)))
                        .settings(SMOKE, plan.arm("long"))
                        .steps())
                .isEqualTo(20);
        assertThat(plan.hash(LAPTOP))
                .isEqualTo(mixup().arm("long", set("steps", 4000), set("alpha", 0.5))
                        .build()
                        .hash(LAPTOP));
        assertThatThrownBy(() -> mixup().overArms(SMOKE, set("step", 1)).build())
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("step");
    }

    @Test
    void armsWithoutClaimsRunTheFirstLookOnly() {
        var plan = mixup().arm("idle").build();
        assertThat(plan.claimArms()).containsExactlyInAnyOrder("erm", "mixup");
        assertThat(plan.seedsOf(plan.arm("idle"))).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(plan.seedsOf(plan.arm("erm"))).hasSize(12);
    }

    @Test
    void moreSeedsThanPlannedAreFresh() {
        var plan = mixup().build();
        assertThat(plan.with(Optional.of(List.of(3)), List.of(), List.of()).seedsAt(1))
                .containsExactly(1L, 2L, 3L);
        assertThat(plan.with(Optional.of(List.of(20)), List.of(), List.of()).seedsAt(1))
                .hasSize(20)
                .startsWith(1001L);
    }

    @Test
    void aPilotSharesNoSeedWithAnyPlan() {
        var plan = mixup().arm("idle").build();
        var pilot = plan.pilot(3).with(Optional.empty(), List.of(), List.of());
        assertThat(pilot.looks()).containsExactly(3);
        assertThat(pilot.seedsOf(pilot.arm("erm"))).containsExactly(250_001L, 250_002L, 250_003L);
        assertThat(pilot.seedsOf(pilot.arm("idle"))).hasSize(3);
        assertThat(pilot.hash(LAPTOP))
                .isNotEqualTo(
                        plan.with(Optional.of(List.of(3)), List.of(), List.of()).hash(LAPTOP));
        assertThatThrownBy(() -> plan.pilot(0)).hasMessageContaining("at least 1 seed, not 0");
    }

    @Test
    void theHashHoldsWhatDecidesAndNothingElse() {
        var plan = mixup().build();
        var hash = plan.hash(LAPTOP);
        assertThat(hash).hasSize(64).isEqualTo(mixup().build().hash(LAPTOP));
        assertThat(plan.hash(SMOKE)).isNotEqualTo(hash);
        assertThat(mixup().looks(5, 8).build().hash(LAPTOP)).isNotEqualTo(hash);
        assertThat(mixup().arm("more").build().hash(LAPTOP)).isNotEqualTo(hash);
        assertThat(plan.with(Optional.empty(), List.of(), List.of(set("width", 25)))
                        .hash(LAPTOP))
                .isNotEqualTo(hash);
        assertThat(mixup().timeout(java.time.Duration.ofHours(1)).build().hash(LAPTOP))
                .isEqualTo(hash);
        assertThat(plan.canonical(LAPTOP)).contains("\"delta\" : 0.003").doesNotContain("Table 2");
    }
}
