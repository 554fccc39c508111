/** Measures of predictions, texts and images: plain numbers, computed in double precision. */
@NullMarked
package org.assay.nn.metrics;

import org.jspecify.annotations.NullMarked;
