/** Figures, tables and the report of a run as HTML and PDF. */
@NullMarked
package org.assay.report;

import org.jspecify.annotations.NullMarked;
