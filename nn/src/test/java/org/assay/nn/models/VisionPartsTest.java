package org.assay.nn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.nn.GradientCheck;
import org.assay.nn.Init;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

class VisionPartsTest {
    private static final VisionTransformer.Config SMALL = new VisionTransformer.Config(8, 2, 4, 16, 2, 2, 3);

    private final Rng rng = Rng.of(3);

    private Tensor pictures(int n) {
        return rng.normal(n, 2, 8, 8);
    }

    /** Row 1, column 2 of 2 x 3 places is the last but none: sin and cos of 1 and 1/100 for the row, of 2 and 2/100 for the column. */
    @Test
    void placesAreSinesAndCosinesOfRowAndColumn() {
        var grid = Positions.grid(2, 3, 8);
        assertThat(grid.shape()).containsExactly(6, 8);
        var last = grid.select(0, 5).toDoubles();
        var expected = new double[] {
            Math.sin(1),
            Math.sin(0.01),
            Math.cos(1),
            Math.cos(0.01),
            Math.sin(2),
            Math.sin(0.02),
            Math.cos(2),
            Math.cos(0.02)
        };
        assertThat(last).containsExactly(expected, within(1e-6));
        // Row 1, column 0.
        var third = grid.select(0, 3).toDoubles();
        assertThat(third[0]).isCloseTo(Math.sin(1), within(1e-6));
        assertThat(third[4]).isZero();
        assertThatThrownBy(() -> Positions.grid(2, 2, 6))
                .hasMessageContaining("a multiple of 4")
                .hasMessageContaining("width 6");
    }

    @Test
    void patchesAndPicturesAreInverse() {
        var x = rng.normal(2, 3, 8, 12);
        var patches = PatchEmbedding.patches(x, 4);
        assertThat(patches.shape()).containsExactly(2, 6, 48);
        assertThat(PatchEmbedding.pictures(patches, 4, 2).equalTo(x)).isTrue();
        // The second patch of the first row begins at column 4.
        assertThat(patches.at(0, 1, 0).item()).isEqualTo(x.at(0, 0, 0, 4).item());
        assertThatThrownBy(() -> PatchEmbedding.pictures(patches, 4, 5))
                .hasMessageContaining("5 rows")
                .hasMessageContaining("[2, 6, 48]");
    }

    /** Xavier's bound for 16 outputs and 2 x 4 x 4 inputs is sqrt(6 / 48), for queries, keys and values together sqrt(6 / 64). */
    @Test
    void matricesAreDrawnAnewAndTheHeadIsZero() {
        var net = VisionTransformer.of(SMALL, rng);
        var drawn = net.drawn(Init.xavierUniform(), Rng.of(1));
        double patches = drawn.patchEmbed().weight().abs().max().item();
        assertThat(patches).isBetween(0.95 * Math.sqrt(6 / 48.0), Math.sqrt(6 / 48.0));
        var attention = drawn.blocks().get(1).selfAttn();
        assertThat(attention.inProjWeight().abs().max().item())
                .isBetween(0.95 * Math.sqrt(6 / 64.0), Math.sqrt(6 / 64.0));
        assertThat(drawn.blocks()
                        .get(0)
                        .linear1()
                        .bias()
                        .orElseThrow()
                        .abs()
                        .max()
                        .item())
                .isZero();
        assertThat(drawn.blocks().get(0).norm1().weight())
                .isSameAs(net.blocks().get(0).norm1().weight());
        assertThat(drawn.forward(pictures(2)).abs().max().item()).isZero();
        assertThat(Tree.parameters(drawn)).hasSameSizeAs(Tree.parameters(net)).allMatch(Tensor::requiresGrad);
    }

    @Test
    void fixedPositionsAreAddedAndNotLearned() {
        var net = VisionTransformer.of(SMALL, rng);
        var fixed = net.fixedPositions(8);
        assertThat(Tree.count(fixed)).isEqualTo(Tree.count(net) - 5 * 16);
        var x = pictures(2);
        var placed = fixed.placed(fixed.patchEmbed().forward(x));
        assertThat(placed.allClose(fixed.patchEmbed().forward(x).add(Positions.grid(2, 2, 16)), 0, 1e-6))
                .isTrue();
        GradientCheck.of(fixed, 2, 2, 8, 8);
    }

    /** Learned positions: what the first block reads is the class token with the first, then patches with the others. */
    @Test
    void theStepsAreThoseOfTheWhole() {
        for (var net :
                new VisionTransformer[] {VisionTransformer.of(SMALL, rng), VisionTransformer.pooled(SMALL, rng)}) {
            var x = pictures(3);
            var tokens = net.encode(net.placed(net.patchEmbed().forward(x)));
            assertThat(tokens.shape()).containsExactly(3, net.clsToken().isPresent() ? 5 : 4, 16);
            assertThat(tokens.equalTo(net.tokens(x))).isTrue();
            var read = net.clsToken().isPresent() ? tokens.select(1, 0) : tokens.mean(1);
            assertThat(net.forward(x).equalTo(net.head().forward(read))).isTrue();
        }
    }

    /** A mean over patches without positions is the same for patches in another order, and with positions it is not. */
    @Test
    void withoutPositionsTheOrderOfPatchesIsOfNoAccount() {
        Scope.run(() -> {
            var net = VisionTransformer.pooled(SMALL, rng);
            var x = pictures(2);
            var other = PatchEmbedding.pictures(
                    PatchEmbedding.patches(x, 4).indexSelect(1, Tensor.of(new long[] {2, 0, 3, 1})), 4, 2);
            var bag = net.withoutPositions();
            assertThat(bag.forward(other).allClose(bag.forward(x), 0, 1e-5)).isTrue();
            assertThat(net.forward(other).allClose(net.forward(x), 0, 1e-4)).isFalse();
            assertThat(net.fixedPositions(8)
                            .forward(other)
                            .allClose(net.fixedPositions(8).forward(x), 0, 1e-4))
                    .isFalse();
        });
    }
}
