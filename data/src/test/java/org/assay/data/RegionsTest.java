package org.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assay.data.format.DataException;
import org.assay.tensor.Rng;
import org.junit.jupiter.api.Test;

class RegionsTest {

    private static boolean[] mask(String... rows) {
        var text = String.join("", rows);
        var inside = new boolean[text.length()];
        for (int p = 0; p < inside.length; p++) {
            inside[p] = text.charAt(p) == '#';
        }
        return inside;
    }

    @Test
    void cornersDoNotJoin() {
        var regions = Regions.of(mask("##.#", ".#..", "#..#", "##.#"), 4, 4);
        assertThat(regions.count()).isEqualTo(4);
        assertThat(regions.labels()).containsExactly(1, 1, 0, 2, 0, 1, 0, 0, 3, 0, 0, 4, 3, 3, 0, 4);
        var large = regions.ofAtLeast(3);
        assertThat(large.count()).isEqualTo(2);
        assertThat(large.labels()).containsExactly(1, 1, 0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 2, 2, 0, 0);
    }

    /** The ring of the right half is open at a corner, so its middle is no hole. */
    @Test
    void holesAreFilledUnlessTheyAreOpenAtACorner() {
        var ring = mask(".......", ".####..", ".#.#.#.", ".#####.", ".......");
        var filled = Regions.filled(ring, 5, 7);
        assertThat(filled).isEqualTo(mask(".......", ".####..", ".###.#.", ".#####.", "......."));
        assertThat(Regions.filled(mask("##", "#."), 2, 2)).isEqualTo(mask("##", "#."));
    }

    /** Labels spread from neighbour to neighbour until nothing changes: slow, and another way. */
    @Test
    void regionsAreThoseOfSpreadingLabels() {
        var rng = Rng.of(2);
        for (int trial = 0; trial < 40; trial++) {
            int height = 1 + rng.nextInt(12);
            int width = 1 + rng.nextInt(12);
            var inside = new boolean[height * width];
            for (int p = 0; p < inside.length; p++) {
                inside[p] = rng.nextDouble() < 0.6;
            }
            var spread = new int[inside.length];
            for (int p = 0; p < inside.length; p++) {
                spread[p] = inside[p] ? p + 1 : 0;
            }
            boolean changed = true;
            while (changed) {
                changed = false;
                for (int p = 0; p < inside.length; p++) {
                    for (int q = 0; q < inside.length; q++) {
                        int apart = Math.abs(p / width - q / width) + Math.abs(p % width - q % width);
                        if (apart == 1 && inside[p] && inside[q] && spread[q] > spread[p]) {
                            spread[q] = spread[p];
                            changed = true;
                        }
                    }
                }
            }
            var labels = Regions.of(inside, height, width).labels();
            for (int p = 0; p < inside.length; p++) {
                for (int q = 0; q < inside.length; q++) {
                    assertThat(labels[p] == labels[q]).isEqualTo(spread[p] == spread[q]);
                }
            }
        }
    }

    @Test
    void sizesAreChecked() {
        assertThatThrownBy(() -> Regions.of(new boolean[5], 2, 3))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("5 pixels");
    }
}
