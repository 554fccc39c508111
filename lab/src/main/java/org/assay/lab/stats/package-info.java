/** Statistics for verdicts from few seeds; knows nothing of plans and trials. */
@NullMarked
package org.assay.lab.stats;

import org.jspecify.annotations.NullMarked;
