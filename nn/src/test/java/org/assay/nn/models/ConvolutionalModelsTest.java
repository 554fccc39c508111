package org.assay.nn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.assay.nn.GradientCheck;
import org.assay.nn.GroupNorm;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Mode;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

class ConvolutionalModelsTest {
    private final Rng rng = Rng.of(1);

    /** Published counts: torchvision's model pages, the papers' tables, and the repositories named. */
    @Test
    void parameterCountsAreThePublishedOnes() {
        Scope.run(() -> {
            assertThat(Tree.count(ResNet.resnet18(3, 1000, rng))).isEqualTo(11_689_512);
            assertThat(Tree.count(ResNet.resnet34(3, 1000, rng))).isEqualTo(21_797_672);
            assertThat(Tree.count(ResNet.resnet50(3, 1000, rng))).isEqualTo(25_557_032);
            // github.com/kuangliu/pytorch-cifar
            assertThat(Tree.count(ResNet.small18(64, 3, 10, rng))).isEqualTo(11_173_962);
            // WRN-28-10 of Zagoruyko and Komodakis: 36.5 million.
            assertThat(Tree.count(PreActResNet.wide(28, 10, 0, 3, 10, rng))).isEqualTo(36_479_194);
            assertThat(Tree.count(LeNet.of(1, 28, 10, rng))).isEqualTo(61_706);
        });
    }

    /** The count of convolutions of 3x3, written down level by level. */
    @Test
    void unetsCountFollowsItsPlan() {
        long count = 0;
        int[] widths = {3, 8, 16, 32};
        for (int i = 0; i < 3; i++) {
            count += 9L * widths[i] * widths[i + 1] + 9L * widths[i + 1] * widths[i + 1] + 4L * widths[i + 1];
        }
        for (int i = 2; i > 0; i--) {
            int out = widths[i];
            count += 4L * 2 * out * out + out + 9L * 2 * out * out + 9L * out * out + 4L * out;
        }
        assertThat(Tree.count(UNet.of(3, 8, 2, 5, rng))).isEqualTo(count + 8 * 5 + 5);
    }

    /** Of the plain network every convolution has a bias, and nothing else but weights. */
    @Test
    void plainUnetsHaveBiasesInsteadOfNormalisation() {
        var net = UNet.plain(1, 4, 1, 2, rng);
        long down = 9 * 4 + 4 + 9 * 4 * 4 + 4 + 9 * 4 * 8 + 8 + 9 * 8 * 8 + 8;
        long up = 4 * 8 * 4 + 4 + 9 * 8 * 4 + 4 + 9 * 4 * 4 + 4 + 4 * 2 + 2;
        assertThat(Tree.count(net)).isEqualTo(down + up);
        assertThat(Tree.named(net).keySet()).noneMatch(name -> name.contains("running"));
    }

    /** With a lowest level that gives zeros, skips alone tell two inputs apart. */
    @Test
    void withoutSkipsAUnetSeesNothingButItsLowestLevel() {
        Scope.run(() -> {
            var net = UNet.of(1, 4, 1, 2, rng);
            var without = net.withoutSkips();
            assertThat(Tree.count(without)).isEqualTo(Tree.count(net));
            var a = rng.normal(1, 1, 8, 8);
            var b = rng.normal(1, 1, 8, 8);
            assertThat(without.forward(a).allClose(without.forward(b), 0, 1e-3)).isFalse();
            Autodiff.noGrad(() -> Tree.parameters(net.down().getLast()).forEach(p -> p.fill_(0)));
            assertThat(without.forward(a).allClose(without.forward(b), 0, 1e-6)).isTrue();
            assertThat(net.forward(a).allClose(net.forward(b), 0, 1e-3)).isFalse();
        });
    }

    @Test
    void dropoutOfAUnetActsInTrainingAlone() {
        Scope.run(() -> {
            var net = UNet.plain(1, 4, 1, 2, rng);
            var dropping = net.dropout(0.5);
            var x = rng.normal(1, 1, 8, 8);
            assertThat(dropping.forward(x).equalTo(net.forward(x))).isTrue();
            Mode.training(
                    rng,
                    () -> assertThat(dropping.forward(x).allClose(net.forward(x), 0, 1e-4))
                            .isFalse());
        });
    }

