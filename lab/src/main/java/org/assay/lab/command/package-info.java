/**
 * Other people's code as a study: a YAML file that wraps any command.
 *
 * <p>Claims use the words of {@link org.assay.lab.Phrase}, an entry a word. Beside them:
 *
 * <pre>{@code
 * claims:
 *   - {id: C1, text: a bar, that: net, has: accuracy, above: 0.9, byAtLeast: 0.02}
 *   - {id: C2, text: several at once, allOf: [{that: a, has: x, above: b, byAtLeast: 1}, {that: a, has: y, below: b, byAtLeast: 1}]}
 *   - {id: C3, text: two of three, atLeast: {needed: 2, of: [...]}}
 *   - {id: C4, text: it rises with width, curve: {over: width, arm: "width=*", cell: accuracy, at: [16, 32, 64]}, trend: rises, byAtLeast: 0.1}
 *   - {id: C5, text: a slope, curve: {over: n, arm: net, cell: "error@n=*", at: [10, 100], log: true, onLogScale: true, figure: slope}, below: 0, byAtLeast: 0.5}
 *   - {id: C6, text: only where the network learns, given: {that: net, has: accuracy, above: 0.9, byAtLeast: 0}, that: net, has: drop, above: 0, byAtLeast: 0.1}
 * }</pre>
 *
 * {@code given} may be a list; {@code givenShown} wants the guard shown, {@code givenInSeed} leaves out the seeds in which it fails. A curve's figure is
 * {@code slope}, {@code peak}, {@code trough}, {@code rankCorrelation}, {@code mean}, {@code max}, {@code min}, {@code first} or {@code last}.
 */
@NullMarked
package org.assay.lab.command;

import org.jspecify.annotations.NullMarked;
