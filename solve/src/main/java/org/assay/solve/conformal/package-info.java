/**
 * Conformal prediction: sets and intervals that hold the truth with a chosen probability, whatever model made them, as long as the data are exchangeable.
 *
 * <pre>{@code
 * var aps = SetScore.aps();
 * double q = Conformal.threshold(scores, 0.1);          // scores: aps.of(x, x.rank(y), u) of calibration points that no model has seen
 * int size = aps.size(RankedClasses.of(p), q, u);       // the set is the so many most probable classes
 * var interval = Interval.quantiles(low, high, q);      // conformalised quantile regression
 * var level = AdaptiveLevel.of(0.1, 0.005);             // for series that drift
 * }</pre>
 *
 * Everything is in double precision over plain arrays: nothing here has a gradient.
 */
@NullMarked
package org.assay.solve.conformal;

import org.jspecify.annotations.NullMarked;
