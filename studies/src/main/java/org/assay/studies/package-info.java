/** The catalogue: one class per paper. */
@NullMarked
package org.assay.studies;

import org.jspecify.annotations.NullMarked;
