package org.assay.nn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assay.nn.GradientCheck;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

class GraphsAndDiffusionTest {
    private final Rng rng = Rng.of(1);

    /** Everybody to everybody else, and one node alone. */
    private static Tensor edges() {
        return Tensor.of(new long[] {0, 0, 1, 1, 2, 2, 3, 1, 2, 0, 2, 0, 1, 2}, 2, 7);
    }

    private Tensor normal(long... shape) {
        return rng.normal(shape).to(DType.FLOAT64);
    }

    /** Coordinates matter from the start here, which the small first weights would hide. */
    private Egnn egnn() {
        var model = GradientCheck.doubles(Egnn.of(3, 6, 2, rng));
        Autodiff.noGrad(
                () -> model.blocks().forEach(block -> block.coord2().weight().mul_(500)));
        return model;
    }

    @Test
    void featuresStayAndCoordinatesTurnAlong() {
        var model = egnn();
        var h = normal(5, 3);
        var x = normal(5, 3);
        var turn = normal(3, 3).qr().q();
        var shift = normal(3);
        var plain = model.forward(h, x, edges());
        var moved = model.forward(h, x.matmul(turn).add(shift), edges());
        assertThat(moved.features().allClose(plain.features(), 0, 1e-10)).isTrue();
        assertThat(moved.coordinates().allClose(plain.coordinates().matmul(turn).add(shift), 0, 1e-10))
                .isTrue();
        assertThat(plain.coordinates().sub(x).abs().max().item()).isGreaterThan(0.01);
        // Node 4 has no neighbour and stays where it is.
        assertThat(plain.coordinates().at(4).toDoubles())
                .containsExactly(x.at(4).toDoubles());
    }

    /** The message and both updates as the paper writes them, edge by edge. */
    @Test
    void oneLayerAgreesWithItsEquations() {
        var block = egnn().blocks().getFirst();
        var h = normal(5, 6);
        var x = normal(5, 3);
        var found = block.forward(new Egnn.Nodes(h, x), edges());
        var e = edges().toLongs();
        for (int i = 0; i < 4; i++) {
            var gathered = Tensor.zeros(DType.FLOAT64, 6);
            var push = Tensor.zeros(DType.FLOAT64, 3);
            int neighbours = 0;
            for (int k = 0; k < 7; k++) {
                if (e[7 + k] == i) {
                    var apart = x.at(i).sub(x.at(e[k]));
                    var joined =
                            Tensor.cat(h.at(i), h.at(e[k]), apart.square().sum().reshape(1));
                    var message = block.edge2()
                            .forward(block.edge1().forward(joined).silu())
                            .silu();
                    gathered = gathered.add(message);
                    push = push.add(apart.mul(block.coord2()
                            .forward(block.coord1().forward(message).silu())));
                    neighbours++;
                }
            }
            var update = block.node2()
                    .forward(
                            block.node1().forward(Tensor.cat(h.at(i), gathered)).silu());
            assertThat(found.features().at(i).allClose(h.at(i).add(update), 0, 1e-10))
                    .isTrue();
            var place = x.at(i).add(push.div((double) Math.max(1, neighbours)));
            assertThat(found.coordinates().at(i).allClose(place, 0, 1e-10)).isTrue();
        }
    }

    @Test
    void graphConvolutionIsTheNormalisedAdjacency() {
        var model = GradientCheck.doubles(Gcn.of(rng, 3, 4, 2));
        var x = normal(4, 3);
        var undirected = Tensor.of(new long[] {0, 1, 1, 2, 1, 0, 2, 1}, 2, 4);
        var found = model.forward(x, Gcn.Graph.of(undirected, 4));
        // Node 1 has two neighbours, 0 and 2 one, 3 none; with loops degrees 2, 3, 2, 1.
        var a = Tensor.of(DType.FLOAT64, new double[] {1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1}, 4, 4);
        var root = Tensor.of(DType.FLOAT64, new double[] {2, 3, 2, 1}).rsqrt();
        var normalised = root.unsqueeze(1).mul(a).mul(root);
        var first = model.convs().get(0);
        var second = model.convs().get(1);
        var h = normalised
                .matmul(x.matmul(first.weight().t()))
                .add(first.bias())
                .relu();
        var expected = normalised.matmul(h.matmul(second.weight().t())).add(second.bias());
        assertThat(found.allClose(expected, 0, 1e-6)).isTrue();
    }

