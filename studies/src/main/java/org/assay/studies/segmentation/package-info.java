/** A class for every pixel: how few pictures that takes, and what keeps objects apart. */
@NullMarked
package org.assay.studies.segmentation;

import org.jspecify.annotations.NullMarked;
