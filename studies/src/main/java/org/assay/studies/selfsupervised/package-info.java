/** Learning from pictures without labels, and what can be read from the features that come of it. */
@NullMarked
package org.assay.studies.selfsupervised;

import org.jspecify.annotations.NullMarked;
