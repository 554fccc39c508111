/** What comes next in time series. */
@NullMarked
package org.assay.studies.series;

import org.jspecify.annotations.NullMarked;
