/** Uncertainty: what a network does not know, and whether it knows that. */
@NullMarked
package org.assay.studies.uncertainty;

import org.jspecify.annotations.NullMarked;
