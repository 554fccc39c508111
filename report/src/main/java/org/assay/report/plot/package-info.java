/** Plots as lists of marks, and their writers: SVG, PNG. Knows nothing of runs. */
@NullMarked
package org.assay.report.plot;

import org.jspecify.annotations.NullMarked;
