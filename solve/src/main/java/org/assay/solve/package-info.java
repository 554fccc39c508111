/**
 * Differentiable optimisation: the solution of an optimisation problem as a function of its data, with its gradient.
 *
 * <pre>{@code
 * var z = QuadraticProgram.of(q, p).equal(a, b).below(g, h).solve();  // argmin 1/2 z'Qz + p'z  s.t.  Az = b, Gz <= h
 * var w = Simplex.project(scores);                                    // the nearest point with w >= 0, sum w = 1
 * var j = Assignment.cheapest(costs);                                 // a column for each row, of least sum; without a gradient
 * var beta = LeastSquares.of(phi).minimumNorm(y);                     // and every ridge fit, from one decomposition
 * var r = SoftSort.ranks(scores, 0.1);                                // ranks with a gradient
 * }</pre>
 *
 * Numbers of programs are 64-bit: interior points of 32-bit problems stall before their gradients are right.
 */
@NullMarked
package org.assay.solve;

import org.jspecify.annotations.NullMarked;
