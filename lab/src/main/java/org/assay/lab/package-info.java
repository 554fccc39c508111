/**
 * The laboratory: studies, plans, claims, trials, workers, the run store and the statistics of verdicts.
 *
 * <h2>Saying a claim</h2>
 *
 * A claim begins with {@code primary(id, text)} or {@code secondary(id, text)}, may go on with {@code published(...)}, {@code unit(...)} and
 * {@code given(guard)}, and ends in a phrase that begins with {@code that(...)}. The seed is the unit of every analysis: whatever is to be averaged
 * inside a seed is averaged in the {@link org.assay.lab.Quantity} that the phrase speaks of. Every delta is in the effect's unit; on ratios it is a
 * factor. The imports are {@code Statement.*}, {@code Quantity.*}, {@code Curve.curve} and {@code Ratio.ratio}, all static.
 *
 * <pre>{@code
 * // below, above: another arm, paired by seed (mixup T1)
 * .that("mixup").has("last_error").below("erm").byAtLeast(0.05)
 * // means inside the seed over arms or cells (name-classification K5)
 * .that("ng,balanced", "lstm,balanced").has("macro_recall").above(mean(cell("ng", "macro_recall"), cell("lstm", "macro_recall"))).byAtLeast(0.06)
 * // level: a bar (integer-program-layer K4)
 * .that("comboptnet").has("perfect_share").above(0.80).byAtLeast(0.10)
 * // within, one side: non-inferior (octave-convolution T2), and both sides (cca-merge T6)
 * .that("a25").has("accuracy").notBelow("a0").byMoreThan(0.007)
 * .that("cca").has("accuracy").within(0.005).of("procrustes")
 * // ratio, on the log scale (lottery-ticket T1); with a floor (linear-mode-connectivity K1); as a bar (quant-noise C6)
 * .that("ticket").has("early_stop").relativeTo("dense").below(1).byFactor(1 / 0.85)
 * .that(ratio(cell("h=512", "matched"), cell("h=512", "unmatched")).flooredAt(1e-3)).below(1).byFactor(1 / 0.3)
 * .that("finetuned").has("gain").relativeTo("noise").notBelow(0.5)
 * // near: a value with its tolerance (text-generation T1), a range (gnn-trustworthiness T2c), a ratio (symmetry: within a factor)
 * .that("nanogpt").has("validation_nats").near(1.88).within(0.05)
 * .that("sgcn").has("auc").between(0.75, 0.92)
 * .that("vae").has("ndcg").relativeTo("dae").near(1.014).within(0.06)
 * // contrast: any linear combination; four cells are an interaction (mlp-mixer T3a)
 * .that(interaction(cell("cnn", "orig"), cell("cnn", "patch"), cell("mixer", "orig"), cell("mixer", "patch"))).above(0).byAtLeast(0.10)
 * .that(sum(term(1, cell("both", "gain")), term(-2, cell("one", "gain")))).above(0).byAtLeast(0.01)
 * // curves over arms or cells: monotone, slope, peak, rank correlation (integer-program-layer K2, grokking K2a, double-descent K1, rotation T6)
 * .that(curve("m", "m=*", "perfect_share", 1, 2, 4, 8).falls().byAtLeast(0.30))
 * .that(curve("f", "wd=1,f=*", "t_gen", 0.4, 0.5, 0.6).each(Quantity::log).slope()).below(0).byAtLeast(2)
 * .that(curve("N", "net", "mse@N=*", 100, 400, 3200).onLogScale().peak()).near(Math.log(400)).within(Math.log(1.1))
 * .that(curve("epoch", "rot", "probe@*", 1, 2, 3, 4).rankCorrelation()).above(0.8).byAtLeast(0)
 * // ordering, largest first (cbam T2)
 * .that(ordering(0, cell("cbam", "accuracy"), cell("se", "accuracy"), cell("none", "accuracy")))
 * // correlates, also with a published column (pose-estimation K5)
 * .that(spearman(cells("h2", "head", "hip", "knee"), constants(98.5, 90.1, 88.0))).above(0.7).byAtLeast(0)
 * // earlier: events in order, censored at a limit (grokking K5)
 * .that("relu").has("t_restricted").censoredAt(12_000).earlierThan(cell("relu", "t_test").censoredAt(12_000)).byFactor(1.3)
 * // happens: in more than a share of the seeds, one half at most (satnet K4)
 * .that("satnet").has("parity").above(0.99).inMoreThan(0.5)
 * // spread: standard deviations over seeds (deep-thinking-lipschitz T3)
 * .that("dt-r").has("accuracy").spreadsMoreThan("dt-l").byFactor(2)
 * // combinations and guards (optnet-qp K2, mixup T3, embedding-query-reduction T1)
 * .that(allOf(that("qp").has("solved").above("mlp").byAtLeast(0.5), that("qp").has("solved").above("conv").byAtLeast(0.5)))
 * .that(atLeast(2, that("a").has("x").above(0).byAtLeast(0), that("b").has("x").above(0).byAtLeast(0), that("c").has("x").above(0).byAtLeast(0)))
 * .given(that("exact").has("accuracy").above("cheap").byAtLeast(0.03)).that("learned").has("share").above(0.75).byAtLeast(0.10)
 * // no direction: they differ, whichever is larger (auto-labeling-confidence T4)
 * .that("colander").has("coverage").differsFrom("corr").byAtLeast(0.03)
 * // only seeds in which something holds enter (transformer-recurrence K4)
 * .givenInSeed(that("net").has("train_accuracy").above(0.99).byAtLeast(0)).that("net").has("drop").above("gru").byAtLeast(0.2)
 * // no shape: printed with its interval, no verdict
 * .reports(cell("net", "share_of_gain"))
 * }</pre>
 *
 * A long quantity takes a short name, {@code cell(slow, "t_gen").censoredAt(12_000).called("time to generalise")}, and so does the number that two arms are
 * compared by, {@code .has("t_gen").censoredAt(12_000).called("delay").relativeTo(fast)}. Sentences use it, decisions and the plan's hash do not.
 *
 * <p>A run stops when the primary claims are decided. A secondary claim on cheap arms may ask to go on, {@code untilDecided()}: then its arms alone run at the
 * looks that are left, and all other claims keep their verdict.
 *
 * <h2>Tuning, and a second plan</h2>
 *
 * <pre>{@code
 * .tune("learningRate", 3e-4, 1e-3, 3e-3).onSeeds(2).lowest("validation_loss")      // every arm, the same candidates and seeds
 * .tune("rate", 0.1, 0.3).and("decay", 0.0, 0.1).arms("sgd", "sam").follows("sgd-long", "sgd").highest("validation_accuracy")
 * }</pre>
 *
 * The trials of the tuning are a run of their own, on seeds that the plan never uses. Of them only the named cell is kept, so that nothing is chosen by test
 * data; {@link org.assay.lab.Trial#tuning()} tells the method. What was found is frozen into the plan and its hash before the plan's own first trial.
 * {@link org.assay.lab.Study#secondPlan()} holds questions that differ in data or cost; it is run as {@code study-name} and recorded by itself.
 *
 * <h2>Reading a verdict</h2>
 *
 * The interval of a claim is that of a paired t statistic over seeds, with critical values that hold jointly over all looks of the plan, at 97.5 % each where two
 * claims are primary ({@link org.assay.lab.stats.Boundaries}). The estimate is the mean less the bias that stopping at a look gives it, so it may differ a
 * little from the interval's middle. A combination judges its parts at levels at which the whole errs no more often than a single claim. Values that are equal
 * in every seed decide by themselves, from three seeds on. The promise of 5 % supposes that seeds differ symmetrically, as they do where two arms are
 * exchangeable; it fails for means over seeds of which some collapse in one arm only (claim {@code happens} there), for differences that take two values, and, where the
 * first look comes at three seeds, for noise without tails.
 *
 * <p>Model choice is made inside a trial, on validation data; a maximum over arms on test data is biased, so name the arm beforehand. A number that may be
 * missing gets its worst case in advance with {@code orIfMissing(value)}; otherwise a failed trial enters each bound as the worst value seen, and with
 * more than a quarter of the seeds missing the claim is not testable.
 */
@NullMarked
package org.assay.lab;

import org.jspecify.annotations.NullMarked;