    @Test
    void residualNetworksAreNamedAsInTorchvision() {
        var names = Tree.named(ResNet.resnet18(3, 10, rng)).keySet();
        // 122 entries in torchvision's state, 20 of which count batches.
        assertThat(names).hasSize(102);
        assertThat(names)
                .contains(
                        "conv1.weight",
                        "bn1.running_mean",
                        "layer1.0.conv1.weight",
                        "layer1.1.bn2.running_var",
                        "layer2.0.downsample.0.weight",
                        "layer2.0.downsample.1.bias",
                        "layer4.1.conv2.weight",
                        "fc.weight",
                        "fc.bias");
        assertThat(Tree.named(ResNet.resnet50(3, 10, rng)).keySet())
                .hasSize(320 - 53)
                .contains("layer1.0.conv3.weight");
        assertThat(Tree.named(Vgg.vgg11(3, 8, 10, rng)).keySet())
                .contains("features.0.weight", "features.1.running_var", "features.4.bias");
    }

    /** Convolutions of 3x3 from 3 to 4 to 8 channels and one linear layer: weights of deviation sqrt(2 / (9 in)) and nothing between. */
    @Test
    void vggTakesAnotherNormalisationOrNone() {
        var plain = Vgg.of(new int[] {1, Vgg.POOL, 2}, 3, 64, 10, Init.kaimingNormal(), _ -> h -> h, rng);
        assertThat(Tree.count(plain)).isEqualTo(9 * 3 * 64 + 64 + 9 * 64 * 128 + 128 + 128 * 10 + 10);
        var second = Tree.named(plain).get("features.4.weight");
        assertThat(Objects.requireNonNull(second).std().item()).isCloseTo(Math.sqrt(2 / (9 * 64.0)), within(1e-3));
        var grouped = Vgg.of(new int[] {1}, 3, 4, 10, Init.kaimingNormal(), c -> GroupNorm.of(2, c), rng);
        assertThat(Tree.named(grouped).keySet()).contains("features.1.weight");
    }

    /** Means of 1 and 3 give a hidden unit of 1 - 3 + 4 = 2, gates the logistic function of 2 and of -2 + ln 3. */
    @Test
    void gatesMultiplyChannels() {
        var gates = new SqueezeExcitation(
                new Linear(Tensor.of(new float[] {1, -1}, 1, 2), Optional.of(Tensor.of(new float[] {4}, 1))),
                new Linear(
                        Tensor.of(new float[] {1, -1}, 2, 1),
                        Optional.of(Tensor.of(new float[] {0, (float) Math.log(3)}, 2))));
        var x = Tensor.of(new float[] {0, 2, 3, 3}, 1, 2, 1, 2);
        double first = 1 / (1 + Math.exp(-2));
        double second = 1 / (1 + Math.exp(2) / 3);
        assertThat(gates.gate(x).toDoubles()).containsExactly(new double[] {first, second}, within(1e-6));
        assertThat(gates.forward(x).toDoubles())
                .containsExactly(new double[] {0, 2 * first, 3 * second, 3 * second}, within(1e-6));
        assertThatThrownBy(() -> SqueezeExcitation.of(4, 8, rng))
                .hasMessage("A gate of 4 channels needs a reduction from 1 to their number, not 8.");
    }

    @Test
    void dropoutTakesARateForEachPoolingAndOneMore() {
        var net = Vgg.of(new int[] {1, Vgg.POOL, 2}, 3, 4, 10, rng);
        assertThatThrownBy(() -> net.dropping(0.5))
                .hasMessage("Dropout behind 1 poolings and at the end takes as many rates and one more, not 1.");
    }

    /** The published tiny network: 28.6 million parameters. */
    @Test
    void convNextHasThePublishedSize() {
        var tiny = ConvNext.of(3, 4, 7, 1e-6, new int[] {96, 192, 384, 768}, new int[] {3, 3, 9, 3}, 1000, rng);
        assertThat(Tree.count(tiny)).isEqualTo(28_589_128);
        var small = ConvNext.of(3, 2, 5, 0.1, new int[] {4, 8}, new int[] {1, 2}, 7, rng);
        assertThat(small.forward(rng.normal(2, 3, 16, 16)).shape()).containsExactly(2, 7);
        assertThat(Tree.named(small).keySet())
                .contains("downsample_layers.0.1.weight", "stages.1.0.dwconv.weight", "norm.bias", "head.weight");
        var kernel = Objects.requireNonNull(Tree.named(tiny).get("stages.2.0.dwconv.weight"));
        // Cut off at two deviations, a normal distribution has 0.88 of its deviation.
        assertThat(kernel.std().item()).isCloseTo(0.02 * 0.8796, within(3e-4));
    }

