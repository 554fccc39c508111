/** Implicit representations: signals as functions of their coordinates. */
@NullMarked
package org.assay.studies.representations;

import org.jspecify.annotations.NullMarked;
