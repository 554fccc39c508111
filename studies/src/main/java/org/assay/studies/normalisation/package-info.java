/** What normalisation layers do to the training of a network. */
@NullMarked
package org.assay.studies.normalisation;

import org.jspecify.annotations.NullMarked;