    @Test
    void gradientsAgreeWithDifferences() {
        var egnn = egnn();
        var h = normal(5, 3);
        var x = normal(5, 3).parameter();
        var leaves = new ArrayList<>(Tree.parameters(egnn));
        leaves.add(x);
        GradientCheck.of(
                () -> {
                    var nodes = egnn.forward(h, x, edges());
                    return Tensor.cat(List.of(nodes.features(), nodes.coordinates()), 1);
                },
                leaves);
        var gcn = GradientCheck.doubles(Gcn.of(rng, 3, 4, 2));
        var graph = Gcn.Graph.of(edges(), 5);
        GradientCheck.of(() -> gcn.forward(h, graph), Tree.parameters(gcn));
    }

    @Test
    void timesBecomeSinesAndCosines() {
        var found = Positions.sinusoidal(Tensor.of(0, 3), 4).toDoubles();
        assertThat(found)
                .containsExactly(
                        new double[] {0, 0, 1, 1, Math.sin(3), Math.sin(0.03), Math.cos(3), Math.cos(0.03)},
                        within(1e-6));
        assertThatThrownBy(() -> Positions.sinusoidal(Tensor.of(0.0), 3)).hasMessageContaining("an even width, not 3");
    }

    private TimeUNet.Config config(int classes) {
        return new TimeUNet.Config(1, 8, List.of(1, 2), 1, List.of(1), 2, 0, classes);
    }

    /** Zero weights at the ends of branches hide the rest; here they are filled. */
    private TimeUNet filled(int classes) {
        var model = GradientCheck.doubles(TimeUNet.of(config(classes), rng));
        Autodiff.noGrad(() -> Tree.parameters(model).stream()
                .filter(p -> p.rank() == 4)
                .forEach(p -> p.copyFrom(rng.normalLike(p).mul(0.2))));
        return model;
    }

    @Test
    void theNoiseModelStartsAtZeroAndKeepsTheShape() {
        var y = TimeUNet.of(TimeUNet.Config.of(3, 16), rng).forward(rng.normal(2, 3, 16, 16), Tensor.of(5, 900));
        assertThat(y.shape()).containsExactly(2, 3, 16, 16);
        assertThat(y.abs().max().item()).isZero();
    }

    @Test
    void theTimeAndTheClassMatter() {
        var model = filled(4);
        var x = normal(1, 1, 8, 8);
        var early = model.forward(x, Tensor.of(1.0), Tensor.of(new long[] {2}));
        assertThat(model.forward(x, Tensor.of(1.0), Tensor.of(new long[] {2})).toDoubles())
                .containsExactly(early.toDoubles());
        assertThat(model.forward(x, Tensor.of(900.0), Tensor.of(new long[] {2})).allClose(early, 0, 1e-3))
                .isFalse();
        assertThat(model.forward(x, Tensor.of(1.0), Tensor.of(new long[] {3})).allClose(early, 0, 1e-3))
                .isFalse();
        assertThatThrownBy(() -> filled(0).forward(x, Tensor.of(1.0), Tensor.of(new long[] {2})))
                .hasMessage("This U-Net was made without classes: give their number in its Config.");
    }

    @Test
    void theNoiseModelsGradientsAgreeWithDifferences() {
        var model = filled(0);
        var x = normal(1, 1, 4, 4);
        GradientCheck.of(() -> model.forward(x, Tensor.of(30.0)), Tree.parameters(model));
    }
}
