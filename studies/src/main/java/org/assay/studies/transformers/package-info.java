/** What transformers learn: arithmetic, algorithms and the rules behind their answers. */
@NullMarked
package org.assay.studies.transformers;

import org.jspecify.annotations.NullMarked;
