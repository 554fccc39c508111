/** Phenomena of optimisation: grokking, double descent, mode connectivity and their kin. */
@NullMarked
package org.assay.studies.optimisation;

import org.jspecify.annotations.NullMarked;
