/** Optimisers, learning-rate schedules and averages of weights. */
@NullMarked
package org.assay.nn.optim;

import org.jspecify.annotations.NullMarked;
