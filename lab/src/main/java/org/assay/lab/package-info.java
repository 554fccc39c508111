/** The laboratory: studies, plans, claims, trials, workers, the run store and the statistics of verdicts. */
@NullMarked
package org.assay.lab;

import org.jspecify.annotations.NullMarked;
