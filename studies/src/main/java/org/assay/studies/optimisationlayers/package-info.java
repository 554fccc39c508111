/** Layers that solve an optimisation problem, and what they can learn. */
@NullMarked
package org.assay.studies.optimisationlayers;

import org.jspecify.annotations.NullMarked;
