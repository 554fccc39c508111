/** Regularisation and augmentation: what is done to examples and labels so that a network does not learn them by heart. */
@NullMarked
package org.assay.studies.regularisation;

import org.jspecify.annotations.NullMarked;
