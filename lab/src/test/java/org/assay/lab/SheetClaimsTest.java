package org.assay.lab;

import static org.assay.lab.Curve.curve;
import static org.assay.lab.Quantity.cell;
import static org.assay.lab.Quantity.cells;
import static org.assay.lab.Quantity.constants;
import static org.assay.lab.Quantity.interaction;
import static org.assay.lab.Quantity.mean;
import static org.assay.lab.Quantity.median;
import static org.assay.lab.Quantity.range;
import static org.assay.lab.Quantity.spearman;
import static org.assay.lab.Quantity.sum;
import static org.assay.lab.Quantity.term;
import static org.assay.lab.Ratio.ratio;
import static org.assay.lab.Statement.allOf;
import static org.assay.lab.Statement.anyOf;
import static org.assay.lab.Statement.atLeast;
import static org.assay.lab.Statement.ordering;
import static org.assay.lab.Statement.that;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Claims as the catalogue's sheets state them, said in the language of plans, and what the plan prints for them. */
final class SheetClaimsTest {

    private static Arguments said(Statement statement, String words) {
        return Arguments.of(statement, words);
    }

    static Stream<Arguments> claims() {
        var combo = curve("m", "m=*", "perfect_share", 1, 2, 4, 8);
        return Stream.of(
                said(
                        that("mixup").has("last_error").below("erm").byAtLeast(0.05),
                        "last_error of mixup below that of erm by at least 0.05"),
                said(
                        that("ng,bal", "lstm,bal")
                                .has("recall")
                                .above(mean(cell("ng", "recall"), cell("lstm", "recall")))
                                .byAtLeast(0.06),
                        "mean of recall over ng,bal, lstm,bal above mean of recall over ng, lstm by at least 0.06"),
                said(
                        that("comboptnet").has("perfect_share").above(0.80).byAtLeast(0.10),
                        "perfect_share of comboptnet above 0.8 by at least 0.1"),
                said(
                        that("a25").has("accuracy").notBelow("a0").byMoreThan(0.007),
                        "accuracy of a25 not below that of a0 by more than 0.007"),
                said(
                        that("cca").has("accuracy").within(0.005).of("procrustes"),
                        "accuracy of cca within 0.005 of that of procrustes"),
                said(
                        that("ticket")
                                .has("early_stop")
                                .relativeTo("dense")
                                .below(1)
                                .byFactor(1 / 0.85),
                        "early_stop of ticket relative to that of dense below 1 by a factor of at least 1.176"),
                said(
                        that(ratio(cell("h=512", "matched"), cell("h=512", "unmatched"))
                                        .flooredAt(1e-3))
                                .below(1)
                                .byFactor(1 / 0.3),
                        "matched of h=512 (at least 0.001) relative to unmatched of h=512 (at least 0.001) below 1 by a factor of at least 3.333"),
                said(
                        that("finetuned").has("gain").relativeTo("noise").notBelow(0.5),
                        "gain of finetuned relative to that of noise above 0.5"),
                said(that("nanogpt").has("nats").near(1.88).within(0.05), "nats of nanogpt between 1.83 and 1.93"),
                said(
                        that("vae").has("ndcg").relativeTo("dae").near(1.014).within(0.06),
                        "ndcg of vae relative to that of dae between 0.954 and 1.074"),
                said(
                        that(interaction(
                                        cell("cnn", "orig"),
                                        cell("cnn", "patch"),
                                        cell("mixer", "orig"),
                                        cell("mixer", "patch")))
                                .above(0)
                                .byAtLeast(0.10),
                        "orig of cnn - patch of cnn - orig of mixer + patch of mixer above 0 by at least 0.1"),
                said(
                        that(sum(term(1, cell("cb+wd", "gain")), term(-2, cell("cb", "gain"))))
                                .above(0)
                                .byAtLeast(0.01),
                        "gain of cb+wd - 2 x gain of cb above 0 by at least 0.01"),
                said(
                        that(cell("300", "e8")
                                        .minus(cell("300", "e20"))
                                        .abs()
                                        .minus(cell("300", "e1")
                                                .minus(cell("300", "e8"))
                                                .abs()))
                                .below(0)
                                .byAtLeast(5),
                        "abs(e8 of 300 - e20 of 300) - abs(e1 of 300 - e8 of 300) below 0 by at least 5"),
                said(
                        combo.falls().byAtLeast(0.30),
                        "perfect_share over m=1, m=2, m=4, m=8 falls along m by at least 0.3 from end to end"),
                said(
                        that(curve("f", "wd=1,f=*", "t_gen", 0.4, 0.5, 0.6)
                                        .each(Quantity::log)
                                        .slope())
                                .below(0)
                                .byAtLeast(2),
                        "slope of log(t_gen of wd=1,f=0.4) to log(t_gen of wd=1,f=0.6) on f below 0 by at least 2"),
                said(
                        that(curve("N", "net", "mse@N=*", 100, 400, 3200)
                                        .onLogScale()
                                        .peak())
                                .near(Math.log(400))
                                .within(Math.log(1.1)),
                        "place in log N of the largest mse@N=100 of net to mse@N=3200 of net between 5.896 and 6.087"),
                said(
                        that(curve("epoch", "rot", "probe@*", 1, 2, 3).rankCorrelation())
                                .above(0.8)
                                .byAtLeast(0),
                        "Spearman correlation of (probe@1 of rot, probe@2 of rot, probe@3 of rot) with (1, 2, 3) above 0.8"),
                said(
                        ordering(0, cell("cbam", "acc"), cell("se", "acc"), cell("none", "acc")),
                        "all of: acc of cbam above that of se; acc of se above that of none"),
                said(
                        that(spearman(cells("h2", "head", "hip", "knee"), constants(98.5, 90.1, 88.0)))
                                .above(0.7)
                                .byAtLeast(0),
                        "Spearman correlation of (head of h2, hip of h2, knee of h2) with (98.5, 90.1, 88) above 0.7"),
                said(
                        that("relu")
                                .has("t_restricted")
                                .censoredAt(12_000)
                                .earlierThan(cell("relu", "t_test").censoredAt(12_000))
                                .byFactor(1.3),
                        "t_restricted of relu (censored at 12000) before t_test of relu (censored at 12000) by a factor of at least 1.3"),
                said(
                        that("satnet").has("parity").above(0.99).inMoreThan(0.5),
                        "parity of satnet above 0.99 in more than 50 % of the seeds"),
                said(
                        that("dt-r").has("accuracy").spreadsMoreThan("dt-l").byFactor(2),
                        "standard deviation over seeds: accuracy of dt-r above that of dt-l by a factor of at least 2"),
                said(
                        that(range(cells("sqd", "e=.25", "e=1", "e=2").toArray(Quantity[]::new)))
                                .below(0.015)
                                .byAtLeast(0),
                        "maximum of (e=.25 of sqd, e=1 of sqd, e=2 of sqd) - minimum of (e=.25 of sqd, e=1 of sqd, e=2 of sqd) below 0.015"),
                said(
                        that(median(cells("oa", "c1", "c2").toArray(Quantity[]::new))
                                        .over(cell("zero", "gap")))
                                .below(0.6)
                                .byAtLeast(0),
                        "median of (c1 of oa, c2 of oa) / gap of zero below 0.6"),
                said(
                        anyOf(
                                allOf(
                                        that("random").has("f1").above("ncad").byAtLeast(0),
                                        that("ncad").has("auc").above("random").byAtLeast(0)),
                                that("x").has("auc").below(0.1).byAtLeast(0)),
                        "at least 1 of: all of: f1 of random above that of ncad; auc of ncad above that of random; auc of x below 0.1"),
                said(
                        atLeast(
                                2,
                                that("a").has("x").notAbove("b").byMoreThan(0.01),
                                that("b").has("x").below("c").byAtLeast(0.02)),
                        "all of: x of a not above that of b by more than 0.01; x of b below that of c by at least 0.02"));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void isSaidAndPrinted(Statement statement, String words) {
        assertThat(statement.words()).isEqualTo(words);
    }
}