    @Test
    void shapesAreAsDocumented() {
        var x = rng.normal(2, 3, 32, 32);
        assertThat(LeNet.of(3, 32, 7, rng).forward(x).shape()).containsExactly(2, 7);
        assertThat(Vgg.vgg11(3, 4, 7, rng).forward(x).shape()).containsExactly(2, 7);
        assertThat(Vgg.vgg16(3, 4, 7, rng).forward(x).shape()).containsExactly(2, 7);
        var resnet = ResNet.cifar(8, 4, 3, 7, rng);
        assertThat(resnet.forward(x).shape()).containsExactly(2, 7);
        assertThat(resnet.map(x).shape()).containsExactly(2, 16, 8, 8);
        assertThat(ResNet.resnet50(3, 7, rng).map(rng.normal(1, 3, 64, 64)).shape())
                .containsExactly(1, 2048, 2, 2);
        assertThat(PreActResNet.preact18(4, 3, 7, rng).features(x).shape()).containsExactly(2, 32);
        assertThat(PreActResNet.preact18(4, 0.5, 3, 7, rng).features(x).shape()).containsExactly(2, 32);
        assertThat(UNet.of(3, 4, 2, 5, rng).forward(x).shape()).containsExactly(2, 5, 32, 32);
    }

    @Test
    void gradientsAgreeWithDifferences() {
        Mode.training(
                rng,
                () -> Mode.frozenStatistics(() -> {
                    GradientCheck.of(BasicBlock.of(2, 4, 2, rng), 3, 2, 4, 4);
                    GradientCheck.of(BasicBlock.of(2, 4, 2, rng).gated(SqueezeExcitation.of(4, 2, rng)), 3, 2, 4, 4);
                    GradientCheck.of(Bottleneck.of(4, 2, 2, rng), 3, 4, 4, 4);
                    GradientCheck.of(PreActBlock.of(2, 4, 2, 0, rng), 3, 2, 4, 4);
                    GradientCheck.of(ShuffleUnit.of(8, 16, 2, 2, rng), 2, 8, 4, 4);
                    GradientCheck.of(ShuffleUnit.of(8, 8, 2, 1, rng), 2, 8, 4, 4);
                    return true;
                }));
        GradientCheck.of(ConvNextBlock.of(4, rng), 2, 4, 7, 7);
        GradientCheck.of(ConvNext.of(2, 2, 3, 0.1, new int[] {2, 4}, new int[] {1, 1}, 3, rng), 1, 2, 8, 8);
        GradientCheck.of(UNet.of(1, 2, 1, 2, rng), 1, 1, 4, 4);
        GradientCheck.of(LeNet.of(1, 12, 3, rng), 2, 1, 12, 12);
    }

    @Test
    void channelsAreDealtOut() {
        var x = Tensor.arange(6).to(DType.FLOAT32).reshape(1, 6, 1, 1);
        assertThat(ShuffleUnit.shuffle(x, 2).toDoubles()).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(ShuffleUnit.shuffle(ShuffleUnit.shuffle(x, 2), 3).toDoubles())
                .containsExactly(x.toDoubles());
    }

    @Test
    void depthsAndSizesAreChecked() {
        assertThatThrownBy(() -> ResNet.cifar(18, 16, 3, 10, rng))
                .hasMessage("The depth of a residual network for small images is 6n + 2, as 8, 14, 20 or 56, not 18.");
        assertThatThrownBy(() -> PreActResNet.wide(20, 1, 0, 3, 10, rng)).hasMessageContaining("6n + 4");
        assertThatThrownBy(() -> UNet.of(1, 4, 3, 2, rng).forward(Tensor.zeros(1, 1, 12, 16)))
                .hasMessageContaining("multiples of 8, not [1, 1, 12, 16].");
        assertThatThrownBy(() -> ShuffleUnit.of(8, 16, 2, 1, rng)).hasMessageContaining("equal at stride 1");
    }

    @Test
    void copiesOfAModelMixLinearly() {
        Layer a = ResNet.cifar(8, 4, 3, 5, Rng.of(1));
        Layer b = ResNet.cifar(8, 4, 3, 5, Rng.of(2));
        Layer midpoint = Tree.map(a, b, (p, q) -> p.lerp(q, 0.5));
        var mean = Tree.average(List.of(a, b));
        var x = rng.normal(2, 3, 16, 16);
        assertThat(midpoint.forward(x).allClose(mean.forward(x), 1e-4, 1e-5)).isTrue();
    }
}
